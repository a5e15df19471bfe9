"""取消と途中終了: taking the last step at the counter back, and leaving before the end."""

from uuid import UUID

from issuance.cases.counter import UNFINISHED
from issuance.cases.facts import (
    CounterStep,
    PinEnvelopeDestroyed,
    PinSheetSpent,
    StepUndone,
    VisitBrokenOff,
)
from issuance.cases.paper import pins_gone
from issuance.cases.refusals import NotThisVisitError, WrongStageError
from issuance.cases.requirements import require
from issuance.cases.state import Case, Stage

_AFTER = {
    CounterStep.IDENTITY: (Stage.IDENTITY_VERIFIED,),
    CounterStep.PINS: (Stage.PINS_TAKEN,),
    CounterStep.DELIVERY: (Stage.DELIVERY_CHOSEN,),
    CounterStep.DONE: (Stage.AWAITING_PINS, Stage.READY_TO_GO),
}
_BEFORE = {
    CounterStep.IDENTITY: Stage.CHECKED_IN,
    CounterStep.PINS: Stage.IDENTITY_VERIFIED,
    CounterStep.DELIVERY: Stage.PINS_TAKEN,
    CounterStep.DONE: Stage.DELIVERY_CHOSEN,
}


def undo_step(
    case: Case, *, visit_id: UUID, step: CounterStep
) -> list[StepUndone | PinEnvelopeDestroyed | PinSheetSpent]:
    """Take back the step the case stands after; PINs that were sealed in it are destroyed.

    Whether the time for it has passed is judged by whoever knows when the step was recorded.
    """
    if case.visit_id != visit_id:
        raise NotThisVisitError
    if case.stage is _BEFORE[step]:
        return []
    require(case, *_AFTER[step])
    if case.openers or case.shipment:
        raise WrongStageError(case.stage, _AFTER[step])  # the back office has begun
    undone = StepUndone(visit_id=visit_id, step=step)
    return [undone, *(pins_gone(case, "undone") if step is CounterStep.PINS else [])]


def break_off(
    case: Case, *, visit_id: UUID
) -> list[VisitBrokenOff | PinEnvelopeDestroyed | PinSheetSpent]:
    """Leave before the end: the holder may come again and proves anew who they are.

    Sealed PINs are destroyed: without the rest of the visit nobody may set them.
    """
    if case.visit_id != visit_id or case.stage not in UNFINISHED:
        return []
    return [VisitBrokenOff(visit_id=visit_id), *pins_gone(case, "broken-off")]
