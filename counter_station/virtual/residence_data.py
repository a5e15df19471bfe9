"""Whose residence card it is (在留カード・特別永住者証明書): what a virtual one is made from."""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from counter_station.virtual.certificates import ISSUER


class Generation(IntEnum):
    """The chip's: triple DES before 2026-06-14, AES since."""

    FIRST = 1
    SECOND = 2


@dataclass(frozen=True, kw_only=True)
class ResidenceData:
    """An invented person. Name and birth date are text on no chip of the first generation.

    number: two letters, eight digits, two letters, as printed. sex: 1 male, 2 female. status,
    period, nationality: codes. under_16: no photograph and no signature on the chip.
    """

    number: str
    birth_on: date
    expires_on: date
    address: str
    address_on: date
    generation: Generation = Generation.FIRST
    sex: str = "1"
    municipality: str = "131237"  # with its check digit
    nationality: str = "ZZZ"
    status: str = "0000000000"
    period: str = "0500"  # YYMM
    permitted_work: str = ""
    permitted_on: date = date(2024, 4, 1)
    renewal_pending: bool = False
    special_permanent: bool = False  # 特別永住者証明書
    under_16: bool = False

    @property
    def type_code(self) -> bytes:
        """What C1 says: 1, 2 in the first generation; 05, 06 in the second."""
        number = 2 if self.special_permanent else 1
        if self.generation is Generation.FIRST:
            return f"{number}".encode()
        return f"{number + 4:02d}".encode()


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """Bytes in the place of pictures; nobody is on them.

    Lengths as the specification fixes them. Without a photograph its place holds zeros.
    """

    face: bytes = field(repr=False)
    photo: bytes = field(repr=False)

    @classmethod
    def of(cls, data: ResidenceData) -> "Pictures":
        first = data.generation is Generation.FIRST
        face = _stand_in("FACE", 7000) if first else _stand_in("NAME", 2500)
        photo = bytes(3000) if data.under_16 else _stand_in("PHOTO", 3000)
        return cls(face=face, photo=photo)


def _stand_in(what: str, length: int) -> bytes:
    return f"{ISSUER} {what}".encode().ljust(length, b"\0")
