"""列と窓口: recall, hold, hand on, priority, a consultant, leaving before the end."""

from datetime import datetime

from counter_station.visit.guards import require_stage
from counter_station.visit.line_facts import (
    BreakOffReason,
    ConsultantCalled,
    HoldReason,
    PartyCame,
    PartyHeld,
    PartyRecalled,
    PartyReturned,
    PartyTransferred,
    PriorityGiven,
    PriorityReason,
    Sign,
    TransferReason,
    VisitBrokenOff,
)
from counter_station.visit.refusals import NothingProvenError, WrongStageError
from counter_station.visit.state import Stage, Visit

_OVER = frozenset({Stage.FINISHED, Stage.NO_SHOW, Stage.BROKEN_OFF})


def recall(visit: Visit) -> list[PartyRecalled]:
    """Call once more; every call counts. Nobody is called who stands here already."""
    require_stage(visit, Stage.AT_COUNTER)
    if visit.came:
        raise WrongStageError(visit.stage)
    return [PartyRecalled()]


def hold(visit: Visit, *, reason: HoldReason) -> list[PartyHeld]:
    """Let the party step aside; what was recorded stands, and so does its place in line."""
    if visit.stage is Stage.HELD:
        return []
    require_stage(visit, Stage.AT_COUNTER, Stage.WAITING)
    return [PartyHeld(reason=reason)]


def bring_back(visit: Visit) -> list[PartyReturned]:
    if visit.stage is Stage.WAITING:
        return []
    require_stage(visit, Stage.HELD)
    return [PartyReturned()]


def transfer(visit: Visit, *, to: str, reason: TransferReason) -> list[PartyTransferred]:
    """Hand the party on to a counter, or to "supervisor" or "consultation"."""
    require_stage(visit, Stage.AT_COUNTER)
    return [PartyTransferred(to=to, reason=reason)]


def give_priority(visit: Visit, *, need: PriorityReason) -> list[PriorityGiven]:
    if visit.stage in _OVER:
        raise WrongStageError(visit.stage)
    return [] if visit.priority is need else [PriorityGiven(need=need)]


def note_came(visit: Visit, *, sign: Sign) -> list[PartyCame]:
    """Somebody stands here; noted once, and only of a party that was called."""
    if visit.came or visit.stage is not Stage.AT_COUNTER:
        return []
    return [PartyCame(sign=sign)]


def call_consultant(visit: Visit) -> list[ConsultantCalled]:
    """Ask for a consultant; while one is on the way, asking again adds nothing."""
    require_stage(visit, Stage.AT_COUNTER)
    return [] if visit.consultant_called else [ConsultantCalled()]


def break_off(visit: Visit, *, reason: BreakOffReason, at: datetime) -> list[VisitBrokenOff]:
    """End before everybody is settled, once somebody's identity was proven.

    What was recorded stands. PINs sealed for whoever is not settled are destroyed by the office,
    since nobody may set them without the rest of the visit; they come again with a new booking.

    Raises:
        NothingProvenError: nobody's identity is proven; call off, hold or no-show instead.
    """
    if visit.stage is Stage.BROKEN_OFF:
        return []
    require_stage(visit, Stage.AT_COUNTER)
    if not any(each.identity for each in visit.people.values()):
        raise NothingProvenError
    return [VisitBrokenOff(reason=reason, finished_at=at)]
