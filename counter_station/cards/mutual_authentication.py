"""The reader's half of mutual authentication, alike in residence cards and passports.

Both sides prove that they know the key made from what is printed on the document, without saying
it, and agree on a new key. Sources: 在留カード等仕様書 annex 1, ICAO Doc 9303-11 §4.3.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from counter_station.cards.ciphers import KEY_BYTES, Suite, exclusive_or
from counter_station.cards.protocol import OK, refusal
from counter_station.cards.refusals import TamperedAnswerError, WrongSecretError
from counter_station.readers.connection import CardLink
from issuance.pins.apdu import SecretApdu

Random = Callable[[int], bytes]
_GET_CHALLENGE: Final = bytes.fromhex("0084000008")
_AUTHENTICATE: Final = bytes.fromhex("0082000028")
_RANDOM_BYTES: Final = 8
_CIPHERED_BYTES: Final = 32
# 6300 by the specifications; some makers' passports say that the right or the cryptogram is wrong.
_NOT_AUTHENTICATED: Final = frozenset({0x6300, 0x6982, 0x6988})


@dataclass(frozen=True, kw_only=True)
class AccessKeys:
    """Made from what is printed on the document; `expected` is the answer's length as asked for."""

    suite: Suite
    enciphering: bytes = field(repr=False)
    authenticating: bytes = field(repr=False)
    expected: int = 0


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What both sides know now: the two random numbers and the seed of the session's keys."""

    challenge: bytes = field(repr=False)
    own_random: bytes = field(repr=False)
    seed: bytes = field(repr=False)


def authenticate(link: CardLink, keys: AccessKeys, random: Random) -> Agreed:
    """Prove knowledge of the printed secret, once.

    Raises:
        WrongSecretError: the chip refused; it does not count, so `tries_left` is None.
        TamperedAnswerError: the answer is not this chip's.
        CardRefusedError: any other status word.
    """
    challenge, status = link.transmit(_GET_CHALLENGE)
    if status != OK or len(challenge) != _RANDOM_BYTES:
        raise refusal(status)
    own_random, own_key = random(_RANDOM_BYTES), random(KEY_BYTES)
    sent = _closed(keys, own_random + challenge + own_key)
    answer, status = link.transmit(SecretApdu(_AUTHENTICATE + sent + bytes((keys.expected,))))
    if status in _NOT_AUTHENTICATED:
        raise WrongSecretError(None)
    if status != OK:
        raise refusal(status)
    plain = _opened(keys, answer)
    if plain[: 2 * _RANDOM_BYTES] != challenge + own_random:
        raise TamperedAnswerError
    seed = exclusive_or(own_key, plain[-KEY_BYTES:])
    return Agreed(challenge=challenge, own_random=own_random, seed=seed)


def _closed(keys: AccessKeys, plain: bytes) -> bytes:
    ciphered = keys.suite.encipher(keys.enciphering, plain)
    return ciphered + keys.suite.mac(keys.authenticating, ciphered)


def _opened(keys: AccessKeys, answer: bytes) -> bytes:
    ciphered, mac = answer[:_CIPHERED_BYTES], answer[_CIPHERED_BYTES:]
    if not hmac.compare_digest(keys.suite.mac(keys.authenticating, ciphered), mac):
        raise TamperedAnswerError
    if len(ciphered) != _CIPHERED_BYTES:
        raise TamperedAnswerError
    return keys.suite.decipher(keys.enciphering, ciphered)
