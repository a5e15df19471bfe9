"""What a holder knows or a document has printed on it: in memory only, never shown."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from counter_station.cards.refusals import SecretFormatError

_ERAS = (  # first day and the year before the first; what 照合番号B counts its years in
    (date(2019, 5, 1), 2018),  # 令和
    (date(1989, 1, 8), 1988),  # 平成
    (date(1926, 12, 25), 1925),  # 昭和
    (date(1912, 7, 30), 1911),  # 大正
    (date(1868, 1, 25), 1867),  # 明治
)
_WIDE_TO_HALF = str.maketrans("０１２３４５６７８９", "0123456789")


class SecretText:
    """A secret as it was typed. No printed form shows it or its length; `reveal` gives it."""

    __slots__ = ("_typed",)

    def __init__(self, typed: str) -> None:
        """Take what was typed; full-width digits are made half-width, spaces at the ends go.

        Raises:
            SecretFormatError: it cannot be this secret.
        """
        self._typed = typed.strip().translate(_WIDE_TO_HALF)
        if not self.is_possible(self._typed):
            raise SecretFormatError

    def reveal(self) -> str:
        return self._typed

    @staticmethod
    def is_possible(typed: str) -> bool:
        """Whether *typed* has the form of this secret, so that sending it makes sense."""
        return bool(typed)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a secret is not written anywhere")


class CardPin(SecretText):
    """Four digits the holder knows: 券面事項入力補助用, or PIN 1 of a driver's licence."""

    @staticmethod
    def is_possible(typed: str) -> bool:
        return len(typed) == 4 and typed.isascii() and typed.isdigit()


class NumberB(SecretText):
    """照合番号B: 14 digits off a My Number card's face. It is not the individual number.

    Birth date YYMMDD with the year of its Japanese era, the card's year of expiry, security code.
    """

    @staticmethod
    def is_possible(typed: str) -> bool:
        return len(typed) == 14 and typed.isascii() and typed.isdigit()

    @classmethod
    def from_face(cls, *, birth_on: date, expires_year: int, security_code: str) -> Self:
        """Put together what the card's face shows; the security code is its four digits.

        Raises:
            SecretFormatError: a part cannot be on a face.
        """
        return cls(f"{era_date(birth_on)}{expires_year:04d}{security_code.strip()}")


@dataclass(frozen=True, kw_only=True)
class LastTryAgreed:
    """Two people's word that the last try shall be used, knowing that the card may block."""

    holder: bool
    clerk: bool

    @property
    def by_both(self) -> bool:
        return self.holder and self.clerk


def era_date(on: date) -> str:
    """YYMMDD with the year of the Japanese era: 1980-02-17 is 550217 (昭和55).

    Raises:
        SecretFormatError: before 1868.
    """
    for first_on, year_before in _ERAS:
        if on >= first_on:
            return f"{on.year - year_before:02d}{on:%m%d}"
    raise SecretFormatError
