"""`office.booking_spans`: what was booked, as long as it stood so; and who came, counted."""

from collections.abc import Iterable
from typing import Any, Final

from issuance.cases import facts as c
from issuance.invitations import facts as i
from issuance.ledger.facts import Recorded
from issuance.read_models.projector import Statement
from issuance.visits.visit import visit_id_of


def changes(recorded: Recorded[Any]) -> Iterable[Statement]:
    happened: object = recorded.fact
    match happened:
        case c.AppointmentNoted() | i.InvitationBooked():
            yield _noted(recorded, happened)
        case c.AppointmentMoved() | i.InvitationMoved():
            yield _moved(recorded, happened)
        case c.AppointmentCancelled() | i.InvitationCancelled():
            yield (_CANCELLED, (*_of(recorded, happened), recorded.at))
        case c.CheckedIn(visit_id=visit_id):
            yield (_CAME, (recorded.stream_id, visit_id))
        case c.NoShowRecorded() | i.InvitationNoShowRecorded():
            yield (_OUTCOME, (*_of(recorded, happened), "no-show"))
        case i.InvitationArrived() | i.InvitationServed():
            yield (_OUTCOME, (*_of(recorded, happened), "came"))
        case _:
            pass


def _noted(recorded: Recorded[Any], noted: c.AppointmentNoted | i.InvitationBooked) -> Statement:
    card = isinstance(noted, c.AppointmentNoted)
    return (
        _NOTED,
        (
            *(recorded.stream_id, recorded.version, noted.appointment_id),
            visit_id_of(noted.party_id) if isinstance(noted, c.AppointmentNoted) else None,
            *(noted.venue_id, noted.starts_at, noted.minutes),
            *("collect" if card else "", noted.channel, noted.reference, recorded.at),
        ),
    )


def _moved(recorded: Recorded[Any], moved: c.AppointmentMoved | i.InvitationMoved) -> Statement:
    values = (moved.venue_id, moved.starts_at, moved.minutes, recorded.at, recorded.version)
    return (_MOVED, (recorded.stream_id, moved.appointment_id, *values))


_Ends = (
    c.AppointmentCancelled
    | c.NoShowRecorded
    | i.InvitationCancelled
    | i.InvitationNoShowRecorded
    | i.InvitationArrived
    | i.InvitationServed
)


def _of(recorded: Recorded[Any], happened: _Ends) -> tuple[object, object]:
    return (recorded.stream_id, happened.appointment_id)


_DAY: Final = "(starts_at AT TIME ZONE 'Asia/Tokyo')::date"
_HOUR: Final = "extract(hour FROM starts_at AT TIME ZONE 'Asia/Tokyo')::int"
_LEAD: Final = f"{_DAY} - (from_at AT TIME ZONE 'Asia/Tokyo')::date"
_ADD: Final = "INSERT INTO office.measure_counts AS m (day, venue_id, measure, bucket, n)"
_SUM: Final = """ON CONFLICT (day, venue_id, measure, bucket)
    DO UPDATE SET n = m.n + excluded.n"""
_SERVICE: Final = """coalesce((SELECT service FROM office.invitation_overview
      WHERE invitation_id = $1), $8)"""
_NOTED: Final = f"""WITH noted AS (INSERT INTO office.booking_spans
      (stream_id, version, appointment_id, visit_id, venue_id, starts_at, minutes, service,
        channel, reference, from_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, {_SERVICE}, $9, $10, $11) RETURNING *)
    {_ADD} SELECT {_DAY}, venue_id, 'booked', {_HOUR}, 1 FROM noted {_SUM}"""  # noqa: S608
_ENDED: Final = """UPDATE office.booking_spans SET until_at = {at}, ended_by = '{how}'
    WHERE stream_id = $1 AND appointment_id = $2 AND until_at IS NULL RETURNING *"""
_CANCELLED: Final = f"""WITH ended AS ({_ENDED.format(at="$3", how="cancelled")})
    {_ADD} SELECT {_DAY}, venue_id, part.measure, {_HOUR}, part.n
    FROM ended, (VALUES ('booked', -1), ('cancelled', 1)) AS part (measure, n)
    {_SUM}"""  # noqa: S608 - parts of our own
_MOVED: Final = f"""WITH ended AS ({_ENDED.format(at="$6", how="moved")}),
    moved AS (INSERT INTO office.booking_spans (stream_id, version, appointment_id, visit_id,
        venue_id, starts_at, minutes, service, channel, reference, from_at)
      SELECT stream_id, $7, appointment_id, visit_id, $3, $4, $5, service, channel, reference, $6
      FROM ended RETURNING *)
    {_ADD} SELECT day, venue_id, 'booked', hour, sum(n) FROM (
      SELECT {_DAY} AS day, venue_id, {_HOUR} AS hour, -1 AS n FROM ended UNION ALL
      SELECT {_DAY}, venue_id, {_HOUR}, 1 FROM moved) AS moves
    GROUP BY 1, 2, 4 {_SUM}"""  # noqa: S608 - parts of our own
_OUTCOMES: Final = f"""{_ADD} SELECT {_DAY}, venue_id, part.measure, part.bucket, 1
    FROM became, LATERAL (VALUES (outcome, {_HOUR}), (outcome || '-by-lead', {_LEAD}),
      (outcome || '-by-channel-' || channel, 0)) AS part (measure, bucket)
    {_SUM}"""  # noqa: S608 - parts of our own
_OUTCOME: Final = f"""WITH became AS (UPDATE office.booking_spans SET outcome = $3
      WHERE stream_id = $1 AND appointment_id = $2 AND until_at IS NULL AND outcome IS NULL
      RETURNING *) {_OUTCOMES}"""  # noqa: S608 - parts of our own
_CAME: Final = f"""WITH became AS (UPDATE office.booking_spans SET outcome = 'came'
      WHERE stream_id = $1 AND visit_id = $2 AND until_at IS NULL AND outcome IS NULL
      RETURNING *) {_OUTCOMES}"""  # noqa: S608 - parts of our own
