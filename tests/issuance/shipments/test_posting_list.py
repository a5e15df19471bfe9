"""差出票: the tray is counted, and goes as a whole."""

from datetime import date
from uuid import UUID

import pytest

from issuance.shipments.mail import MailClass
from issuance.shipments.posting_list import (
    CountDiffersError,
    Envelope,
    ListHandedOver,
    ListOverError,
    PostingList,
    evolve,
    hand_over_list,
)
from tests.support.given import Specification

lists: Specification[PostingList, ListHandedOver] = Specification(PostingList(), evolve)
DAY = date(2026, 11, 24)
TRAY = (
    Envelope(shipment_id=UUID(int=1), mail_class=MailClass.SIMPLIFIED_REGISTERED),
    Envelope(shipment_id=UUID(int=2), mail_class=MailClass.ADDRESSEE_ONLY),
    Envelope(shipment_id=UUID(int=3), mail_class=MailClass.SIMPLIFIED_REGISTERED),
)
GONE = ListHandedOver(
    posted_on=DAY,
    number=1,
    shipments=(UUID(int=1), UUID(int=2), UUID(int=3)),
    registered=2,
    addressee_only=1,
)


def asked(*history, envelopes=TRAY, counted=3):
    return lists.given(*history).when(
        hand_over_list, posted_on=DAY, number=1, envelopes=envelopes, counted=counted
    )


def test_the_whole_tray_goes():
    asked().then(GONE)


def test_pressing_twice_adds_nothing():
    asked(GONE).then_nothing()


@pytest.mark.parametrize("counted", [0, 2, 4])
def test_another_count_stops_it(counted):
    asked(counted=counted).then_refused(CountDiffersError)


def test_an_empty_tray_is_no_list():
    asked(envelopes=(), counted=0).then_refused(CountDiffersError)


def test_a_list_that_went_is_not_filled_again():
    asked(GONE, envelopes=TRAY[:1], counted=1).then_refused(ListOverError)
