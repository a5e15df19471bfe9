"""本人確認: who came is proven."""

from dataclasses import replace

import pytest

from issuance.cases.counter import ask_extra, doubt, refuse_identity, turn_away, verify_identity
from issuance.cases.facts import ExtraDocumentAsked, IdentityDoubted, IdentityRefused
from issuance.cases.refusals import (
    DoubtOpenError,
    FourEyesError,
    NoDoubtError,
    NotThisVisitError,
    SituationDoesNotFitError,
    WrongStageError,
)
from issuance.cases.state import Stage
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.identity.situations import Situation
from tests.support.facts import (
    BOOKED,
    CHECKED_IN,
    INSUFFICIENT,
    OTHER,
    PINS_TAKEN,
    VERIFIED,
    VERIFYING,
    VISIT,
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


DOUBTED = IdentityDoubted(visit_id=VISIT, reason=DoubtReason.PHOTO_DIFFERS)
REFUSED = IdentityRefused(
    visit_id=VISIT,
    situation=VERIFYING.situation,
    documents=VERIFYING.documents,
    reason=TurnedAwayReason.INQUIRY_BY_MAIL,
    decided_by="S01",
)
ASKED = ExtraDocumentAsked(visit_id=VISIT, reason=ExtraReason.PHOTO_UNCLEAR, approved_by="S01")
here, doubted = case.given(*CHECKED_IN), case.given(*CHECKED_IN, DOUBTED)


def test_a_doubt_is_noted_once_and_only_of_who_is_here():
    here.when(doubt, DOUBTED).then(DOUBTED)
    doubted.when(doubt, DOUBTED).then_nothing()
    case.given(*VERIFIED).when(doubt, DOUBTED).then_refused(WrongStageError)


def test_after_a_doubt_only_a_supervisors_word_counts():
    doubted.when(verify_identity, VERIFYING).then_refused(DoubtOpenError)
    doubted.when(turn_away, INSUFFICIENT).then_refused(DoubtOpenError)
    own = replace(VERIFYING, approved_by=VERIFYING.verified_by)
    doubted.when(verify_identity, own).then_refused(FourEyesError)
    signed = replace(VERIFYING, approved_by="S01")
    doubted.when(verify_identity, signed).then(signed)


def test_a_supervisor_refuses_after_a_doubt_and_the_holder_books_again():
    doubted.when(refuse_identity, REFUSED, by="K01").then(REFUSED)
    doubted.when(refuse_identity, REFUSED, by="S01").then_refused(FourEyesError)
    here.when(refuse_identity, REFUSED, by="K01").then_refused(NoDoubtError)
    state = case.given(*CHECKED_IN, DOUBTED, REFUSED).state
    assert (state.stage, state.appointment) == (Stage.NOTIFIED, None)


def test_more_is_asked_for_by_two_once_a_visit():
    here.when(ask_extra, ASKED, by="K01").then(ASKED)
    here.when(ask_extra, ASKED, by="S01").then_refused(FourEyesError)
    case.given(*CHECKED_IN, ASKED).when(ask_extra, ASKED, by="K01").then_nothing()


def test_an_adult_does_not_come_as_a_child():
    child = replace(VERIFYING, situation=Situation.U15_BOTH)
    here.when(verify_identity, child).then_refused(SituationDoesNotFitError)
