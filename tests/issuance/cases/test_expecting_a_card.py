"""発送一覧: a delivery list announces a card."""

from dataclasses import replace

from issuance.cases.arrival import expect_card
from issuance.cases.refusals import OtherCardError
from tests.support.facts import (
    DESTROYED,
    EXPECTED,
    EXPECTING,
    OTHER_SERIAL,
    POSTED,
    case,
)

ANOTHER = replace(EXPECTING, card_serial=OTHER_SERIAL)


def test_is_noted_for_a_new_application():
    case.given().when(expect_card, EXPECTING).then(EXPECTING)


def test_adds_nothing_when_the_list_comes_again():
    case.given(*EXPECTED).when(expect_card, EXPECTING).then_nothing()
    case.given(*POSTED).when(expect_card, EXPECTING).then_nothing()


def test_is_refused_for_a_second_card_of_the_same_application():
    case.given(*EXPECTED).when(expect_card, ANOTHER).then_refused(OtherCardError)


def test_is_refused_for_a_new_card_even_after_the_end():
    case.given(*DESTROYED).when(expect_card, ANOTHER).then_refused(OtherCardError)
