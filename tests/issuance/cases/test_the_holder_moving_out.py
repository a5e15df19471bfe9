"""転出: the card lapses, unless the post already has it."""

import pytest

from issuance.cases.lapsing import note_moved_out
from issuance.cases.refusals import WrongStageError
from issuance.cases.state import FINAL
from tests.support.facts import (
    AWAITING_PINS,
    EVERYWHERE,
    MISSED,
    MOVING_OUT,
    PINS_VOIDED,
    POSTED,
    SETTING,
    STORED,
    VOID,
    case,
)

NOTHING_LEFT = {*FINAL, "void"}
WITH_PINS = {"pins-taken", "delivery-chosen", "awaiting-pins", "setting", "uncertain"}
PLAIN = set(EVERYWHERE) - NOTHING_LEFT - WITH_PINS - {"unknown", "posted"}


@pytest.mark.parametrize("stage", sorted(PLAIN))
def test_makes_the_card_void_wherever_it_lies(stage):
    case.given(*EVERYWHERE[stage]).when(note_moved_out).then(MOVING_OUT)


@pytest.mark.parametrize("history", [AWAITING_PINS, SETTING])
def test_destroys_the_sealed_pins(history):
    case.given(*history).when(note_moved_out).then(MOVING_OUT, PINS_VOIDED)
    assert case.given(*history, MOVING_OUT, PINS_VOIDED).state.envelope is None


def test_concerns_a_missing_card_too():
    case.given(*STORED, MISSED).when(note_moved_out).then(MOVING_OUT)


@pytest.mark.parametrize("stage", sorted(NOTHING_LEFT))
def test_adds_nothing_where_it_is_over(stage):
    case.given(*EVERYWHERE[stage]).when(note_moved_out).then_nothing()


def test_is_refused_while_the_post_has_the_card():
    case.given(*POSTED).when(note_moved_out).then_refused(WrongStageError)


def test_is_refused_for_a_case_nobody_knows():
    case.given().when(note_moved_out).then_refused(WrongStageError)


def test_a_void_case_stays_void():
    case.given(*VOID).when(note_moved_out).then_nothing()
