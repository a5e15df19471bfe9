"""The ten minutes and the five steps within them: clocks that run from what happens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from counter_station.visit import facts as f
from counter_station.visit.line_facts import (
    FiveSteps,
    Mark,
    PartyCame,
    PartyHeld,
    PartyTransferred,
    StepUndone,
    TimeCorrected,
    TimeReason,
    VisitBrokenOff,
)
from counter_station.visit.refusals import NotEndedError, TimeOutOfOrderError
from counter_station.visit.state import Visit
from counter_station.visit.taken_over import TimeSpent, TimeTakenOver
from issuance.ledger.facts import Recorded

AMBER_AFTER = timedelta(minutes=8)
RED_AFTER = timedelta(minutes=10)


class Pace(Enum):
    """In time, close to ten minutes, over them."""

    IN_TIME = "in-time"
    SOON_OVER = "soon-over"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Elapsed:
    """Whole seconds since the call, and what they mean."""

    seconds: int
    pace: Pace

    def __str__(self) -> str:
        return minutes_of(self.seconds)


@dataclass(frozen=True, kw_only=True)
class Lap:
    """One step of one person: it begins where the party's step before it ended.

    A party that was handed on or put on hold in the middle of a step brings the time it had spent
    there with it: the step goes on where it stopped, and waiting is no part of it.
    """

    step: FiveSteps
    case_id: UUID | None
    began_at: datetime
    ended_at: datetime


def elapsed(visit: Visit, *, now: datetime) -> Elapsed | None:
    """From the call to the end of the visit, or to now; None before the call."""
    begun, ended = times(visit)
    if begun is None:
        return None
    spent = max(timedelta(0), (ended or now) - begun)
    return Elapsed(seconds=int(spent.total_seconds()), pace=_pace(spent))


def times(visit: Visit) -> tuple[datetime | None, datetime | None]:
    """When the visit began and ended: corrected times before recorded ones."""
    return visit.real_start or visit.called_at, visit.real_end or visit.finished_at


def laps(history: Sequence[Recorded[f.VisitFact]]) -> list[Lap]:
    """The steps taken since the first call that stands, in order; one taken back has no lap."""
    return _run(history).taken


def running_since(history: Sequence[Recorded[f.VisitFact]]) -> datetime | None:
    """From when the step on the screen counts; None while no party is at the counter."""
    run = _run(history)
    return None if run.called_at is None else run.since - run.spent


def _run(history: Sequence[Recorded[f.VisitFact]]) -> "_Run":
    run = _Run()
    for each in history:
        run.go_on(each)
    return run


@dataclass(kw_only=True)
class _Run:
    """The clocks while a history is read."""

    called_at: datetime | None = None
    taken: list[Lap] = field(default_factory=list[Lap])
    spent: timedelta = timedelta(0)
    """In the step under way, before the party was handed on or put on hold."""
    came: bool = False
    goes_on: bool = False
    """The party was handed on or on hold: its next call does not begin anew."""

    @property
    def since(self) -> datetime:
        """When the counter turned to the step under way."""
        assert self.called_at is not None
        return max([self.called_at, *(lap.ended_at for lap in self.taken[-1:])])

    def go_on(self, recorded: Recorded[f.VisitFact]) -> None:
        match recorded.fact:
            case f.PartyCalled():
                self._call(recorded.at)
            case PartyTransferred() | PartyHeld():
                self._interrupt(recorded.at)
            case f.VisitCalledOff() | f.CallWithdrawn():
                self.called_at = None
            case TimeTakenOver(steps=steps):
                self._bring(steps, recorded.at)
            case StepUndone() as undone:
                self.taken = [lap for lap in self.taken if not _same(lap, undone)]
            case happened:
                ended = _step_of(happened)
                if self.called_at is not None and ended is not None:
                    self._end(*ended, recorded.at)

    def _call(self, at: datetime) -> None:
        if not self.goes_on:
            self.taken, self.spent = [], timedelta(0)
        self.called_at, self.came = at, False

    def _bring(self, steps: Sequence[TimeSpent], at: datetime) -> None:
        """What steps had taken elsewhere, as if it had been just before the call here."""
        self.goes_on = True
        for each in steps:
            began_at = at - timedelta(milliseconds=each.ms)
            self.taken.append(
                Lap(step=each.step, case_id=each.case_id, began_at=began_at, ended_at=at)
            )

    def _interrupt(self, at: datetime) -> None:
        if self.called_at is not None and (self.came or self.taken):
            self.spent += at - self.since
        self.called_at, self.goes_on = None, True

    def _end(self, step: FiveSteps, case_id: UUID | None, at: datetime) -> None:
        began_at = self.since
        if step is FiveSteps.CALL:
            self.came = True
        else:
            began_at, self.spent = began_at - self.spent, timedelta(0)
        self.taken.append(Lap(step=step, case_id=case_id, began_at=began_at, ended_at=at))


def minutes_of(seconds: float) -> str:
    minutes, rest = divmod(int(max(0.0, seconds)), 60)
    return f"{minutes}:{rest:02d}"


def correct_time(
    visit: Visit, *, mark: Mark, real_at: datetime, reason: TimeReason, now: datetime
) -> list[TimeCorrected]:
    """Say when the visit really began or ended; the time recorded first stays in the journal.

    Raises:
        NotEndedError: there is no such time yet.
        TimeOutOfOrderError: it would end before it began, or lies ahead.
    """
    begun, ended = times(visit)
    if begun is None or (mark is Mark.END and ended is None):
        raise NotEndedError
    if real_at == (begun if mark is Mark.START else ended):
        return []
    begun, ended = (real_at, ended) if mark is Mark.START else (begun, real_at)
    if real_at > now or (ended is not None and ended < begun):
        raise TimeOutOfOrderError
    return [TimeCorrected(mark=mark, real_at=real_at, reason=reason)]


def _step_of(happened: f.VisitFact) -> tuple[FiveSteps, UUID | None] | None:
    match happened:
        case PartyCame():
            return FiveSteps.CALL, None
        case f.IdentityVerified(case_id=case_id) | f.DocumentsInsufficient(case_id=case_id):
            return FiveSteps.IDENTITY, case_id
        case (
            f.PinsSealed(case_id=case_id)
            | f.PinSheetSealed(case_id=case_id)
            | f.PinlessChosen(case_id=case_id)
        ):
            return FiveSteps.PINS, case_id
        case f.DeliveryChosen(case_id=case_id):
            return FiveSteps.DELIVERY, case_id
        case f.VisitFinished() | VisitBrokenOff():
            return FiveSteps.DONE, None
        case _:
            return None


def _same(lap: Lap, undone: StepUndone) -> bool:
    return (lap.step, lap.case_id) == (undone.step, undone.case_id)


def _pace(spent: timedelta) -> Pace:
    if spent >= RED_AFTER:
        return Pace.OVER
    return Pace.SOON_OVER if spent >= AMBER_AFTER else Pace.IN_TIME
