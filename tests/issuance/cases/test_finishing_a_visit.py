"""来庁終了: the holder leaves, and the card is the back office's work."""

import pytest

from issuance.cases.counter import finish_visit
from issuance.cases.refusals import WrongStageError
from issuance.cases.state import Stage
from tests.support.facts import (
    AWAITING_PINS,
    BOOKED,
    CHECKED_IN,
    DEATH,
    INSUFFICIENT,
    LEAVING,
    OTHER,
    PINS_TAKEN,
    READY_WITHOUT_PINS,
    TO_BE_POSTED,
    VERIFIED,
    VISIT,
    case,
)


def test_is_noted_when_everything_is_settled():
    case.given(*TO_BE_POSTED).when(finish_visit, visit_id=VISIT).then(LEAVING)


def test_afterwards_the_pins_wait_to_be_set():
    assert case.given(*AWAITING_PINS).state.stage is Stage.AWAITING_PINS


def test_without_pins_there_is_nothing_to_wait_for():
    assert case.given(*READY_WITHOUT_PINS).state.stage is Stage.READY_TO_GO


def test_adds_nothing_the_second_time():
    case.given(*AWAITING_PINS).when(finish_visit, visit_id=VISIT).then_nothing()


@pytest.mark.parametrize("history", [BOOKED, (*CHECKED_IN, INSUFFICIENT), (*VERIFIED, DEATH)])
def test_adds_nothing_for_who_is_not_in_the_visit_any_more(history):
    case.given(*history).when(finish_visit, visit_id=VISIT).then_nothing()


def test_adds_nothing_for_another_visit():
    case.given(*TO_BE_POSTED).when(finish_visit, visit_id=OTHER).then_nothing()


@pytest.mark.parametrize("history", [CHECKED_IN, VERIFIED, PINS_TAKEN])
def test_is_refused_while_something_is_open(history):
    case.given(*history).when(finish_visit, visit_id=VISIT).then_refused(WrongStageError)
