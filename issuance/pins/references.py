"""Where the card keeps its PINs: four kinds, five references in four applications."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum

from issuance.pins.kinds import PinKind

COMMON_AID = bytes.fromhex("D3921000310001010100")  # 共通カードAP
JUKI_AID = bytes.fromhex("D3921000310001010401")  # 住基AP
TEXT_AID = bytes.fromhex("D3921000310001010408")  # 券面事項入力補助AP
JPKI_AID = bytes.fromhex("D392F000260100000001")  # 公的個人認証AP


class Reference(Enum):
    """One stored PIN, in the order they are set. The value is kept in journals and facts."""

    COMMON = "common"
    JUKI = "juki"
    TEXT = "text"
    AUTH = "auth"
    SIGN = "sign"


@dataclass(frozen=True, kw_only=True)
class PinFile:
    """How one reference is reached. Source: cards.md §3.3."""

    reference: Reference
    kind: PinKind
    aid: bytes
    file_id: bytes
    full_tries: int


PIN_FILES = (
    PinFile(
        reference=Reference.COMMON,
        kind=PinKind.RESIDENT_REGISTER,
        aid=COMMON_AID,
        file_id=b"\x00\x1c",
        full_tries=3,
    ),
    PinFile(
        reference=Reference.JUKI,
        kind=PinKind.RESIDENT_REGISTER,
        aid=JUKI_AID,
        file_id=b"\x00\x1c",
        full_tries=3,
    ),
    PinFile(
        reference=Reference.TEXT,
        kind=PinKind.CARD_INFO_INPUT,
        aid=TEXT_AID,
        file_id=b"\x00\x11",
        full_tries=3,
    ),
    PinFile(
        reference=Reference.AUTH,
        kind=PinKind.AUTHENTICATION,
        aid=JPKI_AID,
        file_id=b"\x00\x18",
        full_tries=3,
    ),
    PinFile(
        reference=Reference.SIGN,
        kind=PinKind.SIGNATURE,
        aid=JPKI_AID,
        file_id=b"\x00\x1b",
        full_tries=5,
    ),
)


def pin_files_for(kinds: AbstractSet[PinKind]) -> tuple[PinFile, ...]:
    """The references to set for *kinds*, in the fixed order."""
    return tuple(file for file in PIN_FILES if file.kind in kinds)
