"""What the counter reads from a passport by its machine-readable zone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_station.cards import mrz
from counter_station.cards.document_secrets import MrzKey
from counter_station.cards.passport_session import PASSPORT_AID, PassportSession, open_channel
from counter_station.cards.protocol import CardProtocol
from counter_station.cards.reading import ChipKind, SecretUsed, Sex, Signature
from counter_station.cards.refusals import (
    ChipNotSupportedError,
    SecretFormatError,
    UnreadableContentError,
    WrongSecretError,
)
from counter_station.virtual.document_memory import DocumentMemory
from counter_station.virtual.documents import PASSPORT
from counter_station.virtual.passport import VirtualPassport
from tests.counter_station.cards.worked_examples import (
    MRZ_INFORMATION,
    PASSPORT_COMMON_FILE,
    PASSPORT_EXCHANGES,
)
from tests.counter_station.cards.worked_examples import PASSPORT as EXAMPLE
from tests.counter_station.virtual.made_up_documents import (
    Recorded,
    on_a_reader,
    passport,
    scripted,
)

ZONE = MrzKey(PASSPORT.zone[44:])
OTHER_ZONE = MrzKey.of(
    number="TK1234568", birth_on=PASSPORT.birth_on, expires_on=PASSPORT.expires_on
)
EXAMPLE_DATA = replace(
    PASSPORT, number="L898902C", birth_on=date(1969, 8, 6), expires_on=date(1994, 6, 23)
)


def read(card, zone=ZONE):
    with on_a_reader(card) as link:
        return PassportSession().read(link, zone)


def test_plays_the_official_example_byte_by_byte():
    random = scripted(EXAMPLE.challenge, EXAMPLE.card_key)
    recorded = Recorded(VirtualPassport(DocumentMemory(data=EXAMPLE_DATA), random=random))
    with on_a_reader(recorded) as link:
        CardProtocol(link).select_application(PASSPORT_AID)
        own = scripted(EXAMPLE.own_random, EXAMPLE.own_key)
        channel = open_channel(link, MrzKey(MRZ_INFORMATION), own)
        channel.send(bytes.fromhex("00A4020C"), data=b"\x01\x1e")
        begin = channel.send(bytes.fromhex("00B00000"), expected=4)
        rest = channel.send(bytes.fromhex("00B00004"), expected=0x12)
    assert begin + rest == PASSPORT_COMMON_FILE
    assert recorded.exchanges[2] == (
        bytes.fromhex("0082000028") + EXAMPLE.sent + b"\x28",
        EXAMPLE.answered + b"\x90\x00",
    )
    assert recorded.exchanges[3:] == PASSPORT_EXCHANGES


def test_the_zone_opens_name_birth_sex_and_expiry():
    reading = read(passport())
    assert (reading.kind, reading.secret) == (ChipKind.PASSPORT, SecretUsed.MRZ)
    said = reading.attributes
    assert (said.name, said.sex) == ("MIHON HANAKO", Sex.FEMALE)
    assert (said.birth_on, said.expires_on) == (PASSPORT.birth_on, PASSPORT.expires_on)
    assert (said.address, said.kana) == (None, None)


def test_nothing_is_verified_without_the_countrys_certificates():
    assert read(passport()).signature is Signature.NOT_VERIFIED
    assert read(passport(signed=False)).signature is Signature.ABSENT


def test_another_zone_is_refused_and_not_counted():
    card = passport()
    for _ in range(20):
        with pytest.raises(WrongSecretError) as wrong:
            read(card, OTHER_ZONE)
        assert wrong.value.tries_left is None
    assert read(card).secret is SecretUsed.MRZ


def test_a_passport_that_asks_for_pace_is_left_to_the_eye():
    recorded = Recorded(passport(pace=True))
    with pytest.raises(ChipNotSupportedError):
        read(recorded)
    assert all(command[1] == 0xA4 for command, _ in recorded.exchanges)


def test_the_photograph_is_not_read():
    recorded = Recorded(passport())
    read(recorded)
    assert sum(len(answer) for _, answer in recorded.exchanges) < 1500


def test_the_key_is_taken_from_the_zones_line_or_from_what_is_printed_above_it():
    assert MrzKey(MRZ_INFORMATION.lower()).reveal() == MRZ_INFORMATION
    line = "L898902C<3UTO6908061F9406236ZE184226B<<<<<14"
    assert MrzKey(line).reveal() == MRZ_INFORMATION
    printed = MrzKey.of(number="L898902C", birth_on=date(1969, 8, 6), expires_on=date(1994, 6, 23))
    assert printed.reveal() == MRZ_INFORMATION


@pytest.mark.parametrize(
    "typed", ["", "L898902C<369080619406237", "L898902C<3690806194062", "旅券", "<" * 44]
)
def test_what_cannot_be_the_zone_is_not_sent(typed):
    with pytest.raises(SecretFormatError):
        MrzKey(typed)


@pytest.mark.parametrize("number", ["", "<", "TK12345678901"])
def test_what_cannot_be_a_number_is_not_sent(number):
    with pytest.raises(SecretFormatError):
        MrzKey.of(number=number, birth_on=PASSPORT.birth_on, expires_on=PASSPORT.expires_on)


@given(at=st.integers(44, 71), letter=st.sampled_from("0123456789<ABX"))
def test_a_zone_with_a_wrong_digit_is_refused(at, letter):
    zone = PASSPORT.zone
    changed = zone[:at] + letter + zone[at + 1 :]
    try:
        said = mrz.parse(changed.encode())
    except UnreadableContentError:
        return
    # What is not checked (the country) or weighs the same may change; dates then still do not.
    assert said.birth_on == PASSPORT.birth_on or changed[57:63] != zone[57:63]


def test_a_person_is_born_before_the_passport_ends():
    old = replace(PASSPORT, birth_on=date(1934, 5, 1), expires_on=date(2033, 3, 3))
    assert mrz.parse(old.zone.encode()).birth_on == date(1934, 5, 1)
    child = replace(PASSPORT, birth_on=date(2031, 5, 1))
    assert mrz.parse(child.zone.encode()).birth_on == date(2031, 5, 1)
