"""顔認証マイナンバーカード: a card without PINs."""

from dataclasses import replace

import pytest

from issuance.cases.counter import choose_pinless
from issuance.cases.refusals import WrongStageError
from issuance.cases.state import Stage
from tests.support.facts import (
    BY_POST,
    CHECKED_IN,
    EXPECTING,
    LEAVING,
    PINLESS,
    PINS_TAKEN,
    VERIFIED,
    case,
    everywhere_but,
)


def test_may_be_chosen_once_the_identity_is_proven():
    case.given(*VERIFIED).when(choose_pinless).then(PINLESS)


def test_is_confirmed_by_who_applied_for_one():
    history = (replace(EXPECTING, pinless=True), *VERIFIED[1:])
    case.given(*history).when(choose_pinless).then(PINLESS)


def test_adds_nothing_the_second_time():
    case.given(*VERIFIED, PINLESS).when(choose_pinless).then_nothing()


def test_is_refused_once_pins_were_taken():
    case.given(*PINS_TAKEN).when(choose_pinless).then_refused(WrongStageError)


def test_such_a_card_is_ready_when_the_holder_leaves():
    state = case.given(*VERIFIED, PINLESS, BY_POST, LEAVING).state
    assert state.stage is Stage.READY_TO_GO


def test_is_refused_before_the_identity_is_proven():
    case.given(*CHECKED_IN).when(choose_pinless).then_refused(WrongStageError)


@pytest.mark.parametrize("history", everywhere_but("identity-verified"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(choose_pinless).then_refused(WrongStageError)
