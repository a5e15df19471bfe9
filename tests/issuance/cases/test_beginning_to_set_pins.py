"""暗証番号設定: two officers open the sealed PINs, and neither verified the identity."""

from dataclasses import replace

import pytest

from issuance.cases.pin_setting import begin_setting
from issuance.cases.refusals import CardMissingError, FourEyesError, WrongStageError
from tests.support.facts import (
    AWAITING_PINS,
    MISSED,
    OFFICERS,
    SETTING,
    SETTING_BEGUN,
    UNCERTAIN,
    VERIFIER,
    case,
    everywhere_but,
)

ALONE = (VERIFIER, VERIFIER)


@pytest.mark.parametrize("history", [AWAITING_PINS, UNCERTAIN])
def test_is_allowed_to_two_others(history):
    case.given(*history).when(begin_setting, officers=OFFICERS).then(SETTING_BEGUN)


@pytest.mark.parametrize("officers", [OFFICERS, OFFICERS[::-1]])
def test_adds_nothing_for_the_same_two(officers):
    case.given(*SETTING).when(begin_setting, officers=officers).then_nothing()


def test_others_may_take_over():
    others = ("B07", "B08")
    expected = replace(SETTING_BEGUN, officers=others)
    case.given(*SETTING).when(begin_setting, officers=others).then(expected)
    state = case.given(*SETTING, expected).state
    assert state.openers == {*OFFICERS, *others}, "all of them have seen the envelope open"


@pytest.mark.parametrize("officers", [("B01", "B01"), (VERIFIER, "B01"), ("B01", VERIFIER), ALONE])
def test_is_refused_to_one_alone_and_to_who_verified_the_identity(officers):
    case.given(*AWAITING_PINS).when(begin_setting, officers=officers).then_refused(FourEyesError)


def test_a_small_venue_may_switch_that_off_and_the_fact_says_so():
    expected = replace(SETTING_BEGUN, officers=ALONE, four_eyes=False)
    asked = case.given(*AWAITING_PINS).when(begin_setting, officers=ALONE, four_eyes=False)
    asked.then(expected)


def test_is_refused_while_the_card_is_searched_for():
    history = (*AWAITING_PINS, MISSED)
    case.given(*history).when(begin_setting, officers=OFFICERS).then_refused(CardMissingError)


@pytest.mark.parametrize("history", everywhere_but("awaiting-pins", "setting", "uncertain"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(begin_setting, officers=OFFICERS).then_refused(WrongStageError)
