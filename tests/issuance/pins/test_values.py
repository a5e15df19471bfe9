"""PINs in memory."""

import pytest

from issuance.pins.formats import PinFormatError
from issuance.pins.kinds import PinKind
from issuance.pins.values import PinValues

TYPED = {PinKind.AUTHENTICATION: "4711", PinKind.SIGNATURE: "hako3tana"}


def test_are_what_the_card_will_be_given():
    values = PinValues.typed(TYPED)
    assert values[PinKind.SIGNATURE] == b"HAKO3TANA"
    assert values.kinds == {PinKind.AUTHENTICATION, PinKind.SIGNATURE}


def test_show_their_kinds_and_never_a_value():
    shown = f"{PinValues.typed(TYPED)!r}"
    assert shown == "PinValues(authentication, signature)"


def test_are_overwritten_on_leaving_the_block():
    with PinValues.typed(TYPED) as values:
        kept = values[PinKind.AUTHENTICATION]
    assert kept == bytes(4)
    assert values.kinds == frozenset()


def test_are_refused_when_they_cannot_be_pins():
    with pytest.raises(PinFormatError):
        PinValues.typed({PinKind.AUTHENTICATION: "47é1"})
    with pytest.raises(PinFormatError):
        PinValues({PinKind.AUTHENTICATION: bytearray(b"47")})
