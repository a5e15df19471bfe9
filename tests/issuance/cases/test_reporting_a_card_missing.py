"""所在不明: the card is not where it should be."""

import pytest

from issuance.cases.endings import report_missing
from issuance.cases.refusals import WrongStageError
from issuance.cases.state import Stage
from tests.support.facts import (
    EVERYWHERE,
    FOUND,
    LOST,
    MISSED,
    MISSING,
    STORED,
    VOID_ON_ITS_WAY,
    case,
)

PLACE = MISSED.last_place
NOT_HERE = ("unknown", "expected", "posted", "delivered", "handed-over", "destroyed", "lost")


@pytest.mark.parametrize("stage", sorted(set(EVERYWHERE) - set(NOT_HERE)))
def test_is_possible_as_long_as_the_card_is_in_the_office(stage):
    case.given(*EVERYWHERE[stage]).when(report_missing, last_place=PLACE).then(MISSED)


def test_adds_nothing_the_second_time():
    case.given(*MISSING).when(report_missing, last_place=PLACE).then_nothing()


def test_leaves_the_case_where_it_stands():
    assert case.given(*MISSING).state.stage is Stage.STORED


def test_a_card_that_was_found_may_go_missing_again():
    case.given(*STORED, MISSED, FOUND).when(report_missing, last_place=PLACE).then(MISSED)


@pytest.mark.parametrize(
    "history", [*(EVERYWHERE[stage] for stage in NOT_HERE), VOID_ON_ITS_WAY, LOST]
)
def test_is_refused_for_a_card_that_is_not_here(history):
    case.given(*history).when(report_missing, last_place=PLACE).then_refused(WrongStageError)
