"""What a PIN must look like, and when it is easy to guess."""

from datetime import date

import pytest

from issuance.pins.formats import PinFormatError, Weakness, check_format, normalise, weaknesses
from issuance.pins.kinds import PinKind

BORN_ON = date(1980, 2, 17)


@pytest.mark.parametrize("pin", ["ABC123", "A23456789B123456", "1A1A1A"])
def test_takes_a_signature_password(pin):
    check_format(PinKind.SIGNATURE, pin)


@pytest.mark.parametrize(
    "pin", ["", "ABC12", "A23456789B1234567", "ABCDEF", "123456", "abc123", "ABC 12", "ABC12é"]
)
def test_refuses_what_is_no_signature_password(pin):
    with pytest.raises(PinFormatError):
        check_format(PinKind.SIGNATURE, pin)


@pytest.mark.parametrize("kind", [each for each in PinKind if each is not PinKind.SIGNATURE])
def test_takes_four_digits_for_the_others(kind):
    check_format(kind, "4711")
    for wrong in ("", "471", "47111", "47A1", "４７１１", "4711\n", "٤٧١١"):
        with pytest.raises(PinFormatError):
            check_format(kind, wrong)


def test_never_repeats_what_was_typed():
    with pytest.raises(PinFormatError) as refused:
        check_format(PinKind.AUTHENTICATION, "98765")
    assert "98765" not in f"{refused.value!r} {refused.value} {refused.value.args}"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("ａｂｃ１２３", "ABC123"), ("４７１１", "4711"), ("abcXYZ9", "ABCXYZ9"), ("ß1", "ß1")],
)
def test_makes_half_width_upper_case(typed, expected):
    assert normalise(typed) == expected


@pytest.mark.parametrize(
    "pin", ["1980", "0217", "1702", "8002", "5502", "0280", "A19800217Z", "X800217", "S550217Q"]
)
def test_warns_of_the_birth_date(pin):
    assert Weakness.BIRTH_DATE in weaknesses(pin, born_on=BORN_ON)
    assert Weakness.BIRTH_DATE not in weaknesses(pin, born_on=date(1995, 11, 30))
    assert Weakness.BIRTH_DATE not in weaknesses(pin, born_on=None)


@pytest.mark.parametrize("pin", ["0000", "7777", "1212", "AAAAA1", "1A1A1A"])
def test_warns_of_repetition(pin):
    assert Weakness.REPEATED in weaknesses(pin, born_on=BORN_ON)


@pytest.mark.parametrize("pin", ["1234", "4321", "7890", "0987", "ABC123", "FEDCBA1", "A123456"])
def test_warns_of_a_sequence(pin):
    assert Weakness.SEQUENCE in weaknesses(pin, born_on=BORN_ON)


@pytest.mark.parametrize("pin", ["4711", "9471", "1357", "K7QW9X2", "HAKO3TANA", "1B2C3D"])
def test_lets_others_pass(pin):
    assert weaknesses(pin, born_on=BORN_ON) == frozenset()
