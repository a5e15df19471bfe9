"""Where a card can lie in the office. A place is a word, shelves and counters with their own."""

from typing import Final

INTAKE = "intake"
COUNTER = "counter"
BACK_OFFICE = "back-office"
PIN_DESK = "pin-desk"
SEALING_DESK = "sealing-desk"
POST_TRAY = "post-tray"
RETURNED_MAIL = "returned-mail"
VOID_CARDS = "void-cards"
MISSING = "missing"
QUARANTINE = "quarantine"
PICK_TRAY = "pick-tray"

BY_HAND: Final = (
    INTAKE,
    BACK_OFFICE,
    PIN_DESK,
    SEALING_DESK,
    RETURNED_MAIL,
    VOID_CARDS,
    QUARANTINE,
    PICK_TRAY,
)
"""Places of every office that cards are scanned to; the others have acts of their own."""

COUNTED_AT: Final = (*BY_HAND, COUNTER, POST_TRAY)
"""Where cards of a stocktake can lie: everywhere but among the missing."""

_SHELF: Final = "shelf:"
_QUARANTINE: Final = "quarantine:"


def shelf(label: str) -> str:
    """A position on the shelves (保管棚), for example "A-03" or "A-03/12"."""
    return f"{_SHELF}{label}"


def quarantine(label: str) -> str:
    """A quarantine place of the ward's own (隔離場所)."""
    return f"{_QUARANTINE}{label}"


def is_quarantine(place: str) -> bool:
    return place == QUARANTINE or place.startswith(_QUARANTINE)


def label_of(place: str) -> str:
    """As printed on the place's own barcode: "A-03/12", or the word."""
    return place.removeprefix(_SHELF).removeprefix(_QUARANTINE)


def whole(place: str) -> str:
    """The shelf a position belongs to; any other place is whole itself."""
    return place.partition("/")[0]
