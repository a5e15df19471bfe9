"""Whose driver's licence it is (運転免許証): what a virtual one is made from."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Changed(Enum):
    """What a later entry (記載事項変更) replaces."""

    NAME = "name"
    KANA = "kana"
    ADDRESS = "address"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One entry written on the back and into file 04 after the licence was issued."""

    what: Changed
    on: date
    text: str


@dataclass(frozen=True, kw_only=True)
class LicenceData:
    """An invented driver. first_pin, second_pin: four digits; None for both = never set.

    first_tries, second_tries: what is left; 0 is blocked. number: twelve digits. Characters
    outside JIS X 0208 become glyphs of the card's own (外字).
    """

    name: str
    kana: str
    birth_on: date
    address: str
    issued_on: date
    expires_on: date
    number: str = "309900000000"
    domicile: str = "東京都江戸川区試験町"
    colour: str = "優良"
    commission: str = "東京都公委"
    first_pin: str | None = field(default="1234", repr=False)
    second_pin: str | None = field(default="5678", repr=False)
    first_tries: int = 3
    second_tries: int = 3
    changes: tuple[Change, ...] = ()

    @property
    def pins_set(self) -> bool:
        return self.first_pin is not None and self.second_pin is not None
