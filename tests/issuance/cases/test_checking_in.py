"""受付: the holder is at the counter."""

import pytest

from issuance.cases.counter import check_in
from issuance.cases.refusals import CardMissingError, WrongStageError
from tests.support.facts import (
    AWAITING_PINS,
    BOOKED,
    CHECK_IN,
    CHECKED_IN,
    INSUFFICIENT,
    MISSED,
    OTHER,
    VERIFIED,
    VISIT,
    case,
    everywhere_but,
)


def test_begins_the_visit_that_was_booked():
    case.given(*BOOKED).when(check_in, visit_id=VISIT).then(CHECK_IN)


@pytest.mark.parametrize("history", [CHECKED_IN, VERIFIED, AWAITING_PINS])
def test_adds_nothing_in_the_same_visit(history):
    case.given(*history).when(check_in, visit_id=VISIT).then_nothing()


def test_is_refused_while_the_card_is_searched_for():
    case.given(*BOOKED, MISSED).when(check_in, visit_id=VISIT).then_refused(CardMissingError)


def test_is_refused_to_who_was_turned_away_and_has_not_booked_again():
    history = (*CHECKED_IN, INSUFFICIENT)
    case.given(*history).when(check_in, visit_id=VISIT).then_refused(WrongStageError)


@pytest.mark.parametrize("history", everywhere_but("booked"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(check_in, visit_id=OTHER).then_refused(WrongStageError)
