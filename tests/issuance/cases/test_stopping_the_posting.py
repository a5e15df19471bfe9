"""差出し中止: the envelope is opened again before it left."""

import pytest

from issuance.cases.facts import PostingStopped
from issuance.cases.posting import hand_to_post, stop_posting
from issuance.cases.refusals import CardMissingError, WrongStageError
from tests.support.facts import (
    MISSED,
    READY_TO_GO,
    SEALED,
    SHIPMENT,
    case,
    everywhere_but,
)

REASON = "address-changed"
STOPPED = PostingStopped(shipment_id=SHIPMENT, reason=REASON)


def test_is_allowed_while_the_envelope_is_here():
    case.given(*SEALED).when(stop_posting, reason=REASON).then(STOPPED)


def test_adds_nothing_where_no_envelope_is_closed():
    case.given(*SEALED, STOPPED).when(stop_posting, reason=REASON).then_nothing()
    case.given(*READY_TO_GO).when(stop_posting, reason=REASON).then_nothing()


def test_afterwards_the_post_does_not_get_it():
    asked = case.given(*SEALED, STOPPED).when(hand_to_post, address_version=1)
    asked.then_refused(WrongStageError)


def test_is_refused_while_the_card_is_searched_for():
    case.given(*SEALED, MISSED).when(stop_posting, reason=REASON).then_refused(CardMissingError)


@pytest.mark.parametrize("history", everywhere_but("ready-to-go", "sealed"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(stop_posting, reason=REASON).then_refused(WrongStageError)
