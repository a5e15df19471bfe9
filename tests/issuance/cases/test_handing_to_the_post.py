"""差出し: unless the resident record changed since the envelope was closed."""

import pytest

from issuance.cases.posting import hand_to_post
from issuance.cases.refusals import AddressChangedError, CardMissingError, WrongStageError
from tests.support.facts import MISSED, POSTED, POSTING, SEALED, case, everywhere_but


def test_is_allowed_with_the_address_of_the_envelope():
    case.given(*SEALED).when(hand_to_post, address_version=1).then(POSTING)


def test_the_card_is_no_longer_here():
    assert not case.given(*POSTED).state.card_in_office


def test_adds_nothing_the_second_time():
    case.given(*POSTED).when(hand_to_post, address_version=1).then_nothing()


def test_is_refused_when_the_address_changed_meanwhile():
    case.given(*SEALED).when(hand_to_post, address_version=2).then_refused(AddressChangedError)


def test_is_refused_while_the_card_is_searched_for():
    asked = case.given(*SEALED, MISSED).when(hand_to_post, address_version=1)
    asked.then_refused(CardMissingError)


@pytest.mark.parametrize("history", everywhere_but("sealed", "posted"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(hand_to_post, address_version=1).then_refused(WrongStageError)
