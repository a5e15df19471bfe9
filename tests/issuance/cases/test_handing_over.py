"""窓口交付: the holder takes the card at the counter."""

from typing import Any

import pytest

from issuance.cases.posting import hand_over
from issuance.cases.refusals import CardMissingError, WrongCardError, WrongStageError
from tests.support.facts import (
    HAND_OVER,
    HANDED_OVER,
    MISSED,
    OTHER_SERIAL,
    READY_FOR_COUNTER,
    READY_TO_GO,
    READY_WITHOUT_PINS,
    RETURNED,
    SERIAL,
    case,
    everywhere_but,
)

ASKED: dict[str, Any] = {"card_serial_read": SERIAL, "rule": "SELF_N/A1"}
OTHER_CARD: dict[str, Any] = {**ASKED, "card_serial_read": OTHER_SERIAL}


@pytest.mark.parametrize("history", [READY_FOR_COUNTER, READY_TO_GO, READY_WITHOUT_PINS, RETURNED])
def test_is_allowed_for_a_card_that_is_ready_or_came_back(history):
    case.given(*history).when(hand_over, **ASKED).then(HAND_OVER)


def test_adds_nothing_the_second_time():
    case.given(*HANDED_OVER).when(hand_over, **ASKED).then_nothing()


@pytest.mark.parametrize("history", [READY_FOR_COUNTER, HANDED_OVER])
def test_is_refused_with_another_card_in_hand(history):
    case.given(*history).when(hand_over, **OTHER_CARD).then_refused(WrongCardError)


def test_is_refused_while_the_card_is_searched_for():
    case.given(*RETURNED, MISSED).when(hand_over, **ASKED).then_refused(CardMissingError)


@pytest.mark.parametrize("history", everywhere_but("ready-to-go", "returned", "handed-over"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(hand_over, **ASKED).then_refused(WrongStageError)
