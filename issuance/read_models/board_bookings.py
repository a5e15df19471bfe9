"""`office.booking_spans`: what was booked, as long as it stood so; and who came, counted.

`office.booking_heads` says which span of a stream is the last, so that it can be ended.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, assert_never
from uuid import UUID

from issuance.calendar import JST, office_date
from issuance.cases import facts as c
from issuance.invitations import facts as i
from issuance.ledger.facts import Recorded
from issuance.read_models.board_visits import count
from issuance.read_models.invitations import INVITATIONS
from issuance.read_models.tables import Change, Put, Reading, Table, change, look
from issuance.visits.visit import visit_id_of

SPANS: Final = Table(name="office.booking_spans", key=("stream_id", "version"))
HEADS: Final = Table(name="office.booking_heads", key=("stream_id",))
_COPIED: Final = (
    *("appointment_id", "visit_id", "venue_id", "starts_at", "minutes"),
    *("service", "channel", "reference", "from_at"),
)
_HEAD: Final = (*_COPIED, "version", "is_open", "outcome")


_Noted = c.AppointmentNoted | i.InvitationBooked
_Moved = c.AppointmentMoved | i.InvitationMoved
_Cancelled = c.AppointmentCancelled | i.InvitationCancelled
_Followed = (
    _Noted
    | _Moved
    | _Cancelled
    | c.CheckedIn
    | c.NoShowRecorded
    | i.InvitationNoShowRecorded
    | i.InvitationArrived
    | i.InvitationServed
)


@dataclass(frozen=True, kw_only=True)
class _Head:
    """The last span of a stream."""

    appointment_id: UUID
    visit_id: UUID | None
    venue_id: UUID
    starts_at: datetime
    minutes: int
    service: str
    channel: str
    reference: str
    from_at: datetime
    version: int
    is_open: bool
    outcome: str | None


def changes(recorded: Recorded[_Followed]) -> Iterable[Change]:
    happened = recorded.fact
    match happened:
        case c.AppointmentNoted() | i.InvitationBooked():
            yield _noted(recorded, happened)
        case c.AppointmentMoved() | i.InvitationMoved():
            yield _of_head(recorded, lambda head: _moved(recorded, head, happened))
        case c.AppointmentCancelled() | i.InvitationCancelled():
            yield _of_head(recorded, lambda head: _cancelled(recorded, head, happened))
        case c.CheckedIn(visit_id=visit_id):
            yield _of_head(recorded, lambda head: _came(recorded, head, visit_id))
        case c.NoShowRecorded() | i.InvitationNoShowRecorded():
            id_ = happened.appointment_id
            yield _of_head(recorded, lambda head: _became(recorded, head, id_, "no-show"))
        case i.InvitationArrived() | i.InvitationServed():
            id_ = happened.appointment_id
            yield _of_head(recorded, lambda head: _became(recorded, head, id_, "came"))
        case _:
            assert_never(happened)


def _noted(recorded: Recorded[Any], noted: _Noted) -> Reading:
    visit_id = visit_id_of(noted.party_id) if isinstance(noted, c.AppointmentNoted) else None
    usual = "collect" if isinstance(noted, c.AppointmentNoted) else ""

    def then(service: object) -> Iterable[Put]:
        yield from _begun(
            recorded,
            {
                "appointment_id": noted.appointment_id,
                "visit_id": visit_id,
                "venue_id": noted.venue_id,
                "starts_at": noted.starts_at,
                "minutes": noted.minutes,
                "service": service or usual,
                "channel": noted.channel,
                "reference": noted.reference,
                "from_at": recorded.at,
            },
        )
        yield _booked(noted.starts_at, noted.venue_id, 1)

    return Reading(looks=(look(INVITATIONS, recorded.stream_id, "service"),), then=then)


def _begun(recorded: Recorded[Any], span: dict[str, object]) -> Iterable[Put]:
    yield Put(table=SPANS, key=(recorded.stream_id, recorded.version), columns=span)
    head = span | {"version": recorded.version, "is_open": True, "outcome": None}
    yield Put(table=HEADS, key=(recorded.stream_id,), columns=head)


def _of_head(recorded: Recorded[Any], then: Callable[[_Head], Iterable[Put]]) -> Reading:
    """What becomes of the span that stands; nothing where none does."""

    def of_found(*found: object) -> Iterable[Put]:
        values: dict[str, Any] = dict(zip(_HEAD, found, strict=True))
        return then(_Head(**values)) if values["is_open"] else ()

    return Reading(looks=(look(HEADS, recorded.stream_id, *_HEAD),), then=of_found)


def _moved(recorded: Recorded[Any], head: _Head, moved: _Moved) -> Iterable[Put]:
    if head.appointment_id != moved.appointment_id:
        return
    yield _ended(recorded, head, "moved")
    yield _booked(head.starts_at, head.venue_id, -1)
    copied: dict[str, object] = {each: getattr(head, each) for each in _COPIED}
    span: dict[str, object] = copied | {
        "venue_id": moved.venue_id,
        "starts_at": moved.starts_at,
        "minutes": moved.minutes,
        "from_at": recorded.at,
    }
    yield from _begun(recorded, span)
    yield _booked(moved.starts_at, moved.venue_id, 1)


def _cancelled(recorded: Recorded[Any], head: _Head, cancelled: _Cancelled) -> Iterable[Put]:
    if head.appointment_id != cancelled.appointment_id:
        return
    yield _ended(recorded, head, "cancelled")
    yield change(HEADS, recorded.stream_id, is_open=False)
    yield _booked(head.starts_at, head.venue_id, -1)
    yield from _outcome(head, "cancelled")


def _came(recorded: Recorded[Any], head: _Head, visit_id: UUID) -> Iterable[Put]:
    if head.visit_id == visit_id:
        yield from _became(recorded, head, head.appointment_id, "came")


def _became(
    recorded: Recorded[Any], head: _Head, appointment_id: UUID, outcome: str
) -> Iterable[Put]:
    if head.appointment_id != appointment_id or head.outcome is not None:
        return
    yield change(SPANS, recorded.stream_id, head.version, outcome=outcome)
    yield change(HEADS, recorded.stream_id, outcome=outcome)
    yield from _outcome(head, outcome)


def _outcome(head: _Head, outcome: str) -> Iterable[Put]:
    lead = office_date(head.starts_at) - office_date(head.from_at)
    yield _counted(head, outcome, _hour(head.starts_at))
    yield _counted(head, f"{outcome}-by-lead", lead.days)
    yield _counted(head, f"{outcome}-by-channel-{head.channel}", 0)


def _ended(recorded: Recorded[Any], head: _Head, how: str) -> Put:
    return change(SPANS, recorded.stream_id, head.version, until_at=recorded.at, ended_by=how)


def _booked(starts_at: datetime, venue_id: UUID, n: int) -> Put:
    return count(office_date(starts_at), venue_id, "booked", _hour(starts_at), n)


def _counted(head: _Head, measure: str, bucket: int) -> Put:
    return count(office_date(head.starts_at), head.venue_id, measure, bucket)


def _hour(at: datetime) -> int:
    return at.astimezone(JST).hour
