"""`office.visit_overview`, `office.step_measures`: where each party is; how long steps took."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, assert_never
from uuid import UUID

from issuance.cases.facts import (
    CounterStep,
    IdentityVerified,
    PinlessChosen,
    PinSheetSealed,
    PinsSealed,
    StepUndone,
)
from issuance.ledger.facts import Recorded
from issuance.read_models.cases import CASES
from issuance.read_models.tables import Change, Put, Reading, Table, change, look
from issuance.visits import line_facts as line
from issuance.visits.visit import (
    VisitArrived,
    VisitCalled,
    VisitCalledOff,
    VisitEnded,
    VisitMissed,
)

VISITS: Final = Table(name="office.visit_overview", key=("visit_id",))
MEASURES: Final = Table(name="office.step_measures", key=("visit_id", "version"))
_NOT_CALLED: Final[dict[str, object]] = {"station": None, "called_at": None, "came_at": None}
_NOT_HELD: Final[dict[str, object]] = {"held_because": None, "held_at": None}


_VisitFact = (
    VisitArrived
    | VisitCalled
    | VisitCalledOff
    | VisitEnded
    | VisitMissed
    | IdentityVerified
    | PinsSealed
    | PinSheetSealed
    | PinlessChosen
    | StepUndone
)


def visits(recorded: Recorded[_VisitFact]) -> Iterable[Change]:
    """A visit's times come from what happened; a party's step is done when its last member's is."""
    visit_id, at = recorded.stream_id, recorded.at
    happened = recorded.fact
    match happened:
        case VisitArrived():
            yield _put(visit_id, stage="waiting", arrived_at=at)
        case VisitCalled(station=station):
            yield _called(visit_id, at, station)
        case VisitCalledOff():
            yield _waits(visit_id)
        case VisitEnded():
            yield change(VISITS, visit_id, stage="finished", ended_at=at)
        case VisitMissed():
            yield _put(visit_id, stage="no-show")
        case IdentityVerified(visit_id=visit_id):
            yield change(VISITS, visit_id, identity_at=at)
        case PinsSealed() | PinSheetSealed() | PinlessChosen():
            yield _pins_taken(recorded.stream_id, at)
        case StepUndone(visit_id=visit_id, step=CounterStep.IDENTITY):
            yield change(VISITS, visit_id, identity_at=None)
        case StepUndone(visit_id=visit_id, step=CounterStep.PINS):
            yield change(VISITS, visit_id, pins_at=None)
        case StepUndone():
            pass
        case _:
            assert_never(happened)


_LineFact = (
    line.VisitRecalled
    | line.VisitHeld
    | line.VisitReturned
    | line.VisitTransferred
    | line.PriorityGiven
    | line.PartyCame
    | line.ConsultantCalled
    | line.VisitBrokenOff
    | line.VisitEndUndone
    | line.TimeCorrected
    | line.StepMeasured
)


def line_of(recorded: Recorded[_LineFact]) -> Iterable[Change]:
    """Holds, recalls, transfers, signs of coming, corrected times."""
    visit_id, at = recorded.stream_id, recorded.at
    happened = recorded.fact
    match happened:
        case line.VisitRecalled():
            yield Put(table=VISITS, key=(visit_id,), added={"recalls": 1}, existing=True)
        case line.VisitHeld(reason=reason):
            held = {"stage": "held", "held_at": at, "held_because": reason.value}
            yield change(VISITS, visit_id, **_NOT_CALLED, **held)
        case line.VisitReturned():
            yield _waits(visit_id)
        case line.VisitTransferred(to=to):
            yield _waits(visit_id, meant_for=to)
        case line.PriorityGiven(need=need):
            priority, first = {"priority": need.value}, {"stage": "expected"}
            yield Put(table=VISITS, key=(visit_id,), columns=priority, first=first)
        case line.PartyCame():
            yield change(VISITS, visit_id, came_at=at)
        case line.ConsultantCalled():
            yield change(VISITS, visit_id, consultant_asked_at=at)
        case line.VisitBrokenOff(reason=reason):
            broken_off = {"stage": "broken-off", "broken_off_because": reason.value}
            yield change(VISITS, visit_id, ended_at=at, **broken_off)
        case line.VisitEndUndone(station=station):
            yield change(VISITS, visit_id, stage="called", station=station, ended_at=None)
        case line.TimeCorrected(mark=mark, real_at=real_at):
            column = "real_start" if mark is line.Mark.START else "real_end"
            yield change(VISITS, visit_id, **{column: real_at})
        case line.StepMeasured() as measured:
            key = (visit_id, recorded.version)
            yield Put(table=MEASURES, key=key, columns=_figures(at, measured))
        case _:
            assert_never(happened)


def _put(visit_id: UUID, **columns: object) -> Put:
    return Put(table=VISITS, key=(visit_id,), columns=columns)


def _waits(visit_id: UUID, **columns: object) -> Put:
    back: dict[str, object] = {"stage": "waiting", "recalls": 0}
    return change(VISITS, visit_id, **back, **_NOT_CALLED, **_NOT_HELD, **columns)


def _called(visit_id: UUID, at: datetime, station: str) -> Reading:
    """Who is called without having been seen arriving has arrived by then."""

    def then(arrived_at: object) -> Iterable[Put]:
        yield _put(
            visit_id,
            stage="called",
            station=station,
            called_at=at,
            arrived_at=arrived_at or at,
            meant_for=None,
            consultant_asked_at=None,
            recalls=0,
            **_NOT_HELD,
        )

    return Reading(looks=(look(VISITS, visit_id, "arrived_at"),), then=then)


def _pins_taken(case_id: UUID, at: datetime) -> Reading:
    def then(visit_id: object) -> Iterable[Put]:
        yield change(VISITS, visit_id, pins_at=at)

    return Reading(looks=(look(CASES, case_id, "visit_id"),), then=then)


def _figures(at: datetime, measured: line.StepMeasured) -> dict[str, object]:
    return {
        "measured_at": at,
        "case_id": measured.case_id,
        "step": measured.step.value,
        "total_ms": measured.total_ms,
        "input_ms": measured.input_ms,
        "operation_ms": measured.operation_ms,
        "understanding_ms": measured.understanding_ms,
        "fields": measured.fields,
        "keys": measured.keys,
    }
