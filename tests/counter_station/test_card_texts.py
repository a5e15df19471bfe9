"""Whatever goes wrong with a card is said in plain words, in both languages."""

import pytest

import counter_station.cards.recognition  # noqa: F401 - loads every refusal
from counter_station.cards.reading import ChipKind
from counter_station.cards.refusals import WrongSecretError
from counter_station.readers.errors import CardError
from counter_station.texts import WORDS
from counter_station.texts.cards import CARD_TROUBLES, CHIP_KINDS, trouble


def kinds(error=CardError):
    return {error.code, *(code for each in error.__subclasses__() for code in kinds(each))}


@pytest.mark.parametrize("code", sorted(kinds()))
def test_every_trouble_has_its_words(code):
    assert CARD_TROUBLES[code]


def test_the_tries_left_are_said():
    assert trouble(WORDS["en"], WrongSecretError(2)).endswith("2 tries left.")
    assert trouble(WORDS["ja"], WrongSecretError(None)) == "番号がちがいます。"


def test_every_document_has_its_name():
    assert set(CHIP_KINDS) == set(ChipKind)
