"""Sealed PINs: opened by one key, for one case, and telling nothing by their size."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from issuance.pins import sealing
from issuance.pins.kinds import PinKind
from issuance.pins.sealing import (
    SEALED_BYTES,
    EnvelopeContext,
    EnvelopeUnreadableError,
    KeyUnusableError,
    OpeningKey,
    SealingKey,
    open_sealed,
    seal,
)
from issuance.pins.values import PinValues
from tests.issuance.pins import rfc9180

KEY = OpeningKey.generate()
CONTEXT = EnvelopeContext(tenant="edogawa", case_id=UUID(int=1), envelope_id=UUID(int=2))
TYPED = {
    PinKind.SIGNATURE: "HAKO3TANA",
    PinKind.AUTHENTICATION: "4711",
    PinKind.RESIDENT_REGISTER: "9471",
    PinKind.CARD_INFO_INPUT: "9471",
}

four_digits = st.from_regex(r"[0-9]{4}", fullmatch=True)
passwords = st.from_regex(r"[0-9][A-Z][0-9A-Z]{4,14}", fullmatch=True)
any_pins = st.fixed_dictionaries(
    {},
    optional={kind: passwords if kind is PinKind.SIGNATURE else four_digits for kind in PinKind},
)


def sealed(
    typed: Mapping[PinKind, str] = TYPED,
    *,
    context: EnvelopeContext = CONTEXT,
    key: OpeningKey = KEY,
) -> bytes:
    return seal(PinValues.typed(typed), context=context, key=key.sealing_key)


@given(typed=any_pins)
def test_come_back_as_they_were_and_are_all_of_one_size(typed):
    blob = sealed(typed)
    assert len(blob) == SEALED_BYTES
    with open_sealed(blob, context=CONTEXT, key=KEY) as values:
        assert {kind: values[kind].decode() for kind in values.kinds} == typed


@pytest.mark.parametrize(
    "other",
    [
        replace(CONTEXT, tenant="katsushika"),
        replace(CONTEXT, case_id=uuid4()),
        replace(CONTEXT, envelope_id=uuid4()),
    ],
)
def test_do_not_open_for_another_case(other):
    with pytest.raises(EnvelopeUnreadableError):
        open_sealed(sealed(), context=other, key=KEY)


def test_do_not_open_with_another_key():
    with pytest.raises(EnvelopeUnreadableError):
        open_sealed(sealed(), context=CONTEXT, key=OpeningKey.generate())


@pytest.mark.parametrize("at", [0, 1, 64, 65, 100, SEALED_BYTES - 1])
def test_do_not_open_when_changed(at):
    blob = bytearray(sealed())
    blob[at] ^= 1
    with pytest.raises(EnvelopeUnreadableError):
        open_sealed(bytes(blob), context=CONTEXT, key=KEY)


@pytest.mark.parametrize("length", [0, 1, 64, 65, 81, SEALED_BYTES - 1])
def test_do_not_open_when_cut(length):
    with pytest.raises(EnvelopeUnreadableError):
        open_sealed(sealed()[:length], context=CONTEXT, key=KEY)


def test_never_look_the_same_twice():
    assert sealed() != sealed()


RFC = {  # RFC 9180, appendix A.3.1, sequence number 0; published values
    "info": "4f6465206f6e2061204772656369616e2055726e",
    "skEm": "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb",
    "skRm": "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2",
    "pkEm": "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b6"
    "1a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4",
    "pt": "4265617574792069732074727574682c20747275746820626561757479",
    "aad": "436f756e742d30",
    "ct": "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f"
    "9076ac232e3ab2523f39513434",
}
AES_128, AES_256 = (0x0001, 16), (0x0002, 32)


def test_the_second_implementation_agrees_with_the_published_values():
    known = {name: bytes.fromhex(value) for name, value in RFC.items()}
    made = rfc9180.seal(
        known["pt"],
        rfc9180.private_key(known["skRm"]).public_key(),
        rfc9180.private_key(known["skEm"]),
        info=known["info"],
        aead=AES_128,
        aad=known["aad"],
    )
    assert made == known["pkEm"] + known["ct"]


def test_what_the_second_implementation_seals_opens_here():
    plain = bytes((2, 4)) + b"4711" + bytes(122)
    made = rfc9180.seal(
        plain,
        KEY.sealing_key.public_key,
        ec.generate_private_key(ec.SECP256R1()),
        info=sealing._info(CONTEXT, KEY.key_id),
        aead=AES_256,
    )
    with open_sealed(made, context=CONTEXT, key=KEY) as values:
        assert values[PinKind.AUTHENTICATION] == b"4711"


@pytest.mark.parametrize(
    "plain", [b"\x09\x04" + b"4711", b"\x02\xff" + b"4711", b"\x02\x044711\x02\x044711"]
)
def test_something_else_than_pins_is_refused(plain):
    made = rfc9180.seal(
        plain,
        KEY.sealing_key.public_key,
        ec.generate_private_key(ec.SECP256R1()),
        info=sealing._info(CONTEXT, KEY.key_id),
        aead=AES_256,
    )
    with pytest.raises(EnvelopeUnreadableError):
        open_sealed(made, context=CONTEXT, key=KEY)


def test_the_public_key_travels_as_text_with_its_own_name():
    copied = SealingKey.from_pem(KEY.sealing_key.to_pem())
    assert copied.key_id == KEY.key_id
    assert len(copied.key_id) == 16


def test_a_key_on_another_curve_is_refused():
    with pytest.raises(KeyUnusableError):
        SealingKey(ec.generate_private_key(ec.SECP384R1()).public_key())
    with pytest.raises(KeyUnusableError):
        SealingKey.from_pem(b"no key")
