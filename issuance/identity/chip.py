"""What is kept of a chip that was read at a counter: kinds and outcomes, never a value.

Source: cards.md §7, "Result object". The comparison itself happens in the station's memory.
"""

from dataclasses import dataclass
from enum import StrEnum


class Attribute(StrEnum):
    """What of a person a chip and the office's record may both tell; stored in facts."""

    NAME = "name"  # 氏名
    KANA = "kana"  # フリガナ
    BIRTH = "birth"  # 生年月日
    ADDRESS = "address"  # 住所


class Opened(StrEnum):
    """The secret that opened the chip. Only PIN says that the holder was there."""

    PIN = "pin"
    PRINTED_NUMBER = "printed-number"
    MRZ = "mrz"
    NONE = "none"


class ChipSignature(StrEnum):
    """Whether the issuer's signature over what was read holds; without its key, not verified."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not-verified"
    FAILED = "failed"
    ABSENT = "absent"


@dataclass(frozen=True, kw_only=True)
class ChipCheck:
    """How a chip was opened, and which attributes agreed with the record and which did not.

    `reader` and `software` say with what it was read.
    """

    opened: Opened
    matched: tuple[Attribute, ...] = ()
    differing: tuple[Attribute, ...] = ()
    signature: ChipSignature = ChipSignature.ABSENT
    reader: str = ""
    software: str = ""

    @property
    def proves_holder(self) -> bool:
        """The holder's PIN opened a chip that nobody has tampered with."""
        return self.opened is Opened.PIN and self.signature is not ChipSignature.FAILED
