"""Whose passport it is (旅券): what a virtual one is made from, and its files; cards.md §6."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from counter_station.cards.document_secrets import check_digit
from counter_station.virtual.certificates import ISSUER
from counter_station.virtual.folders import Folder, Right, StoredFile, Structure
from counter_station.virtual.tlv import ber

PASSPORT_AID: Final = bytes.fromhex("A0000002471001")
_SECURE: Final = frozenset({Right.SECURE_MESSAGING})
_PACE_INFO: Final = bytes.fromhex("31143012060A04007F0007020204020202010202010D")


@dataclass(frozen=True, kw_only=True)
class PassportData:
    """An invented traveller. number: at most nine characters; sex: M, F or <.

    pace: the chip asks for PACE, which nobody here speaks.
    """

    family_name: str
    given_names: str
    number: str
    birth_on: date
    expires_on: date
    sex: str = "<"
    country: str = "UTO"  # Utopia, the standard's country for examples
    pace: bool = False
    signed: bool = True

    @property
    def zone(self) -> str:
        """Both lines, 88 characters."""
        family = self.family_name.replace(" ", "<")
        name = f"{family}<<{self.given_names.replace(' ', '<')}"
        first = f"P<{self.country}{name}"[:44].ljust(44, "<")
        number, birth, expiry = self._checked()
        personal = "<" * 14 + "0"
        composite = check_digit(number + birth + expiry + personal)
        return f"{first}{number}{self.country}{birth}{self.sex}{expiry}{personal}{composite}"

    @property
    def zone_information(self) -> str:
        """Number, birth date and expiry, each with its check digit: what opens the chip."""
        return "".join(self._checked())

    def _checked(self) -> tuple[str, str, str]:
        number, birth = self.number.ljust(9, "<"), f"{self.birth_on:%y%m%d}"
        expiry = f"{self.expires_on:%y%m%d}"
        return (
            number + check_digit(number),
            birth + check_digit(birth),
            expiry + check_digit(expiry),
        )


def structure(data: PassportData) -> Structure:
    """Files by their id; the photograph's place holds no picture."""
    zone_group = ber(0x61, ber(0x5F1F, data.zone.encode()))
    photo_group = ber(0x75, f"{ISSUER} PHOTO".encode().ljust(600, b"\0"))
    common = ber(0x60, bytes.fromhex("5F0104303130365F3606303430303030") + b"\x5c\x02\x61\x75")
    files = {0x011E: common, 0x0101: zone_group, 0x0102: photo_group}
    if data.signed:
        files[0x011D] = ber(0x77, _digest_list(zone_group, photo_group))
    application: Folder = {
        number: StoredFile.of(content, _SECURE) for number, content in files.items()
    }
    master: Folder = {0x011C: StoredFile.of(_PACE_INFO)} if data.pace else {}
    return Structure(master=master, applications={PASSPORT_AID: application})


def _digest_list(*groups: bytes) -> bytes:
    """The list of digests alone. A real chip wraps and signs it; nobody signs this one."""
    rows = b"".join(
        ber(0x30, bytes((2, 1, number)) + ber(0x04, hashlib.sha256(group).digest()))
        for number, group in enumerate(groups, start=1)
    )
    sha256 = bytes.fromhex("300B0609608648016503040201")
    return ber(0x30, b"\x02\x01\x00" + sha256 + ber(0x30, rows))
