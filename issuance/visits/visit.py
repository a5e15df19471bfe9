"""A visit (来庁): who calls whom, so that two clerks never call the same party."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.errors import Refusal
from issuance.ledger.facts import fact


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


VisitFact = VisitArrived | VisitCalled | VisitCalledOff | VisitEnded | VisitMissed


class VisitStage(StrEnum):
    EXPECTED = "expected"
    WAITING = "waiting"
    CALLED = "called"
    FINISHED = "finished"
    NO_SHOW = "no-show"


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


@dataclass(frozen=True, kw_only=True)
class Visit:
    stage: VisitStage = VisitStage.EXPECTED
    station: str | None = None


def visit_id_of(party_id: UUID) -> UUID:
    """One visit for each party that booked together."""
    return uuid5(NAMESPACE_URL, f"madoguchi:visit:{party_id}")


def evolve(visit: Visit, happened: VisitFact) -> Visit:
    match happened:
        case VisitArrived() | VisitCalledOff():
            return Visit(stage=VisitStage.WAITING)
        case VisitCalled(station=station):
            return Visit(stage=VisitStage.CALLED, station=station)
        case VisitEnded():
            return replace(visit, stage=VisitStage.FINISHED)
        case VisitMissed():
            return Visit(stage=VisitStage.NO_SHOW)
        case _:
            assert_never(happened)


def arrive(visit: Visit) -> list[VisitArrived]:
    return [VisitArrived()] if visit.stage is VisitStage.EXPECTED else []


def call(visit: Visit, *, station: str, clerk: str) -> list[VisitCalled]:
    """Call the party to this counter; two counters never call the same one."""
    if visit.stage is VisitStage.CALLED:
        require_called(visit, station=station)
        return []
    if visit.stage in _OVER:
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


def miss(visit: Visit) -> list[VisitMissed]:
    """Nobody came; a party that is in the house is called before it is missed."""
    if visit.stage is VisitStage.NO_SHOW:
        return []
    if visit.stage is VisitStage.WAITING:
        raise NotCalledError
    if visit.stage is VisitStage.FINISHED:
        raise VisitOverError
    return [VisitMissed()]


def require_called(visit: Visit, *, station: str) -> None:
    """What happens at a counter happens to the party that this counter called."""
    if visit.stage is not VisitStage.CALLED:
        raise VisitOverError if visit.stage in _OVER else NotCalledError
    if visit.station != station:
        raise CalledElsewhereError(visit.station or "")


_OVER = frozenset({VisitStage.FINISHED, VisitStage.NO_SHOW})
