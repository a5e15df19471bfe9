"""紛失: the card is lost for good; the sealed PINs go with it."""

import pytest

from issuance.cases.endings import give_up_search, report_found
from issuance.cases.refusals import WrongStageError
from issuance.cases.state import Stage
from tests.support.facts import (
    AWAITING_PINS,
    FOUND,
    GONE,
    LOST,
    MISSED,
    MISSING,
    PINS_VOIDED,
    VOID,
    case,
    everywhere_but,
)


def test_makes_the_card_void():
    case.given(*MISSING).when(give_up_search).then(GONE)


def test_destroys_the_sealed_pins():
    case.given(*AWAITING_PINS, MISSED).when(give_up_search).then(GONE, PINS_VOIDED)


def test_is_possible_for_a_void_card_too():
    case.given(*VOID, MISSED).when(give_up_search).then(GONE)


def test_adds_nothing_the_second_time():
    case.given(*LOST).when(give_up_search).then_nothing()


def test_is_final():
    case.given(*LOST).when(report_found, place=FOUND.place).then_nothing()
    assert case.given(*LOST).state.stage is Stage.LOST


@pytest.mark.parametrize("history", everywhere_but("lost"))
def test_is_refused_where_nothing_is_searched_for(history):
    case.given(*history).when(give_up_search).then_refused(WrongStageError)
