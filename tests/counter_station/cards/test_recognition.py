"""Which document lies on the reader."""

import pytest

from counter_station.cards.my_number_card import NotAMyNumberCardError
from counter_station.cards.reading import ChipKind
from counter_station.cards.recognition import recognise
from counter_station.cards.refusals import PhoneNotCardError
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from issuance.pins.references import Reference
from tests.counter_station.cards.on_reader import link_to, spend
from tests.counter_station.virtual.made_up import EXPIRES_ON, SERIAL, card_data, fresh_card


class Refusing:
    """A chip of another trade: refuses every application in its own way."""

    atr = bytes.fromhex("3B00")

    def __init__(self, status):
        self.status = bytes.fromhex(status)

    def power_on(self):
        pass

    def reset(self):
        pass

    def process(self, _command, /):
        return self.status


class Phone(VirtualMyNumberCard):
    """Certificates in a phone: their application, under another label."""

    def process(self, command, /):
        if command[:5] == bytes.fromhex("00B0000020"):
            return b"JPKIAPGPSETOKEN".ljust(32) + b"\x90\x00"
        return super().process(command)


class WithoutRecord(VirtualMyNumberCard):
    """Certificates, but no common application, as on the old 住基カード."""

    def process(self, command, /):
        if command[-10:] == bytes.fromhex("D3921000310001010100"):
            return b"\x6a\x82"
        return super().process(command)


def test_a_my_number_card_tells_what_is_free():
    card = fresh_card()
    spend(card, "text.0011", until=1)
    with link_to(card) as link:
        seen = recognise(link)
    assert seen is not None
    assert seen.kind is ChipKind.MY_NUMBER
    assert seen.expires_on == EXPIRES_ON
    assert (seen.pin_tries_left, seen.printed_number_tries_left) == (1, 10)
    assert seen.my_number is not None
    assert seen.my_number.record.serial == SERIAL
    assert seen.my_number.attempts[Reference.SIGN] == 5


def test_a_childs_card_is_recognised_too():
    with link_to(VirtualMyNumberCard.fresh(card_data(signature=False))) as link:
        seen = recognise(link)
    assert seen is not None
    assert seen.my_number is not None
    assert not seen.my_number.certificates.signature


@pytest.mark.parametrize("status", ["6A82", "6A81", "6D00", "6E00", "6999", "6F00"])
def test_a_chip_of_another_trade_is_none_of_ours(status):
    with link_to(Refusing(status)) as link:
        assert recognise(link) is None


def test_a_phone_is_called_a_phone():
    with link_to(Phone(fresh_card().memory)) as link, pytest.raises(PhoneNotCardError):
        recognise(link)


def test_a_card_with_certificates_only_is_not_taken_for_a_my_number_card():
    with link_to(WithoutRecord(fresh_card().memory)) as link, pytest.raises(NotAMyNumberCardError):
        recognise(link)
