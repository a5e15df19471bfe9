"""The whole party: opened, arrived, called, gone. Asking for what is done adds nothing."""

from collections.abc import Sequence
from datetime import datetime

from counter_station.visit.facts import (
    CallWithdrawn,
    PartyArrived,
    PartyCalled,
    PartyDidNotCome,
    VisitCalledOff,
    VisitFinished,
    VisitOpened,
)
from counter_station.visit.guards import require_stage
from counter_station.visit.people import PersonDue
from counter_station.visit.refusals import (
    NotEverybodySettledError,
    RecallFirstError,
    StillAwaitedError,
    WrongStageError,
)
from counter_station.visit.state import Stage, Step, Visit

_BEFORE_CALL = frozenset({Stage.EXPECTED, Stage.WAITING, Stage.HELD})


def open_visit(
    visit: Visit, *, reference: str, starts_at: datetime, people: Sequence[PersonDue]
) -> list[VisitOpened]:
    """Note whom the office expects, so that the visit can go on without the office."""
    if visit.stage is not Stage.UNKNOWN:
        return []
    return [VisitOpened(reference=reference, starts_at=starts_at, people=tuple(people))]


def note_arrival(visit: Visit) -> list[PartyArrived]:
    if visit.stage is Stage.WAITING:
        return []
    require_stage(visit, Stage.EXPECTED)
    return [PartyArrived()]


def call_party(visit: Visit, *, station: str, at: datetime) -> list[PartyArrived | PartyCalled]:
    """Call to the counter; whoever comes when called has arrived."""
    if visit.stage is Stage.AT_COUNTER and visit.station == station:
        return []
    require_stage(visit, *_BEFORE_CALL)
    arrived = [PartyArrived()] if visit.stage is Stage.EXPECTED else []
    return [*arrived, PartyCalled(station=station, called_at=at)]


def note_no_show(
    visit: Visit,
    *,
    at: datetime,
    awaited_until: datetime | None = None,
    recalls_needed: int = 0,
) -> list[PartyDidNotCome]:
    """Nobody came: not for a party that is waiting, nor once somebody stood here.

    Raises:
        StillAwaitedError: it may still come.
        RecallFirstError: it was called, but not again as often as needed.
    """
    if visit.stage is Stage.NO_SHOW:
        return []
    require_stage(visit, Stage.EXPECTED, Stage.AT_COUNTER)
    if visit.came or any(each.step is not Step.IDENTITY for each in visit.people.values()):
        raise WrongStageError(visit.stage)
    if visit.stage is Stage.AT_COUNTER and visit.recalls < recalls_needed:
        raise RecallFirstError
    if awaited_until is not None and at < awaited_until:
        raise StillAwaitedError
    return [PartyDidNotCome()]


def withdraw_call(visit: Visit) -> list[CallWithdrawn]:
    """The office says the party is at another counter; only this counter has to know."""
    return [CallWithdrawn()] if visit.stage is Stage.AT_COUNTER else []


def call_off(visit: Visit) -> list[VisitCalledOff]:
    """Send the party back to waiting; steps taken stay taken."""
    if visit.stage is Stage.WAITING:
        return []
    require_stage(visit, Stage.AT_COUNTER)
    return [VisitCalledOff()]


def finish(visit: Visit, *, at: datetime) -> list[VisitFinished]:
    if visit.stage is Stage.FINISHED:
        return []
    require_stage(visit, Stage.AT_COUNTER)
    if not visit.everybody_settled:
        raise NotEverybodySettledError
    return [VisitFinished(finished_at=at)]
