"""Whose card it is: the data a virtual card is made from."""

from dataclasses import dataclass
from datetime import date
from typing import Final, NotRequired, Self, TypedDict

NO_NUMBER: Final = b"0" * 12
"""Where a living person's card has the individual number: no card here has one."""


class HolderJson(TypedDict):
    """A holder as kept in a file."""

    name: str
    address: str
    birth_date: str
    sex: str
    era_birth_date: str
    security_code: str


class CardJson(TypedDict):
    """A card's data as kept in a file."""

    serial: str
    municipality: str
    expires_on: str
    signature_certificate: NotRequired[bool]
    authentication_certificate: NotRequired[bool]
    pinless: NotRequired[bool]
    holder: NotRequired[HolderJson | None]


@dataclass(frozen=True, kw_only=True)
class Holder:
    """An invented person. The individual number is not among the data: no card here has one."""

    name: str
    address: str
    birth_date: str  # YYYYMMDD
    sex: str  # 1 male, 2 female, 9 other
    era_birth_date: str  # YYMMDD in the Japanese era, as 照合番号B has it
    security_code: str  # four digits, printed on the face


@dataclass(frozen=True, kw_only=True)
class CardData:
    """What the factory writes on one card.

    serial 15 digits, municipality 5 digits. A pinless card (顔認証) has its references blocked.
    """

    serial: str
    municipality: str
    expires_on: date
    signature_certificate: bool = True
    authentication_certificate: bool = True
    pinless: bool = False
    holder: Holder | None = None

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
        holder = self.holder
        return {
            "serial": self.serial,
            "municipality": self.municipality,
            "expires_on": self.expires_on.isoformat(),
            "signature_certificate": self.signature_certificate,
            "authentication_certificate": self.authentication_certificate,
            "pinless": self.pinless,
            "holder": None if holder is None else _holder_to_json(holder),
        }

    @classmethod
    def from_json(cls, kept: CardJson) -> Self:
        """Read what `to_json` gave, or what a person wrote: flags and holder may be missing."""
        holder = kept.get("holder")
        return cls(
            serial=kept["serial"],
            municipality=kept["municipality"],
            expires_on=date.fromisoformat(kept["expires_on"]),
            signature_certificate=kept.get("signature_certificate", True),
            authentication_certificate=kept.get("authentication_certificate", True),
            pinless=kept.get("pinless", False),
            holder=None if holder is None else Holder(**holder),
        )


def _holder_to_json(holder: Holder) -> HolderJson:
    return {
        "name": holder.name,
        "address": holder.address,
        "birth_date": holder.birth_date,
        "sex": holder.sex,
        "era_birth_date": holder.era_birth_date,
        "security_code": holder.security_code,
    }
