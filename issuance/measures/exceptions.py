"""例外: what does not go on by itself, in the order in which somebody should see to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Final
from uuid import UUID


class Urgency(IntEnum):
    """The smaller, the sooner."""

    NOW = 1
    TODAY = 2
    SOON = 3


class ExceptionKind(StrEnum):
    ALERT = "alert"
    CARD_MISSING = "card-missing"
    SETTING_UNCERTAIN = "setting-uncertain"
    BOX_DIFFERENCE = "box-difference"
    OLD_SEALED_PINS = "old-sealed-pins"
    OLD_PIN_SHEET = "old-pin-sheet"
    PINS_EXPIRED = "pins-expired"
    NOTICE_RETURNED = "notice-returned"
    MAIL_RETURNED = "mail-returned"
    MAIL_LOST = "mail-lost"
    MAIL_COMING_BACK = "mail-coming-back"
    MAIL_HELD = "mail-held"
    POSTING_BARRED = "posting-barred"
    CARD_DEFECTIVE = "card-defective"
    LETTERS_UNREACHED = "letters-unreached"
    HOLDER_GONE = "holder-gone"
    UNCLAIMED = "unclaimed"


URGENCY: Final = {
    ExceptionKind.ALERT: Urgency.NOW,
    ExceptionKind.CARD_MISSING: Urgency.NOW,
    ExceptionKind.SETTING_UNCERTAIN: Urgency.NOW,
    ExceptionKind.BOX_DIFFERENCE: Urgency.NOW,
    ExceptionKind.OLD_SEALED_PINS: Urgency.TODAY,
    ExceptionKind.OLD_PIN_SHEET: Urgency.TODAY,
    ExceptionKind.PINS_EXPIRED: Urgency.TODAY,
    ExceptionKind.MAIL_RETURNED: Urgency.TODAY,
    ExceptionKind.NOTICE_RETURNED: Urgency.TODAY,
    ExceptionKind.MAIL_LOST: Urgency.NOW,
    ExceptionKind.MAIL_COMING_BACK: Urgency.SOON,
    ExceptionKind.MAIL_HELD: Urgency.SOON,
    ExceptionKind.POSTING_BARRED: Urgency.TODAY,
    ExceptionKind.CARD_DEFECTIVE: Urgency.SOON,
    ExceptionKind.LETTERS_UNREACHED: Urgency.SOON,
    ExceptionKind.HOLDER_GONE: Urgency.SOON,
    ExceptionKind.UNCLAIMED: Urgency.SOON,
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing that needs a hand. `label`: a card's serial, a sheet's number, an alert's kind."""

    kind: ExceptionKind
    since: datetime
    label: str
    case_id: UUID | None = None
    box_id: UUID | None = None

    @property
    def urgency(self) -> Urgency:
        return URGENCY[self.kind]


def in_order(found: Iterable[Found]) -> list[Found]:
    """The most urgent first; among equals, what waits longest."""
    return sorted(found, key=lambda each: (each.urgency, each.since, each.kind, each.label))
