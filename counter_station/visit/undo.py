"""取消: for ten seconds the last step can be taken back; the log keeps both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from counter_station.visit import facts as f
from counter_station.visit.line_facts import BESIDE, FiveSteps, StepUndone
from counter_station.visit.refusals import NothingToUndoError, UndoTooLateError
from issuance.ledger.facts import Recorded

UNDO_WITHIN: Final = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class LastDone:
    """The step that was recorded last. `case_id` is None for the call and the end."""

    step: FiveSteps
    case_id: UUID | None
    at: datetime

    def seconds_left(self, now: datetime) -> float:
        return max(0.0, (UNDO_WITHIN - (now - self.at)).total_seconds())


def last_done(history: Sequence[Recorded[f.VisitFact]]) -> LastDone | None:
    """What moved the visit last, if that is a step that can be taken back.

    A no-show, missing documents and a visit broken off cannot: booking hears of them at once
    and lets the resident book again.
    """
    moving = [each for each in history if not isinstance(each.fact, BESIDE)]
    if not moving:
        return None
    last = moving[-1]
    match last.fact:
        case f.PartyCalled():
            step, case_id = FiveSteps.CALL, None
        case f.IdentityVerified(case_id=case_id):
            step = FiveSteps.IDENTITY
        case (
            f.PinsSealed(case_id=case_id)
            | f.PinSheetSealed(case_id=case_id)
            | f.PinlessChosen(case_id=case_id)
        ):
            step = FiveSteps.PINS
        case f.DeliveryChosen(case_id=case_id):
            step = FiveSteps.DELIVERY
        case f.VisitFinished():
            step, case_id = FiveSteps.DONE, None
        case _:
            return None
    return LastDone(step=step, case_id=case_id, at=last.at)


def undo(last: LastDone | None, *, at: datetime) -> list[StepUndone | f.VisitCalledOff]:
    """Take the last step back.

    Raises:
        NothingToUndoError: nothing was done that could be taken back.
        UndoTooLateError: ten seconds have passed, or the clock was set back since.
    """
    if last is None:
        raise NothingToUndoError
    if not timedelta(0) <= at - last.at <= UNDO_WITHIN:
        raise UndoTooLateError
    if last.step is FiveSteps.CALL:
        return [f.VisitCalledOff()]
    return [StepUndone(step=last.step, case_id=last.case_id)]
