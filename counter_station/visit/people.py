"""The people of a party as this counter may remember them: no name, no birth date, no address."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from issuance.pins.kinds import PinKind


class Check(StrEnum):
    """How an identity document was checked; CHIP only where the holder's PIN opened the chip."""

    VISUAL = "visual"
    CHIP = "chip"


class Travel(StrEnum):
    """How the finished card reaches its holder."""

    REGISTERED_MAIL = "registered-mail"  # 簡易書留
    ADDRESSEE_ONLY_MAIL = "addressee-only-mail"  # 本人限定受取郵便
    COUNTER = "counter"  # 窓口交付


BY_POST = frozenset({Travel.REGISTERED_MAIL, Travel.ADDRESSEE_ONLY_MAIL})


@dataclass(frozen=True, kw_only=True)
class PersonDue:
    """One of the party: whose case, the end of the notice number, and what the card needs."""

    case_id: UUID
    notice_tail: str
    under_15: bool
    pin_kinds: tuple[PinKind, ...]
    old_card_expected: bool = False
