"""The notice number as residents type it: a check character, then eleven symbols.

The office makes the numbers; the rule is stated here again because neither side imports the
other, and a test holds both to the same.
"""

from typing import Final
from unicodedata import normalize

from booking_web.refusals import BookingRefusal

_SYMBOLS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH: Final = 12
_LONGEST_TYPED: Final = 64
_GROUP: Final = 4
_SIGN_IN_GROUP: Final = ("number-sign-first", "number-sign-second", "number-sign-third")
_BETWEEN: Final = dict.fromkeys(map(ord, " -‐‑‒–—―−ーｰ_.・\u3000\t\r\n"))


class NumberInvalidError(BookingRefusal):
    """No notice can have this number; a form may say so, since it tells nothing of any notice."""

    code = "number-invalid"


def parse_number(text: str) -> str:
    """The twelve symbols meant; full-width and small letters, spaces and hyphens are forgiven.

    Raises:
        NumberInvalidError: wrong length or symbols, or one was mistyped or two exchanged.
    """
    number = folded(text)
    values = [_SYMBOLS.find(symbol) for symbol in number]
    if len(values) != _LENGTH or -1 in values:
        raise NumberInvalidError
    if sum(weight * value for weight, value in enumerate(values, start=1)) % len(_SYMBOLS):
        raise NumberInvalidError
    return number


def what_is_wrong(text: str) -> str:
    """The code of what can be seen of a number that none can be, without looking any up.

    A sign that no number has is told by its group of four; which of the right signs was
    mistyped, the check character cannot tell.
    """
    number = folded(text)
    strange = next((place for place, sign in enumerate(number) if sign not in _SYMBOLS), None)
    if strange is not None and strange < _LENGTH:
        return _SIGN_IN_GROUP[strange // _GROUP]
    if len(number) == _LENGTH:
        return NumberInvalidError.code
    return "number-short" if len(number) < _LENGTH else "number-long"


def folded(text: str) -> str:
    """What was typed, without what does not matter; at most a number's length matters."""
    return normalize("NFKC", text[:_LONGEST_TYPED]).upper().translate(_BETWEEN)


def format_number(number: str) -> str:
    """As printed: XXXX-XXXX-XXXX."""
    return "-".join(number[start : start + 4] for start in range(0, _LENGTH, 4))
