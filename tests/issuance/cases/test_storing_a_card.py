"""保管: the card is put on a shelf."""

import pytest

from issuance.cases.arrival import store_card
from issuance.cases.refusals import CardMissingError, WrongStageError
from tests.support.facts import MISSED, SET_UP, STORED, STORING, case, everywhere_but


def test_is_done_once_the_card_is_set_up():
    case.given(*SET_UP).when(store_card, shelf="A-03").then(STORING)


def test_adds_nothing_the_second_time():
    case.given(*STORED).when(store_card, shelf="A-03").then_nothing()


def test_is_refused_while_the_card_is_searched_for():
    case.given(*SET_UP, MISSED).when(store_card, shelf="A-03").then_refused(CardMissingError)


@pytest.mark.parametrize("history", everywhere_but("set-up", "stored"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(store_card, shelf="A-03").then_refused(WrongStageError)
