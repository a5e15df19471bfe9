"""Where a case stands after each part of its course."""

import pytest

from issuance.cases.state import FINAL, Stage
from issuance.pins.kinds import PinKind
from tests.support import facts as told
from tests.support.facts import EVERYWHERE, case


@pytest.mark.parametrize(("stage", "history"), EVERYWHERE.items())
def test_a_case_stands_where_its_last_fact_put_it(stage, history):
    assert case.given(*history).state.stage == stage


def test_there_is_a_history_for_every_stage():
    assert set(EVERYWHERE) == set(Stage)


@pytest.mark.parametrize("stage", sorted(FINAL))
def test_no_card_lies_here_once_it_is_over(stage):
    assert not case.given(*EVERYWHERE[stage]).state.card_in_office


def test_a_card_without_pins_needs_none():
    assert len(case.given(*told.EXPECTED).state.pin_kinds) == len(PinKind)
    assert case.given(*told.VERIFIED, told.PINLESS).state.pin_kinds == frozenset()


def test_the_first_notice_is_the_one_a_year_is_counted_from():
    state = case.given(*told.NOTIFIED_AGAIN).state
    assert state.first_notice_on == told.SENT_ON
    assert state.pickup_deadline == told.SECOND_DEADLINE
