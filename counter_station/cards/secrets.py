"""What a holder knows, or what a document has printed on it; cards.md §7."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from counter_station.cards.refusals import SecretFormatError
from counter_station.cards.secret_text import SecretText

__all__ = ["CardPin", "LastTryAgreed", "NumberB", "SecretText", "era_date"]

_ERAS = (  # first day and the year before the first; what 照合番号B counts its years in
    (date(2019, 5, 1), 2018),  # 令和
    (date(1989, 1, 8), 1988),  # 平成
    (date(1926, 12, 25), 1925),  # 昭和
    (date(1912, 7, 30), 1911),  # 大正
    (date(1868, 1, 25), 1867),  # 明治
)


class CardPin(SecretText):
    """Four digits the holder knows: 券面事項入力補助用, or PIN 1 of a driver's licence."""

    @staticmethod
    def is_possible(typed: str) -> bool:
        return len(typed) == 4 and typed.isdigit()


class NumberB(SecretText):
    """照合番号B: 14 digits off a My Number card's face. It is not the individual number.

    Birth date YYMMDD with the year of its Japanese era, the card's year of expiry, security code.
    """

    @staticmethod
    def is_possible(typed: str) -> bool:
        return len(typed) == 14 and typed.isdigit()

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
