"""A holder at the counter, and steps there that are taken back."""

from dataclasses import replace
from typing import assert_never

from issuance.cases import facts as f
from issuance.cases.state.case import Case
from issuance.cases.state.stages import Stage


def evolve(case: Case, happened: f.CounterFact) -> Case:
    match happened:
        case f.CheckedIn(visit_id=visit_id):
            here = replace(case, stage=Stage.CHECKED_IN, visit_id=visit_id)
            return replace(here, doubt=None, extra_asked=0)
        case f.WalkInMissed():
            return replace(case, stage=Stage.NOTIFIED, appointment=None, visit_id=None)
        case f.DeliveryChosen():
            return replace(case, stage=Stage.DELIVERY_CHOSEN, delivery=happened)
        case f.VisitFinished():
            after = Stage.AWAITING_PINS if case.envelope else Stage.READY_TO_GO
            return replace(case, stage=after)
        case f.StepUndone(step=step):
            return _undone(case, step)
        case f.VisitBrokenOff():
            return as_before_the_visit(case)
        case _:
            assert_never(happened)


def as_before_the_visit(case: Case) -> Case:
    gone = replace(case, stage=Stage.NOTIFIED, appointment=None, visit_id=None)
    return replace(gone, identity=None, delivery=None, pinless=case.ordered_pinless)


def _undone(case: Case, step: f.CounterStep) -> Case:
    """As if the step had never been; sealed PINs stay until their own fact says they are gone."""
    match step:
        case f.CounterStep.IDENTITY:
            return replace(case, stage=Stage.CHECKED_IN, identity=None)
        case f.CounterStep.PINS:
            return replace(case, stage=Stage.IDENTITY_VERIFIED, pinless=case.ordered_pinless)
        case f.CounterStep.DELIVERY:
            return replace(case, stage=Stage.PINS_TAKEN, delivery=None)
        case f.CounterStep.DONE:
            return replace(case, stage=Stage.DELIVERY_CHOSEN)
        case _:
            assert_never(step)
