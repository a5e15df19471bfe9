"""Triple DES and AES as documents use them, judged by the official worked examples."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_station.cards.ciphers import (
    AES_128,
    TRIPLE_DES,
    Suite,
    WrongPaddingError,
    derived_key,
    exclusive_or,
    odd_parity,
    pad,
    unpad,
)
from tests.counter_station.cards.worked_examples import (
    MRZ_INFORMATION,
    PASSPORT,
    PASSPORT_SESSION_MAC_KEY,
    RESIDENCE_1,
    RESIDENCE_2,
    WorkedExample,
)

EXAMPLES = [(TRIPLE_DES, RESIDENCE_1), (AES_128, RESIDENCE_2), (TRIPLE_DES, PASSPORT)]


@pytest.mark.parametrize(("suite", "example"), EXAMPLES)
def test_enciphers_and_authenticates_as_published(suite: Suite, example: WorkedExample):
    plain = example.own_random + example.challenge + example.own_key
    assert suite.encipher(example.enciphering_key, plain) == example.sent[:32]
    assert suite.mac(example.authenticating_key, example.sent[:32]) == example.sent[32:]
    assert suite.mac(example.authenticating_key, example.answered[:32]) == example.answered[32:]
    deciphered = suite.decipher(example.enciphering_key, example.answered[:32])
    assert deciphered == example.challenge + example.own_random + example.card_key


@pytest.mark.parametrize("example", [RESIDENCE_1, RESIDENCE_2])
def test_derives_the_session_key_as_published(example: WorkedExample):
    seed = exclusive_or(example.own_key, example.card_key)
    assert derived_key(seed, 1) == example.session_enciphering_key


def test_derives_a_passports_keys_as_published():
    seed = hashlib.sha1(MRZ_INFORMATION.encode()).digest()[:16]
    assert odd_parity(derived_key(seed, 1)) == PASSPORT.enciphering_key
    assert odd_parity(derived_key(seed, 2)) == PASSPORT.authenticating_key
    session = exclusive_or(PASSPORT.own_key, PASSPORT.card_key)
    assert odd_parity(derived_key(session, 1)) == PASSPORT.session_enciphering_key
    assert odd_parity(derived_key(session, 2)) == PASSPORT_SESSION_MAC_KEY


@given(data=st.binary(max_size=40), block=st.sampled_from([8, 16]))
def test_padding_fills_blocks_and_comes_off_again(data, block):
    padded = pad(data, block)
    assert len(padded) % block == 0
    assert len(padded) > len(data)
    assert unpad(padded) == data


@pytest.mark.parametrize("wrong", [b"", bytes(8), b"\x80\x01", b"1234567\x81"])
def test_wrong_padding_is_noticed(wrong):
    with pytest.raises(WrongPaddingError):
        unpad(wrong)
