"""書類不足: the documents do not suffice."""

from dataclasses import replace

import pytest

from issuance.cases.appointments import note_appointment
from issuance.cases.counter import turn_away
from issuance.cases.refusals import NotThisVisitError, WrongStageError
from issuance.cases.state import Stage
from tests.support.facts import (
    BOOKING,
    CHECKED_IN,
    INSUFFICIENT,
    OTHER,
    PINS_TAKEN,
    VERIFIED,
    but,
    case,
)


def test_is_noted_with_what_is_missing():
    case.given(*CHECKED_IN).when(turn_away, INSUFFICIENT).then(INSUFFICIENT)


def test_lets_the_holder_book_again_at_once():
    again = but(BOOKING, OTHER)
    history = (*CHECKED_IN, INSUFFICIENT)
    state = case.given(*history).state
    assert (state.stage, state.appointment, state.visit_id) == (Stage.NOTIFIED, None, None)
    case.given(*history).when(note_appointment, again).then(again)


def test_is_refused_in_another_visit():
    elsewhere = replace(INSUFFICIENT, visit_id=OTHER)
    case.given(*CHECKED_IN).when(turn_away, elsewhere).then_refused(NotThisVisitError)


@pytest.mark.parametrize("history", [VERIFIED, PINS_TAKEN])
def test_is_refused_once_the_identity_is_proven(history):
    case.given(*history).when(turn_away, INSUFFICIENT).then_refused(WrongStageError)


def test_is_not_done_twice():
    history = (*CHECKED_IN, INSUFFICIENT)
    case.given(*history).when(turn_away, INSUFFICIENT).then_refused(NotThisVisitError)
