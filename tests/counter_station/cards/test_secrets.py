"""What is typed for a document: its form is looked at before any card sees it."""

import pickle
from datetime import date

import pytest

from counter_station.cards.refusals import SecretFormatError
from counter_station.cards.secret_text import SecretText
from counter_station.cards.secrets import CardPin, NumberB, era_date


@pytest.mark.parametrize("typed", ["1234", " 1234 ", "１２３４", bytearray(b"1234")])
def test_a_pin_is_four_digits_however_wide(typed):
    assert CardPin(typed).reveal() == "1234"


@pytest.mark.parametrize("typed", ["", "123", "12345", "12a4", "１２３４５", "四桁です", "12 4"])
def test_what_cannot_be_a_pin_is_refused(typed):
    with pytest.raises(SecretFormatError) as refused:
        CardPin(typed)
    assert str(refused.value) == ""


@pytest.mark.parametrize(
    ("on", "era"),
    [
        (date(1980, 2, 17), "550217"),
        (date(1989, 1, 7), "640107"),
        (date(1989, 1, 8), "010108"),
        (date(2019, 4, 30), "310430"),
        (date(2019, 5, 1), "010501"),
        (date(1926, 12, 24), "151224"),
        (date(1926, 12, 25), "011225"),
        (date(2026, 11, 22), "081122"),
    ],
)
def test_the_printed_number_counts_years_by_the_era(on, era):
    assert era_date(on) == era
    number = NumberB.from_face(birth_on=on, expires_year=2035, security_code="2285")
    assert number.reveal() == f"{era}20352285"


@pytest.mark.parametrize("code", ["", "228", "22855", "22a5"])
def test_a_security_code_is_four_digits(code):
    with pytest.raises(SecretFormatError):
        NumberB.from_face(birth_on=date(1980, 2, 17), expires_year=2035, security_code=code)


def test_is_wiped_and_shown_nowhere():
    typed = bytearray(b"1234")
    with CardPin(typed) as secret:
        assert "1234" not in f"{secret} {secret!r} {[secret]}"
        with pytest.raises(TypeError):
            pickle.dumps(secret)
    assert typed == b""
    assert SecretText("x").reveal() == "x"
