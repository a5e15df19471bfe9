"""What can be wrong with a box, one card at a time: found, looked after, settled by two people.

Source: the losses of domain.md 10 (Aso, Kisarazu): a box is thrown away only when every card is
accounted for.
"""

from enum import StrEnum
from typing import Final

from issuance.ledger.facts import fact


class Finding(StrEnum):
    """What is wrong about a card of a box. Values are stored and never change."""

    UNLISTED = "unlisted"
    """It lay in the box, and no delivery list names it."""
    OTHER_BOX = "other-box"
    """It lay in the box, and the list names it for another one."""
    NOT_FOUND = "not-found"
    """The list names it, and it is not in the box."""


class Settlement(StrEnum):
    """How a finding ended. Values are stored and never change."""

    LIST_CORRECTED = "list-corrected"
    """J-LIS confirmed that its list was wrong."""
    SENT_BACK = "sent-back"
    """The card went back to J-LIS."""


FITTING: Final = {
    Finding.UNLISTED: frozenset(Settlement),
    Finding.NOT_FOUND: frozenset({Settlement.LIST_CORRECTED}),
    Finding.OTHER_BOX: frozenset[Settlement](),
}
"""How each finding can end. A card of another box is accounted for when that box is opened."""


@fact("box.finding-noted")
class FindingNoted:
    """Something was wrong about a card of the box (数の相違)."""

    card_serial: str
    finding: Finding
    listed_in: str
    """The box that the list names for the card; "" where no list names it."""


@fact("box.finding-settled")
class FindingSettled:
    """Two people ended a finding."""

    card_serial: str
    settlement: Settlement
    officers: tuple[str, str]


@fact("box.scan-undone")
class ScanUndone:
    """The last scan was a slip: the card is back in the box."""

    card_serial: str


@fact("box.disposed")
class BoxDisposed:
    """Two people looked into the closed box once more and threw it away (空箱の廃棄)."""

    officers: tuple[str, str]
