"""What is printed on a document and opens its chip: typed by the clerk, never shown again."""

import re
import unicodedata
from datetime import date
from itertools import cycle
from typing import Final, Self

from counter_station.cards.refusals import SecretFormatError
from counter_station.cards.secrets import SecretText

_PRINTED_NUMBER: Final = re.compile(r"[A-Z]{2}[0-9]{8}[A-Z]{2}")
_MRZ_INFORMATION: Final = re.compile(r"[A-Z0-9<]{9}[0-9](?:[0-9]{6}[0-9]){2}")
_SECOND_LINE_LENGTH: Final = 44
_NUMBER_LENGTH: Final = 9
_WEIGHTS: Final = (7, 3, 1)


class PrintedNumber(SecretText):
    """The number of a residence card (在留カード等番号): two letters, eight digits, two letters."""

    def __init__(self, typed: str | bytearray) -> None:
        super().__init__(_plain(typed))

    @staticmethod
    def is_possible(typed: str) -> bool:
        return _PRINTED_NUMBER.fullmatch(typed) is not None


class MrzKey(SecretText):
    """Number, birth date and expiry of a passport with their check digits, as its chip wants them.

    Takes the second line of the machine-readable zone (44 characters) or the 24 of them that
    matter. A wrong check digit is refused here: the chip is not asked.
    """

    def __init__(self, typed: str | bytearray) -> None:
        plain = _plain(typed)
        if len(plain) == _SECOND_LINE_LENGTH:
            plain = plain[:10] + plain[13:20] + plain[21:28]
        super().__init__(plain)

    @classmethod
    def of(cls, *, number: str, birth_on: date, expires_on: date) -> Self:
        """From what is printed above the zone; check digits are worked out.

        Raises:
            SecretFormatError: a passport's number has at most nine characters.
        """
        parts = (_plain(number).ljust(_NUMBER_LENGTH, "<"), _date(birth_on), _date(expires_on))
        if not parts[0].strip("<"):
            raise SecretFormatError
        return cls("".join(part + check_digit(part) for part in parts))

    @staticmethod
    def is_possible(typed: str) -> bool:
        if _MRZ_INFORMATION.fullmatch(typed) is None:
            return False
        parts = (typed[:10], typed[10:17], typed[17:])
        return all(check_digit(part[:-1]) == part[-1] for part in parts)


def check_digit(text: str) -> str:
    """ICAO Doc 9303-3 §4.9: weights 7, 3, 1; digits count as themselves, A as 10, < as 0."""
    values = (0 if letter == "<" else int(letter, 36) for letter in text)
    return str(sum(value * weight for value, weight in zip(values, cycle(_WEIGHTS))) % 10)


def _plain(typed: str | bytearray) -> str:
    """Half-width capitals without spaces and hyphens, whatever keyboard it was typed on."""
    if isinstance(typed, bytearray):
        typed = typed.decode("ascii", "replace")
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed)).upper()


def _date(on: date) -> str:
    return f"{on:%y%m%d}"
