"""`office.measure_counts`: how long the parts of visits took, counted by day and venue.

A visit counts while it is finished. What it was counted as stands in its row, so that an end that
was undone or a time that was corrected is counted anew.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, assert_never, cast
from uuid import UUID

from issuance.calendar import JST, office_date
from issuance.cases.facts import CheckedIn, CounterStep, DeliveryChosen, StepUndone
from issuance.ledger.facts import Recorded
from issuance.measures.history import BUCKET_SECONDS
from issuance.measures.hours import LONG_WAITS_BY_HOUR, WAITS_BY_HOUR
from issuance.measures.visits import TEN_MINUTES_SECONDS, Measure, VisitTimes
from issuance.read_models.cases import CASES
from issuance.read_models.tables import Change, Put, Reading, Table, change, look
from issuance.read_models.visits import VISITS
from issuance.visits.line_facts import TimeCorrected, VisitEndUndone
from issuance.visits.stations import ClerkSignedIn, ClerkSignedOut
from issuance.visits.ticket import TicketIssued
from issuance.visits.visit import VisitEnded, VisitStage

NO_VENUE: Final = UUID(int=0)
"""Stands for "of the whole office" in `measure_counts`."""
COUNTS: Final = Table(name="office.measure_counts", key=("day", "venue_id", "measure", "bucket"))
_TIMES: Final = (
    *("stage", "called_at", "arrived_at", "identity_at", "pins_at", "delivery_at"),
    *("ended_at", "real_start", "real_end"),
)
_PLACE: Final = ("day", "venue_id", "counted")


def count(day: date, venue_id: UUID, measure: str, bucket: int, n: int = 1, **more: int) -> Put:
    """Counted on from what was counted before."""
    return Put(table=COUNTS, key=(day, venue_id, measure, bucket), added={"n": n, **more})


_Followed = (
    TicketIssued
    | DeliveryChosen
    | StepUndone
    | CheckedIn
    | VisitEnded
    | VisitEndUndone
    | TimeCorrected
    | ClerkSignedIn
    | ClerkSignedOut
)


def changes(recorded: Recorded[_Followed]) -> Iterable[Change]:
    happened = recorded.fact
    match happened:
        case TicketIssued(visit_id=visit_id):
            of = {"venue_id": happened.venue_id, "day": happened.day, "booked": happened.booked}
            yield Put(table=VISITS, key=(visit_id,), columns=of, first={"stage": "expected"})
        case DeliveryChosen():
            yield _delivery(recorded.stream_id, recorded.at)
        case StepUndone(visit_id=visit_id, step=CounterStep.DELIVERY):
            yield change(VISITS, visit_id, delivery_at=None)
        case CheckedIn(visit_id=visit_id):
            yield _person(visit_id, office_date(recorded.at))
        case VisitEnded() | VisitEndUndone() | TimeCorrected():
            yield _counted(recorded.stream_id)
        case ClerkSignedIn(station=station):
            yield (_OPEN, (station, recorded.at))
        case ClerkSignedOut(station=station):
            yield (_CLOSE, (station, recorded.at))
        case StepUndone():
            pass
        case _:
            assert_never(happened)


def _delivery(case_id: UUID, at: datetime) -> Reading:
    def then(visit_id: object) -> Iterable[Put]:
        yield change(VISITS, visit_id, delivery_at=at)

    return Reading(looks=(look(CASES, case_id, "visit_id"),), then=then)


def _person(visit_id: UUID, day: date) -> Reading:
    def then(venue_id: UUID | None) -> Iterable[Put]:
        yield count(day, venue_id or NO_VENUE, "people", 0)

    return Reading(looks=(look(VISITS, visit_id, "venue_id"),), then=then)


def _counted(visit_id: UUID) -> Reading:
    """What it counted as is taken back, what it counts as now is added; equal parts cancel out."""

    def then(*found: object) -> Iterable[Put]:
        times = dict(zip(_TIMES, found, strict=False))
        day, venue_id, before = cast(
            "tuple[date | None, UUID | None, list[int | None] | None]", found[len(_TIMES) :]
        )
        measured = _measured(visit_id, times)
        called_at = cast("datetime | None", times["called_at"])
        on = day or (office_date(called_at) if called_at else None)
        if on is not None:
            place = (on, venue_id or NO_VENUE)
            yield from _recounted(place, _hour(times["arrived_at"]), before, measured)
        yield change(VISITS, visit_id, counted=measured)

    return Reading(looks=(look(VISITS, visit_id, *_TIMES, *_PLACE),), then=then)


def _measured(visit_id: UUID, times: dict[str, object]) -> list[int | None] | None:
    """Whole seconds of each measure in the order of `Measure`; None of a visit not finished."""
    stage = VisitStage(str(times["stage"] or VisitStage.EXPECTED))
    if stage is not VisitStage.FINISHED:
        return None
    known: dict[str, Any] = times | {"stage": stage}
    seconds = VisitTimes(visit_id=visit_id, **known).seconds()
    return [int(seconds[each]) if each in seconds else None for each in Measure]


def _recounted(
    place: tuple[date, UUID],
    hour: int | None,
    before: list[int | None] | None,
    measured: list[int | None] | None,
) -> Iterable[Put]:
    """*hour*: of the check-in, by which waits are counted besides."""
    added: Counter[tuple[str, int]] = Counter()
    for sign, seconds in ((-1, before), (1, measured)):
        for measure, each in zip(Measure, seconds or (), strict=False):
            if each is not None:
                added[measure.value, each] += sign
    for (name, each), n in added.items():
        if n:
            yield count(*place, name, each // BUCKET_SECONDS, n, seconds=n * each)
        if n and hour is not None and name == Measure.WAIT:
            yield count(*place, WAITS_BY_HOUR, hour, n, seconds=n * each)
            if each > TEN_MINUTES_SECONDS:
                yield count(*place, LONG_WAITS_BY_HOUR, hour, n)


def _hour(at: object) -> int | None:
    return at.astimezone(JST).hour if isinstance(at, datetime) else None


_OPEN: Final = """INSERT INTO office.open_counters (station, since) VALUES ($1, $2)
    ON CONFLICT (station) DO UPDATE SET since = $2"""
# A day has no more hours than that: who forgot to sign out is not counted for the night.
_CLOSE: Final = f"""WITH open AS (DELETE FROM office.open_counters WHERE station = $1
      RETURNING since)
    INSERT INTO office.measure_counts AS m (day, venue_id, measure, bucket, n, seconds)
    SELECT (since AT TIME ZONE 'Asia/Tokyo')::date, '{NO_VENUE}'::uuid, 'staffed', 0, 1,
      extract(epoch FROM $2::timestamptz - since)::bigint
    FROM open WHERE $2::timestamptz - since BETWEEN interval '0' AND interval '14 hours'
    ON CONFLICT (day, venue_id, measure, bucket)
      DO UPDATE SET n = m.n + 1, seconds = m.seconds + excluded.seconds"""  # noqa: S608
