"""取消・途中終了: taking the last step back, and leaving before the end."""

import pytest

from issuance.cases.appointments import note_appointment
from issuance.cases.facts import CounterStep, PinEnvelopeDestroyed, StepUndone, VisitBrokenOff
from issuance.cases.refusals import NotThisVisitError, WrongStageError
from issuance.cases.state import Stage
from issuance.cases.undoing import break_off, undo_step
from tests.support.facts import (
    AWAITING_PINS,
    BOOKING,
    CHECKED_IN,
    ENVELOPE,
    OTHER,
    PINLESS,
    PINS_TAKEN,
    READY_TO_GO,
    READY_WITHOUT_PINS,
    SETTING,
    TO_BE_POSTED,
    VERIFIED,
    VISIT,
    but,
    case,
    everywhere_but,
)

UNDONE = PinEnvelopeDestroyed(envelope_id=ENVELOPE, reason="undone")
BROKEN_OFF = VisitBrokenOff(visit_id=VISIT)


def undone(step):
    return StepUndone(visit_id=VISIT, step=step)


@pytest.mark.parametrize(
    ("history", "step", "stage"),
    [
        (VERIFIED, CounterStep.IDENTITY, Stage.CHECKED_IN),
        ((*VERIFIED, PINLESS), CounterStep.PINS, Stage.IDENTITY_VERIFIED),
        (TO_BE_POSTED, CounterStep.DELIVERY, Stage.PINS_TAKEN),
        (AWAITING_PINS, CounterStep.DONE, Stage.DELIVERY_CHOSEN),
        (READY_WITHOUT_PINS, CounterStep.DONE, Stage.DELIVERY_CHOSEN),
    ],
)
def test_the_last_step_is_taken_back_and_can_be_taken_again(history, step, stage):
    case.given(*history).when(undo_step, visit_id=VISIT, step=step).then(undone(step))
    back = case.given(*history, undone(step))
    assert back.state.stage is stage
    back.when(undo_step, visit_id=VISIT, step=step).then_nothing()


def test_pins_taken_back_are_destroyed():
    asked = case.given(*PINS_TAKEN).when(undo_step, visit_id=VISIT, step=CounterStep.PINS)
    asked.then(undone(CounterStep.PINS), UNDONE)
    after = case.given(*PINS_TAKEN, undone(CounterStep.PINS), UNDONE).state
    assert (after.stage, after.envelope, after.pinless) == (Stage.IDENTITY_VERIFIED, None, False)


@pytest.mark.parametrize("history", [CHECKED_IN, PINS_TAKEN, TO_BE_POSTED, AWAITING_PINS])
def test_an_earlier_step_cannot_be_taken_back(history):
    asked = case.given(*history).when(undo_step, visit_id=VISIT, step=CounterStep.IDENTITY)
    if history is CHECKED_IN:
        asked.then_nothing()
    else:
        asked.then_refused(WrongStageError)


@pytest.mark.parametrize("history", [SETTING, READY_TO_GO])
def test_the_end_stands_once_the_back_office_has_begun(history):
    asked = case.given(*history).when(undo_step, visit_id=VISIT, step=CounterStep.DONE)
    asked.then_refused(WrongStageError)


def test_only_a_step_of_this_visit_is_taken_back():
    asked = case.given(*VERIFIED).when(undo_step, visit_id=OTHER, step=CounterStep.IDENTITY)
    asked.then_refused(NotThisVisitError)


def test_who_leaves_before_the_end_may_book_again_and_proves_anew_who_they_are():
    case.given(*VERIFIED).when(break_off, visit_id=VISIT).then(BROKEN_OFF)
    gone = case.given(*VERIFIED, BROKEN_OFF)
    assert (gone.state.stage, gone.state.identity) == (Stage.NOTIFIED, None)
    gone.when(break_off, visit_id=VISIT).then_nothing()
    again = but(BOOKING, OTHER)
    gone.when(note_appointment, again).then(again)


@pytest.mark.parametrize("history", [PINS_TAKEN, TO_BE_POSTED])
def test_sealed_pins_are_destroyed_with_a_visit_broken_off(history):
    destroyed = PinEnvelopeDestroyed(envelope_id=ENVELOPE, reason="broken-off")
    case.given(*history).when(break_off, visit_id=VISIT).then(BROKEN_OFF, destroyed)


def test_a_card_chosen_without_pins_is_ordered_as_before():
    gone = case.given(*VERIFIED, PINLESS, BROKEN_OFF).state
    assert not gone.pinless


@pytest.mark.parametrize(
    "history",
    everywhere_but("checked-in", "identity-verified", "pins-taken", "delivery-chosen"),
)
def test_who_is_not_in_the_middle_of_a_visit_breaks_nothing_off(history):
    case.given(*history).when(break_off, visit_id=VISIT).then_nothing()
