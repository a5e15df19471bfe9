"""列と窓口: hold, hand on, call again, break off, undo. Asking for what is done adds nothing."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from issuance.errors import Refusal
from issuance.visits import line_facts as f
from issuance.visits.visit import (
    OVER,
    NotCalledError,
    Visit,
    VisitOverError,
    VisitStage,
    require_called,
)

UNDO_WITHIN: Final = timedelta(seconds=10)


class UndoTooLateError(Refusal):
    """More than ten seconds have passed, or something else happened since."""

    code = "undo-too-late"


class NotEndedError(Refusal):
    """The time of something that has not happened cannot be corrected."""

    code = "not-ended"


class TimeOutOfOrderError(Refusal):
    """A visit begins before it ends, and neither lies ahead of us."""

    code = "time-out-of-order"


def recall(visit: Visit, *, station: str) -> list[f.VisitRecalled]:
    """Call once more; every call counts, so this is not the same when asked twice."""
    require_called(visit, station=station)
    return [f.VisitRecalled(station=station)]


def hold(visit: Visit, *, station: str, reason: f.HoldReason) -> list[f.VisitHeld]:
    """Let the party step aside; its place in line stays what it was."""
    if visit.stage is VisitStage.HELD:
        return []
    if visit.stage is not VisitStage.WAITING:
        require_called(visit, station=station)
    return [f.VisitHeld(station=station, reason=reason)]


def bring_back(visit: Visit) -> list[f.VisitReturned]:
    if visit.stage is VisitStage.WAITING:
        return []
    if visit.stage is not VisitStage.HELD:
        raise VisitOverError if visit.stage in OVER else NotCalledError
    return [f.VisitReturned()]


def transfer(
    visit: Visit, *, station: str, to: str, reason: f.TransferReason
) -> list[f.VisitTransferred]:
    """Hand the party on; what was recorded of it stands."""
    if visit.stage is VisitStage.WAITING and visit.meant_for == to:
        return []
    require_called(visit, station=station)
    return [f.VisitTransferred(station=station, to=to, reason=reason)]


def give_priority(visit: Visit, *, need: f.PriorityReason) -> list[f.PriorityGiven]:
    if visit.stage in OVER:
        raise VisitOverError
    return [] if visit.priority is need else [f.PriorityGiven(need=need)]


def note_came(visit: Visit, *, station: str, sign: f.Sign) -> list[f.PartyCame]:
    require_called(visit, station=station)
    return [] if visit.came else [f.PartyCame(station=station, sign=sign)]


def call_consultant(visit: Visit, *, station: str) -> list[f.ConsultantCalled]:
    require_called(visit, station=station)
    return [f.ConsultantCalled(station=station)]


def break_off(visit: Visit, *, station: str, reason: f.BreakOffReason) -> list[f.VisitBrokenOff]:
    if visit.stage is VisitStage.BROKEN_OFF:
        return []
    require_called(visit, station=station)
    return [f.VisitBrokenOff(station=station, reason=reason)]


def undo_end(
    visit: Visit, *, station: str, ended_at: datetime | None, at: datetime
) -> list[f.VisitEndUndone]:
    """Take the end back; `ended_at` is None where something else happened since."""
    if visit.stage is VisitStage.CALLED and visit.station == station:
        return []
    if visit.stage is not VisitStage.FINISHED:
        raise NotCalledError
    require_called(replace(visit, stage=VisitStage.CALLED), station=station)
    require_in_time(ended_at, at)
    return [f.VisitEndUndone(station=station)]


def require_in_time(done_at: datetime | None, at: datetime) -> None:
    """A step is taken back within ten seconds, by the clock that recorded it."""
    if done_at is None or not timedelta(0) <= at - done_at <= UNDO_WITHIN:
        raise UndoTooLateError


def correct_time(
    *,
    mark: f.Mark,
    real_at: datetime,
    reason: f.TimeReason,
    times: tuple[datetime | None, datetime | None],
    now: datetime,
) -> list[f.TimeCorrected]:
    """Say when the visit really began or ended; `times` are both as they stand now."""
    begun, ended = times
    if begun is None or (mark is f.Mark.END and ended is None):
        raise NotEndedError
    standing = begun if mark is f.Mark.START else ended
    if standing == real_at:
        return []
    begun, ended = (real_at, ended) if mark is f.Mark.START else (begun, real_at)
    if real_at > now or (ended is not None and ended < begun):
        raise TimeOutOfOrderError
    return [f.TimeCorrected(mark=mark, real_at=real_at, reason=reason)]
