"""Whose card it is: the data a virtual card is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NotRequired, Self, TypedDict

from counter_station.cards.secrets import era_date
from issuance.pins.kinds import PinKind

NO_NUMBER: Final = b"0" * 12
"""Where a living person's card has the individual number: no card here has one."""


class HolderJson(TypedDict):
    """A holder as kept in a file."""

    name: str
    address: str
    birth_date: str  # YYYYMMDD
    sex: str  # 1 male, 2 female, 9 other
    security_code: str
    era_birth_date: NotRequired[str]  # follows from the birth date


class CardJson(TypedDict):
    """A card's data as kept in a file, or written by hand."""

    serial: str
    municipality: str
    expires_on: str
    signature_certificate: NotRequired[bool]
    authentication_certificate: NotRequired[bool]
    pinless: NotRequired[bool]
    holder: NotRequired[HolderJson | None]
    pins: NotRequired[dict[str, str]]  # by kind; transport PINs for those left out
    blocked: NotRequired[list[str]]  # kinds


@dataclass(frozen=True, kw_only=True)
class Holder:
    """An invented person. The individual number is not among the data: no card here has one."""

    name: str
    address: str
    birth_date: str  # YYYYMMDD
    sex: str  # 1 male, 2 female, 9 other
    era_birth_date: str  # YYMMDD in the Japanese era, as 照合番号B has it
    security_code: str  # four digits, printed on the face

    @classmethod
    def from_json(cls, kept: HolderJson) -> Self:
        born_on = date.fromisoformat(kept["birth_date"])
        return cls(
            name=kept["name"],
            address=kept["address"],
            birth_date=kept["birth_date"],
            sex=kept["sex"],
            era_birth_date=kept.get("era_birth_date", era_date(born_on)),
            security_code=kept["security_code"],
        )

    def to_json(self) -> HolderJson:
        return {
            "name": self.name,
            "address": self.address,
            "birth_date": self.birth_date,
            "sex": self.sex,
            "era_birth_date": self.era_birth_date,
            "security_code": self.security_code,
        }


@dataclass(frozen=True, kw_only=True)
class CardData:
    """What the factory writes on one card.

    serial 15 digits, municipality 5 digits. A pinless card (顔認証) has its references blocked.
    pins: those that are not the transport PINs any more. Both lists are for a card's first day;
    afterwards its memory counts.
    """

    serial: str
    municipality: str
    expires_on: date
    signature_certificate: bool = True
    authentication_certificate: bool = True
    pinless: bool = False
    holder: Holder | None = None
    pins: Mapping[PinKind, str] = field(default_factory=dict[PinKind, str], repr=False)
    blocked: frozenset[PinKind] = frozenset()

    @property
    def record(self) -> bytes:
        """Record 1 of the common application: serial, municipality, expiry."""
        digits = f"{self.serial:0>15}{self.municipality:0>5}{self.expires_on:%Y%m%d}".encode()
        return b"\x01\x1c" + digits

    @property
    def number_b(self) -> bytes | None:
        """照合番号B: era birth date, year of expiry, security code."""
        if self.holder is None:
            return None
        code = f"{self.holder.era_birth_date}{self.expires_on:%Y}{self.holder.security_code}"
        return code.encode()

    def to_json(self) -> CardJson:
        """What a card's file keeps; its PINs are kept by its memory."""
        return {
            "serial": self.serial,
            "municipality": self.municipality,
            "expires_on": self.expires_on.isoformat(),
            "signature_certificate": self.signature_certificate,
            "authentication_certificate": self.authentication_certificate,
            "pinless": self.pinless,
            "holder": None if self.holder is None else self.holder.to_json(),
        }

    @classmethod
    def from_json(cls, kept: CardJson) -> Self:
        """Read what `to_json` gave, or what a person wrote.

        Raises:
            ValueError: a date is none, or a kind of PIN is unknown.
        """
        holder = kept.get("holder")
        return cls(
            serial=kept["serial"],
            municipality=kept["municipality"],
            expires_on=date.fromisoformat(kept["expires_on"]),
            signature_certificate=kept.get("signature_certificate", True),
            authentication_certificate=kept.get("authentication_certificate", True),
            pinless=kept.get("pinless", False),
            holder=None if holder is None else Holder.from_json(holder),
            pins={PinKind(kind): value for kind, value in kept.get("pins", {}).items()},
            blocked=frozenset(map(PinKind, kept.get("blocked", []))),
        )
