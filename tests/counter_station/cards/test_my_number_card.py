"""What the counter reads from a My Number card without any secret."""

import inspect
import pkgutil
from importlib import import_module

import pytest

from counter_station import cards
from counter_station.cards.my_number_card import CardReading, MyNumberCard, NotAMyNumberCardError
from counter_station.cards.protocol import SecretApdu
from counter_station.readers.in_process import InProcessReader
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from issuance.pins.kinds import PinKind
from issuance.pins.references import Reference
from tests.counter_station.virtual.made_up import (
    EXPIRES_ON,
    MUNICIPALITY,
    SERIAL,
    card_data,
    fresh_card,
)


def read(card: VirtualMyNumberCard) -> CardReading:
    reader = InProcessReader()
    reader.insert(card)
    with reader.open(reader.name) as link:
        return MyNumberCard(link).read()


def test_reads_whose_card_it_is():
    record = read(fresh_card()).record
    assert (record.serial, record.municipality) == (SERIAL, MUNICIPALITY)
    assert record.expires_on == EXPIRES_ON


def test_reads_certificates_and_tries():
    reading = read(fresh_card())
    assert reading.certificates.signature
    assert reading.certificates.authentication
    assert reading.attempts[Reference.SIGN] == 5
    assert reading.all_tries_full


def test_leaves_out_what_a_childs_card_lacks():
    reading = read(VirtualMyNumberCard.fresh(card_data(signature=False)))
    assert not reading.certificates.signature
    assert Reference.SIGN not in reading.attempts
    assert reading.all_tries_full


def test_shows_blocked_references():
    reading = read(VirtualMyNumberCard.fresh(card_data(pinless=True)))
    assert set(reading.attempts.values()) == {0}
    assert not reading.all_tries_full


def test_names_the_pins_that_have_lost_tries():
    card = fresh_card()
    card.memory.pins["text.0011"].tries = 2
    card.memory.pins["jpki.001B"].tries = 0
    assert read(card).reduced == {PinKind.CARD_INFO_INPUT: 2, PinKind.SIGNATURE: 0}


def test_refuses_another_card():
    class OtherCard(VirtualMyNumberCard):
        def process(self, command: bytes, /) -> bytes:
            return b"\x6a\x82" if command[1] == 0xA4 else super().process(command)

    with pytest.raises(NotAMyNumberCardError):
        read(OtherCard(fresh_card().memory))


def test_a_secret_command_never_shows_its_body():
    secret = SecretApdu(bytes.fromhex("0020008004") + b"4711")
    shown = f"{secret} {secret!r} {secret!s} {[secret]}"
    assert "4711" not in shown
    assert "34" not in shown
    assert "00 20 00 80" in shown


FORBIDDEN = (b"\x00\x24\x01\x80", b"\x80\x32\x00\x80")


def test_the_package_has_no_command_that_changes_a_pin():
    for module in pkgutil.iter_modules(cards.__path__):
        loaded = import_module(f"counter_station.cards.{module.name}")
        source = inspect.getsource(loaded).upper()
        assert "PINS.WRITER" not in source
        assert "PINS.CARD" not in source
        for command in FORBIDDEN:
            assert command.hex().upper() not in source
