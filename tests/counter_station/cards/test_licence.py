"""What the counter reads from a driver's licence, and how carefully it asks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_station.cards import licence_text
from counter_station.cards.licence_chip import LicenceChip
from counter_station.cards.licence_session import LicenceSession
from counter_station.cards.reading import ChipKind, SecretUsed, Signature
from counter_station.cards.refusals import (
    BlockedError,
    LastTryError,
    SecretFormatError,
    UnreadableContentError,
    WrongSecretError,
)
from counter_station.cards.secrets import CardPin, LastTryAgreed
from counter_station.virtual.documents import LICENCE
from counter_station.virtual.licence_data import Change, Changed
from counter_station.virtual.licence_text import Glyphs, encode, era_date
from tests.counter_station.virtual.made_up_documents import Recorded, licence, on_a_reader

BOTH_AGREE = LastTryAgreed(holder=True, clerk=True)
VERIFY = b"\x00\x20\x00\x80\x04"


def read(card, pin="1234", last_try=None):
    with on_a_reader(card) as link:
        return LicenceSession().read(link, None if pin is None else CardPin(pin), last_try=last_try)


def attributes(card, pin="1234"):
    return read(card, pin).attributes


def sent_pins(recorded):
    return [command for command, _ in recorded.exchanges if command.startswith(VERIFY)]


def test_pin_one_opens_name_kana_birth_and_address():
    reading = read(licence())
    assert (reading.kind, reading.secret) == (ChipKind.LICENCE, SecretUsed.PIN)
    assert reading.signature is Signature.NOT_VERIFIED
    said = reading.attributes
    assert (said.name, said.kana) == (LICENCE.name, LICENCE.kana)
    assert (said.birth_on, said.address) == (LICENCE.birth_on, LICENCE.address)
    assert said.expires_on == LICENCE.expires_on


def test_dates_and_tries_are_free():
    recorded = Recorded(licence(first_tries=2))
    with on_a_reader(recorded) as link:
        free = LicenceChip(link).free()
    assert (free.issued_on, free.expires_on) == (LICENCE.issued_on, LICENCE.expires_on)
    assert (free.pins_set, free.first_tries_left, free.second_tries_left) == (True, 2, 3)
    assert sent_pins(recorded) == []


def test_both_pins_open_the_domicile():
    with on_a_reader(licence()) as link:
        chip = LicenceChip(link)
        chip.show_first(CardPin("1234"))
        chip.show_second(CardPin("5678"))
        assert chip.domicile() == LICENCE.domicile


def test_pin_two_is_never_asked_for():
    recorded = Recorded(licence())
    read(recorded)
    assert [pin[-4:] for pin in sent_pins(recorded)] == [b"1234"]


def test_pins_that_were_never_set_need_none():
    reading = read(licence(first_pin=None, second_pin=None), pin=None)
    assert reading.secret is SecretUsed.NONE
    assert reading.attributes.name == LICENCE.name


def test_whoever_types_a_pin_that_was_never_set_loses_nothing():
    card = licence(first_pin=None, second_pin=None)
    assert read(card, pin="1111").attributes.name == LICENCE.name
    assert card.memory.pins["first"].tries == 3


def test_a_licence_with_pins_is_not_read_without():
    card = licence()
    with pytest.raises(SecretFormatError):
        read(card, pin=None)
    assert card.memory.pins["first"].tries == 3


def test_a_newer_address_overrides_the_face():
    moved = [
        Change(what=Changed.ADDRESS, on=date(2024, 5, 1), text="東京都新宿区試験一丁目"),
        Change(what=Changed.ADDRESS, on=date(2025, 6, 1), text="東京都北区試験二丁目"),
        Change(what=Changed.NAME, on=date(2025, 6, 1), text="試験\u3000花子"),
    ]
    said = attributes(licence(changes=tuple(moved)))
    assert (said.address, said.name) == ("東京都北区試験二丁目", "試験\u3000花子")
    assert said.kana == LICENCE.kana


def test_a_wrong_pin_tells_what_is_left():
    card = licence()
    with pytest.raises(WrongSecretError) as wrong:
        read(card, pin="9999")
    assert wrong.value.tries_left == 2
    assert attributes(card).name == LICENCE.name
    assert card.memory.pins["first"].tries == 3


def test_the_last_try_needs_both_peoples_word():
    recorded = Recorded(licence(first_tries=1))
    for word in (None, LastTryAgreed(holder=True, clerk=False)):
        with pytest.raises(LastTryError):
            read(recorded, last_try=word)
    assert sent_pins(recorded) == []
    assert read(recorded, last_try=BOTH_AGREE).attributes.name == LICENCE.name


def test_a_blocked_pin_is_not_sent():
    recorded = Recorded(licence(first_tries=0))
    with pytest.raises(BlockedError):
        read(recorded, last_try=BOTH_AGREE)
    assert sent_pins(recorded) == []


def test_the_try_that_blocks_says_so():
    with pytest.raises(BlockedError):
        read(licence(first_tries=1), pin="9999", last_try=BOTH_AGREE)


@pytest.mark.parametrize(
    ("on_the_card", "for_the_office"),
    [("１－２", "１－２"), ("１−２", "１－２"), ("三〜五", "三～五"), ("三～五", "三～五")],
)
def test_dashes_and_tildes_are_those_of_the_office(on_the_card, for_the_office):
    assert attributes(licence(address=on_the_card)).address == for_the_office


def test_a_name_with_a_glyph_of_the_cards_own_is_left_to_people():
    said = attributes(licence(name="髙橋\u3000花子"))
    assert said.name is None
    assert said.address == LICENCE.address


wide = st.characters(codec="shift_jis", min_codepoint=0x3000, max_codepoint=0xFF60)


@given(text=st.text(wide, max_size=40))
def test_text_comes_back_as_it_was_written(text):
    read_back = licence_text.text(encode(text, Glyphs()))
    assert read_back == (text.translate(str.maketrans("−〜‖", "－～∥")).strip("\u3000") or None)


@given(on=st.dates(date(1868, 1, 25), date(2117, 12, 31)))
def test_dates_come_back_as_they_were_written(on):
    assert licence_text.era_date(era_date(on).encode()) == on


@pytest.mark.parametrize("digits", [b"", b"9550217", b"355021", b"35502xx", b"3550217 "])
def test_what_is_no_date_is_refused(digits):
    with pytest.raises(UnreadableContentError):
        licence_text.era_date(digits)


@given(content=st.binary(max_size=60))
def test_any_content_is_taken_apart_or_refused(content):
    try:
        found = licence_text.objects(content)
    except UnreadableContentError:
        return
    assert sum(map(len, found.values())) <= len(content)
