"""本人確認: who came is proven."""

from dataclasses import replace

import pytest

from issuance.cases.counter import verify_identity
from issuance.cases.refusals import NotThisVisitError, WrongStageError
from tests.support.facts import (
    BOOKED,
    CHECKED_IN,
    OTHER,
    PINS_TAKEN,
    VERIFIED,
    VERIFYING,
    case,
    everywhere_but,
)


def test_is_noted_for_who_is_here():
    case.given(*CHECKED_IN).when(verify_identity, VERIFYING).then(VERIFYING)


@pytest.mark.parametrize("history", [VERIFIED, PINS_TAKEN])
def test_adds_nothing_the_second_time(history):
    case.given(*history).when(verify_identity, VERIFYING).then_nothing()


def test_is_refused_in_another_visit():
    elsewhere = replace(VERIFYING, visit_id=OTHER)
    case.given(*CHECKED_IN).when(verify_identity, elsewhere).then_refused(NotThisVisitError)


def test_is_refused_before_the_holder_is_here():
    case.given(*BOOKED).when(verify_identity, VERIFYING).then_refused(NotThisVisitError)


def test_is_not_proven_a_second_time_by_somebody_else():
    other = replace(VERIFYING, verified_by="K02")
    case.given(*VERIFIED).when(verify_identity, other).then_refused(WrongStageError)


@pytest.mark.parametrize("history", everywhere_but("checked-in"))
def test_is_refused_anywhere_else(history):
    other = replace(VERIFYING, verified_by="K02")
    refusals = (WrongStageError, NotThisVisitError)
    with pytest.raises(refusals):
        verify_identity(case.given(*history).state, other)
