"""The notice number: printed on the notice (交付通知書), typed by residents to book.

One check character, then eleven symbols drawn by a keyed hash from the case: nobody can guess one,
and the office can compute each again, so numbers are never kept in a list of their own.
"""

import hmac
from typing import Final
from unicodedata import normalize
from uuid import UUID, uuid5

from issuance.errors import Refusal

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 symbols without 0/O, 1/I/L. A prime number of them, so that one check character suffices."""

LENGTH: Final = 12
MINIMUM_SECRET_BYTES: Final = 32

_BASE: Final = len(ALPHABET)
_VALUE: Final = {symbol: value for value, symbol in enumerate(ALPHABET)}
_DRAWN: Final = LENGTH - 1
_NAMESPACE: Final = UUID("5f0a6c52-2c1e-5d0f-9a35-6e6f7469636e")
_SEPARATORS: Final = dict.fromkeys(map(ord, " -‐‑‒–—―−ーｰ_.・\u3000\t\r\n"))
# Longer than anybody types one number with separators; keeps a hostile text cheap.
_LONGEST_TYPED: Final = 64


class NoticeNumberInvalidError(Refusal):
    """What was typed cannot be a notice number: wrong length, a strange sign, or a slip."""

    code = "notice-number-invalid"


def notice_number(secret: bytes, case_id: UUID, round: int) -> str:  # noqa: A002 - the office's word
    """The number on a case's notice of that round (1 first, 2 second); always the same one.

    11 symbols are 54 bits: among a million notices the chance that any two agree is 1 in 50,000.
    """
    if len(secret) < MINIMUM_SECRET_BYTES:
        message = f"the notice secret needs {MINIMUM_SECRET_BYTES} bytes"
        raise ValueError(message)
    attempt = 0
    while (number := _draw(secret, case_id, round, attempt)).isdigit():
        # Twelve bare digits could pass for an Individual Number and be refused as one.
        attempt += 1
    return number


def parse_notice_number(text: str) -> str:
    """The twelve symbols meant by what a resident typed or scanned.

    Full-width and small letters, spaces and any kind of hyphen are forgiven. Every single wrong
    symbol and every two exchanged symbols are noticed.

    Raises NoticeNumberInvalidError, which does not repeat the text.
    """
    if len(text) > _LONGEST_TYPED:
        raise NoticeNumberInvalidError
    number = normalize("NFKC", text).upper().translate(_SEPARATORS)
    if len(number) != LENGTH or not all(symbol in _VALUE for symbol in number):
        raise NoticeNumberInvalidError
    if number[0] != _check_character(number[1:]):
        raise NoticeNumberInvalidError
    return number


def format_notice_number(number: str) -> str:
    """As printed: XXXX-XXXX-XXXX."""
    return "-".join(number[start : start + 4] for start in range(0, LENGTH, 4))


def notice_id(number: str) -> UUID:
    """The id under which both zones know the notice, made from its twelve symbols."""
    return uuid5(_NAMESPACE, number)


def _draw(secret: bytes, case_id: UUID, round_: int, attempt: int) -> str:
    message = b"madoguchi/notice-number/1" + case_id.bytes + bytes((round_, attempt))
    rest = int.from_bytes(hmac.digest(secret, message, "sha256"), "big")
    symbols = ""
    for _ in range(_DRAWN):
        rest, value = divmod(rest, _BASE)
        symbols += ALPHABET[value]
    return _check_character(symbols) + symbols


def _check_character(symbols: str) -> str:
    """Weights 2, 3, … 12 and 1 for the check itself: all differ modulo the prime 31."""
    weighted = sum(weight * _VALUE[symbol] for weight, symbol in enumerate(symbols, start=2))
    return ALPHABET[-weighted % _BASE]
