"""廃棄の承認・延期・期限切れ: who says yes, how long a holder may be away, when a card lapses."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from issuance.calendar import WardClocks
from issuance.cases.destruction import approve_destruction, defer_destruction, expire_card
from issuance.cases.endings import destroy_card, propose_destruction
from issuance.cases.facts import CardExpired, DestructionDeferred
from issuance.cases.posting import hand_over
from issuance.cases.refusals import (
    CardExpiredError,
    CardMissingError,
    DeadlineError,
    FourEyesError,
    WrongStageError,
)
from issuance.cases.state import Stage
from issuance.shipments.mail import DeferralReason
from tests.support.facts import (
    APPROVAL,
    APPROVED,
    AWAITING_PINS,
    COMING_BACK,
    DEFERRAL,
    DESTRUCTION,
    EXPECTING,
    EXPIRY,
    MISSED,
    NOTIFIED_AGAIN,
    PINS_VOIDED,
    POSTED,
    PROPOSAL,
    RETURNED,
    SERIAL,
    STORED,
    UNCLAIMED,
    VOID,
    case,
    everywhere_but,
)

CLOCKS = WardClocks()
TODAY = date(2027, 11, 3)
DAY = timedelta(days=1)
PUT_OFF: dict[str, Any] = {
    "reason": DeferralReason.HOSPITAL,
    "until": DEFERRAL.until,
    "today": TODAY,
    "clocks": CLOCKS,
}


def test_somebody_else_approves():
    case.given(*UNCLAIMED).when(approve_destruction, approved_by="B02").then(APPROVAL)
    case.given(*APPROVED).when(approve_destruction, approved_by="B03").then_nothing()


def test_who_proposed_does_not_approve():
    case.given(*UNCLAIMED).when(approve_destruction, approved_by="B01").then_refused(FourEyesError)


@pytest.mark.parametrize("history", everywhere_but("unclaimed"))
def test_only_what_was_proposed_is_approved(history):
    asked = case.given(*history).when(approve_destruction, approved_by="B02")
    asked.then_refused(WrongStageError)


@pytest.mark.parametrize("history", [NOTIFIED_AGAIN, RETURNED, UNCLAIMED])
def test_a_holder_in_hospital_is_waited_for(history):
    case.given(*history).when(defer_destruction, **PUT_OFF).then(DEFERRAL)


def test_after_that_nothing_is_destroyed_before_the_day():
    waiting = case.given(*APPROVED, DEFERRAL)
    assert waiting.state.stage is Stage.NOTIFIED
    waiting.when(destroy_card, witnesses=("B01", "B02")).then_refused(WrongStageError)
    for_good: dict[str, Any] = {"clocks": CLOCKS, "proposed_by": "B01"}
    asked = waiting.when(propose_destruction, today=DEFERRAL.until, **for_good)
    asked.then_refused(DeadlineError)
    waiting.when(propose_destruction, today=DEFERRAL.until + DAY, **for_good).then(PROPOSAL)


def test_what_came_back_by_post_waits_as_that():
    history = (*POSTED, COMING_BACK, PROPOSAL, DEFERRAL)
    assert case.given(*history).state.stage is Stage.RETURNED


def test_a_second_proposal_needs_a_second_approval():
    again = case.given(*APPROVED, DEFERRAL, PROPOSAL)
    assert not again.state.approved


@pytest.mark.parametrize("until", [TODAY, TODAY - DAY, date(2028, 11, 4)])
def test_not_into_the_past_and_not_for_ever(until):
    asked = case.given(*NOTIFIED_AGAIN).when(defer_destruction, **{**PUT_OFF, "until": until})
    asked.then_refused(DeadlineError)


def test_the_last_day_allowed_is_a_year_later():
    until = date(2028, 11, 3)
    deferred = DestructionDeferred(reason=DeferralReason.HOSPITAL, until=until)
    case.given(*RETURNED).when(defer_destruction, **{**PUT_OFF, "until": until}).then(deferred)


def test_asking_again_adds_nothing():
    case.given(*RETURNED, DEFERRAL).when(defer_destruction, **PUT_OFF).then_nothing()


@pytest.mark.parametrize("history", everywhere_but("notified", "returned", "unclaimed"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(defer_destruction, **PUT_OFF).then_refused(WrongStageError)


def test_a_card_lapses_the_day_after_its_last():
    asked = case.given(*STORED)
    asked.when(expire_card, today=EXPECTING.expires_on).then_refused(DeadlineError)
    asked.when(expire_card, today=EXPECTING.expires_on + DAY).then(EXPIRY)


def test_one_whose_last_day_is_29_february_lapses_on_the_first_of_march():
    leap = replace(EXPECTING, expires_on=date(2036, 2, 29))
    history = case.given(leap, *STORED[1:])
    history.when(expire_card, today=date(2036, 2, 29)).then_refused(DeadlineError)
    history.when(expire_card, today=date(2036, 3, 1)).then(EXPIRY)


def test_its_sealed_pins_go_with_it_and_it_is_destroyed_at_once():
    late = EXPECTING.expires_on + DAY
    case.given(*AWAITING_PINS).when(expire_card, today=late).then(CardExpired(), PINS_VOIDED)
    lapsed = case.given(*RETURNED, EXPIRY)
    lapsed.when(destroy_card, witnesses=("B01", "B02")).then(DESTRUCTION)
    asked = lapsed.when(hand_over, card_serial_read=SERIAL, rule="SELF_N/A1")
    asked.then_refused(CardExpiredError)


def test_nothing_to_do_where_it_is_void_already():
    case.given(*VOID).when(expire_card, today=date(2040, 1, 1)).then_nothing()


def test_not_while_it_is_elsewhere():
    late = date(2040, 1, 1)
    case.given(*POSTED).when(expire_card, today=late).then_refused(WrongStageError)
    case.given(*STORED, MISSED).when(expire_card, today=late).then_refused(CardMissingError)
