"""A visit (来庁): who calls whom, so that two clerks never call the same party."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.errors import Refusal
from issuance.ledger.facts import fact
from issuance.visits import line_facts as line


@fact("visit.arrived")
class VisitArrived:
    """The party is in the house (受付)."""


@fact("visit.called")
class VisitCalled:
    """A counter called the party (呼出)."""

    station: str
    clerk: str


@fact("visit.called-off")
class VisitCalledOff:
    """The counter let the party go back to waiting."""

    station: str


@fact("visit.finished")
class VisitEnded:
    """The party left the counter."""

    station: str


@fact("visit.no-show")
class VisitMissed:
    """Nobody came."""


VisitFact = VisitArrived | VisitCalled | VisitCalledOff | VisitEnded | VisitMissed | line.LineFact


class VisitStage(StrEnum):
    EXPECTED = "expected"
    WAITING = "waiting"
    HELD = "held"
    CALLED = "called"
    FINISHED = "finished"
    NO_SHOW = "no-show"
    BROKEN_OFF = "broken-off"


class CalledElsewhereError(Refusal):
    """Another counter has called this party."""

    code = "called-elsewhere"

    def __init__(self, station: str) -> None:
        super().__init__(station)
        self.station = station


class VisitOverError(Refusal):
    """The visit has ended."""

    code = "visit-over"


class NotCalledError(Refusal):
    """The party has not been called to this counter."""

    code = "not-called"


class RecallFirstError(Refusal):
    """Who was called is called again, as often as the ward says, before it is a no-show."""

    code = "recall-first"

    def __init__(self, still: int) -> None:
        super().__init__(still)
        self.still = still


@dataclass(frozen=True, kw_only=True)
class Visit:
    stage: VisitStage = VisitStage.EXPECTED
    station: str | None = None
    recalls: int = 0
    """How often it was called again, since it was called."""
    came: bool = False
    meant_for: str = ""
    """The counter it was handed on to; "" is any."""
    priority: line.PriorityReason | None = None
    asked_for: frozenset[str] = frozenset()
    """The counters that asked for a consultant."""


def visit_id_of(party_id: UUID) -> UUID:
    """One visit for each party that booked together."""
    return uuid5(NAMESPACE_URL, f"madoguchi:visit:{party_id}")


def evolve(visit: Visit, happened: VisitFact) -> Visit:
    match happened:
        case VisitArrived() | VisitCalledOff() | line.VisitReturned():
            return _waits(visit, VisitStage.WAITING)
        case VisitCalled(station=station):
            return _called(visit, station)
        case VisitEnded():
            return replace(visit, stage=VisitStage.FINISHED)
        case VisitMissed():
            return Visit(stage=VisitStage.NO_SHOW)
        case _:
            return _in_line(visit, happened)


def _in_line(visit: Visit, happened: line.LineFact) -> Visit:
    match happened:
        case line.VisitRecalled():
            return replace(visit, recalls=visit.recalls + 1)
        case line.VisitHeld():
            return _waits(visit, VisitStage.HELD)
        case line.VisitReturned():
            return _waits(visit, VisitStage.WAITING)
        case line.VisitTransferred(to=to):
            return replace(_waits(visit, VisitStage.WAITING), meant_for=to)
        case line.PriorityGiven(need=need):
            return replace(visit, priority=need)
        case line.PartyCame():
            return replace(visit, came=True)
        case line.ConsultantCalled(station=station):
            return replace(visit, asked_for=visit.asked_for | {station})
        case line.VisitBrokenOff():
            return replace(visit, stage=VisitStage.BROKEN_OFF)
        case line.VisitEndUndone(station=station):
            return replace(visit, stage=VisitStage.CALLED, station=station)
        case line.TimeCorrected() | line.StepMeasured():
            return visit
        case _:
            assert_never(happened)


def _waits(visit: Visit, stage: VisitStage) -> Visit:
    return replace(visit, stage=stage, station=None, recalls=0, came=False)


def _called(visit: Visit, station: str) -> Visit:
    called = replace(visit, stage=VisitStage.CALLED, station=station, meant_for="")
    return replace(called, recalls=0, came=False)


def arrive(visit: Visit) -> list[VisitArrived]:
    return [VisitArrived()] if visit.stage is VisitStage.EXPECTED else []


def call(visit: Visit, *, station: str, clerk: str) -> list[VisitCalled]:
    """Call the party to this counter; two counters never call the same one."""
    if visit.stage is VisitStage.CALLED:
        require_called(visit, station=station)
        return []
    if visit.stage in OVER:
        raise VisitOverError
    return [VisitCalled(station=station, clerk=clerk)]


def call_off(visit: Visit, *, station: str) -> list[VisitCalledOff]:
    if visit.stage is VisitStage.WAITING:
        return []
    require_called(visit, station=station)
    return [VisitCalledOff(station=station)]


def end(visit: Visit, *, station: str) -> list[VisitEnded]:
    if visit.stage is VisitStage.FINISHED:
        return []
    require_called(visit, station=station)
    return [VisitEnded(station=station)]


def miss(visit: Visit, *, recalls_needed: int = 0) -> list[VisitMissed]:
    """Nobody came; a party that is in the house is called, and called again, before it is missed.

    Raises:
        RecallFirstError: it was not called again as often as needed.
    """
    if visit.stage is VisitStage.NO_SHOW:
        return []
    if visit.stage in {VisitStage.WAITING, VisitStage.HELD}:
        raise NotCalledError
    if visit.stage in OVER:
        raise VisitOverError
    if visit.stage is VisitStage.CALLED and visit.recalls < recalls_needed:
        raise RecallFirstError(recalls_needed - visit.recalls)
    return [VisitMissed()]


def require_called(visit: Visit, *, station: str) -> None:
    """What happens at a counter happens to the party that this counter called."""
    if visit.stage is not VisitStage.CALLED:
        raise VisitOverError if visit.stage in OVER else NotCalledError
    if visit.station != station:
        raise CalledElsewhereError(visit.station or "")


OVER = frozenset({VisitStage.FINISHED, VisitStage.NO_SHOW, VisitStage.BROKEN_OFF})
