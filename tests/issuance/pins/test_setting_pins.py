"""Setting the PINs of a card in the back office."""

from dataclasses import replace

import pytest

from counter_station.virtual.my_number_card import VirtualMyNumberCard
from issuance.pins.card import CardAnswerError
from issuance.pins.formats import PinFormatError
from issuance.pins.journal import Step
from issuance.pins.kinds import PinKind
from issuance.pins.references import Reference
from issuance.pins.writer import (
    NotTransportPinError,
    Outcome,
    PinUncertainError,
    TriesNotFullError,
    WrongCardError,
    outcomes,
)
from tests.counter_station.virtual.made_up import card_data
from tests.issuance.pins.writing_desk import EXPECTED, SET, TYPED, WritingDesk


@pytest.fixture
def desk(tmp_path) -> WritingDesk:
    return WritingDesk(tmp_path)


def test_sets_every_reference_and_leaves_full_tries(desk):
    assert desk.attempt() == dict.fromkeys(Reference, Outcome.SET)
    assert desk.on_card() == SET


def test_sets_only_what_was_asked_for(tmp_path):
    child: dict[PinKind, str] = {
        kind: pin for kind, pin in TYPED.items() if kind is not PinKind.SIGNATURE
    }
    desk = WritingDesk(tmp_path, VirtualMyNumberCard.fresh(card_data(signature=False)))
    assert Reference.SIGN not in desk.attempt(typed=child)
    assert desk.on_card() == {name: pin for name, pin in SET.items() if name != "jpki.001B"}


def test_a_second_time_changes_nothing(desk):
    desk.attempt()
    before = desk.card.memory.changes
    assert desk.attempt() == dict.fromkeys(Reference, Outcome.SET)
    assert desk.card.memory.changes == before


def test_a_pin_equal_to_the_transport_pin_is_set_too(desk):
    assert desk.attempt(typed=TYPED | {PinKind.AUTHENTICATION: "0000"})
    assert desk.on_card()["jpki.0018"] == ("0000", 3)


@pytest.mark.parametrize(
    "other", [replace(EXPECTED, serial="9" * 15), replace(EXPECTED, municipality="13122")]
)
def test_is_refused_on_another_card(desk, other):
    untouched = desk.on_card()
    with pytest.raises(WrongCardError):
        desk.attempt(expected=other)
    assert desk.on_card() == untouched


def test_is_refused_before_any_change_when_a_counter_is_not_full(desk):
    desk.card.memory.pins["jpki.001B"].tries = 4
    untouched = desk.on_card()
    with pytest.raises(TriesNotFullError) as refused:
        desk.attempt()
    assert (refused.value.reference, refused.value.tries) == (Reference.SIGN, 4)
    assert desk.on_card() == untouched


def test_is_refused_before_any_change_when_the_card_lacks_a_reference(tmp_path):
    desk = WritingDesk(tmp_path, VirtualMyNumberCard.fresh(card_data(signature=False)))
    untouched = desk.on_card()
    with pytest.raises(CardAnswerError):
        desk.attempt()
    assert desk.on_card() == untouched


def test_stops_at_a_pin_set_elsewhere_and_spends_one_try_only(desk):
    desk.card.memory.pins["text.0011"].value = b"5555"
    with pytest.raises(NotTransportPinError) as refused:
        desk.attempt()
    assert refused.value.reference is Reference.TEXT
    with pytest.raises(TriesNotFullError):
        desk.attempt()
    assert desk.on_card()["text.0011"] == ("5555", 2)
    assert outcomes(frozenset(PinKind), desk.journal) == {
        Reference.COMMON: Outcome.SET,
        Reference.JUKI: Outcome.SET,
        Reference.TEXT: Outcome.WAITING,
        Reference.AUTH: Outcome.WAITING,
        Reference.SIGN: Outcome.WAITING,
    }


def test_gives_up_with_a_try_to_spare_when_neither_pin_is_right(desk):
    desk.journal.note(Reference.COMMON, Step.ABOUT_TO_CHANGE)
    desk.card.memory.pins["common.001C"].value = b"5555"
    for _ in range(3):
        with pytest.raises(PinUncertainError):
            desk.attempt()
    assert desk.on_card()["common.001C"] == ("5555", 1)
    assert outcomes(frozenset(PinKind), desk.journal)[Reference.COMMON] is Outcome.UNCERTAIN


def test_malformed_values_never_reach_the_card(desk):
    with pytest.raises(PinFormatError):
        desk.attempt(typed=TYPED | {PinKind.AUTHENTICATION: "47"})


def test_the_journal_holds_no_value(desk):
    desk.attempt()
    written = desk.journal_path.read_text()
    assert not [pin for pin in TYPED.values() if pin in written]
