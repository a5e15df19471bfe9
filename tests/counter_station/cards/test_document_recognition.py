"""A document is recognised by its applications, at no try's cost."""

import pytest

from counter_station.cards.reading import ChipKind
from counter_station.cards.recognition import recognise
from counter_station.cards.refusals import ChipNotSupportedError
from counter_station.virtual.documents import LICENCE
from counter_station.virtual.folders import StoredFile
from counter_station.virtual.manners import AnswersInParts, ShortLengthsOnly
from counter_station.virtual.residence_data import Generation
from counter_station.virtual.tlv import tlv
from tests.counter_station.cards.test_documents_taken_away import DOCUMENTS, every_document, read
from tests.counter_station.virtual.made_up_documents import (
    Recorded,
    licence,
    on_a_reader,
    residence_card,
)


@every_document
def test_each_document_is_told_apart(kind):
    recorded = Recorded(DOCUMENTS[kind][0]())
    with on_a_reader(recorded) as link:
        seen = recognise(link)
    assert seen is not None
    assert seen.kind is ChipKind(kind)
    assert all(len(command) == 4 for command, _ in recorded.exchanges if command[1] == 0x20)


def test_a_licence_tells_expiry_and_tries():
    with on_a_reader(licence(first_tries=2)) as link:
        seen = recognise(link)
    assert seen is not None
    assert (seen.expires_on, seen.pin_tries_left) == (LICENCE.expires_on, 2)


def test_a_licence_without_pins_asks_for_none():
    with on_a_reader(licence(first_pin=None, second_pin=None)) as link:
        seen = recognise(link)
    assert seen is not None
    assert seen.pin_tries_left is None


@pytest.mark.parametrize("code", [b"07", b"08"])
def test_a_card_of_both_kinds_in_one_is_left_to_the_eye(code):
    card = residence_card(Generation.SECOND)
    card.at._structure.master[0x0A] = StoredFile.of(tlv(0xC1, code))  # type: ignore[index]
    with on_a_reader(card) as link, pytest.raises(ChipNotSupportedError):
        recognise(link)


@every_document
def test_a_reader_without_long_commands_reads_in_pieces(kind):
    card = DOCUMENTS[kind][0]()
    assert read(kind, ShortLengthsOnly(card)) == read(kind, card)


@every_document
def test_a_card_that_answers_in_parts_is_read_all_the_same(kind):
    card = DOCUMENTS[kind][0]()
    assert read(kind, AnswersInParts(card)) == read(kind, card)
