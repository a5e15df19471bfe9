"""返戻: the envelope came back."""

from typing import Any

import pytest

from issuance.cases.facts import MailReturned
from issuance.cases.posting import take_back
from issuance.cases.refusals import OtherEnvelopeError, WrongStageError
from issuance.cases.state import Stage
from issuance.shipments.mail import ReturnReason
from tests.support.facts import (
    COMING_BACK,
    EXPECTED,
    MOVING_OUT,
    OTHER,
    POSTED,
    RETURNED,
    RETURNED_ON,
    SHIPMENT,
    VOID_ON_ITS_WAY,
    case,
    everywhere_but,
)

ASKED: dict[str, Any] = {
    "shipment_id": SHIPMENT,
    "reason": ReturnReason.RETENTION_EXPIRED,
    "returned_on": RETURNED_ON,
}


@pytest.mark.parametrize("reason", ReturnReason)
def test_is_noted_with_the_posts_reason(reason):
    expected = MailReturned(shipment_id=SHIPMENT, reason=reason, returned_on=RETURNED_ON)
    case.given(*POSTED).when(take_back, **{**ASKED, "reason": reason}).then(expected)


def test_the_card_is_here_again():
    state = case.given(*RETURNED).state
    assert (state.stage, state.card_in_office) == (Stage.RETURNED, True)


def test_adds_nothing_the_second_time():
    case.given(*RETURNED).when(take_back, **ASKED).then_nothing()


def test_what_was_voided_under_way_comes_back_void():
    case.given(*VOID_ON_ITS_WAY).when(take_back, **ASKED).then(COMING_BACK)
    state = case.given(*VOID_ON_ITS_WAY, COMING_BACK).state
    assert (state.stage, state.card_in_office) == (Stage.VOID, True)


def test_is_refused_for_another_shipment():
    other = {**ASKED, "shipment_id": OTHER}
    case.given(*POSTED).when(take_back, **other).then_refused(OtherEnvelopeError)


def test_is_refused_for_a_void_card_that_was_never_posted():
    asked = case.given(*EXPECTED, MOVING_OUT).when(take_back, **ASKED)
    asked.then_refused(OtherEnvelopeError)


@pytest.mark.parametrize("history", everywhere_but("posted", "returned"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(take_back, **ASKED).then_refused(WrongStageError)
