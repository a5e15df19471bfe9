"""配達: the post says it was delivered."""

import pytest

from issuance.cases.posting import confirm_delivery
from issuance.cases.refusals import OtherEnvelopeError, WrongStageError
from tests.support.facts import DELIVERED, DELIVERY, OTHER, POSTED, SHIPMENT, case, everywhere_but


def test_ends_the_case():
    case.given(*POSTED).when(confirm_delivery, shipment_id=SHIPMENT).then(DELIVERY)


def test_adds_nothing_the_second_time():
    case.given(*DELIVERED).when(confirm_delivery, shipment_id=SHIPMENT).then_nothing()


def test_is_refused_for_another_shipment():
    asked = case.given(*POSTED).when(confirm_delivery, shipment_id=OTHER)
    asked.then_refused(OtherEnvelopeError)


@pytest.mark.parametrize("history", everywhere_but("posted", "delivered"))
def test_is_refused_anywhere_else(history):
    asked = case.given(*history).when(confirm_delivery, shipment_id=SHIPMENT)
    asked.then_refused(WrongStageError)
