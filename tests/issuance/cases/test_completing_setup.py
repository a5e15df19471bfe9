"""交付前設定: print and certificates are checked on the integrated terminal."""

import pytest

from issuance.cases.arrival import complete_setup
from issuance.cases.refusals import CardMissingError, WrongStageError
from tests.support.facts import ARRIVED, MISSED, SET_UP, SETUP, case, everywhere_but


def test_is_done_to_a_card_that_arrived():
    case.given(*ARRIVED).when(complete_setup, terminal_id="T1").then(SETUP)


def test_adds_nothing_the_second_time():
    case.given(*SET_UP).when(complete_setup, terminal_id="T1").then_nothing()


def test_is_refused_while_the_card_is_searched_for():
    history = (*ARRIVED, MISSED)
    case.given(*history).when(complete_setup, terminal_id="T1").then_refused(CardMissingError)


@pytest.mark.parametrize("history", everywhere_but("arrived", "set-up"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(complete_setup, terminal_id="T1").then_refused(WrongStageError)
