"""A box of cards: opened by two, scanned card by card, closed only when the count is right."""

from dataclasses import dataclass, replace
from typing import assert_never

from issuance.custody.facts import BoxAnnounced, BoxClosed, BoxFact, BoxOpened, CardScanned
from issuance.errors import Refusal


class UnknownBoxError(Refusal):
    """No delivery list names this box."""

    code = "box-unknown"


class BoxNotOpenError(Refusal):
    """The box must be opened by two people first, or is closed already."""

    code = "box-not-open"


class BoxOpenedError(Refusal):
    """The box was opened already; nothing more can be announced for it."""

    code = "box-opened"


class SamePersonError(Refusal):
    """Two different people are needed."""

    code = "four-eyes"


class NotInBoxError(Refusal):
    """The delivery list does not name this card for this box; put it aside and tell J-LIS."""

    code = "not-in-box"


class BoxMismatchError(Refusal):
    """Cards on the list were not scanned; the box must not be thrown away."""

    code = "box-mismatch"

    def __init__(self, card_serials: tuple[str, ...]) -> None:
        super().__init__(card_serials)
        self.card_serials = card_serials


@dataclass(frozen=True, kw_only=True)
class Box:
    announced: frozenset[str] = frozenset()
    scanned: frozenset[str] = frozenset()
    opened: bool = False
    closed: bool = False


def evolve(box: Box, happened: BoxFact) -> Box:
    match happened:
        case BoxAnnounced(card_serials=serials):
            return replace(box, announced=box.announced | set(serials))
        case BoxOpened():
            return replace(box, opened=True)
        case CardScanned(card_serial=serial):
            return replace(box, scanned=box.scanned | {serial})
        case BoxClosed():
            return replace(box, closed=True)
        case _:
            assert_never(happened)


def announce(box: Box, *, name: str, card_serials: tuple[str, ...]) -> list[BoxAnnounced]:
    """Note what the list says is in the box; what is known already adds nothing."""
    new = tuple(serial for serial in card_serials if serial not in box.announced)
    if not new:
        return []
    if box.opened:
        raise BoxOpenedError
    return [BoxAnnounced(box=name, card_serials=new)]


def open_box(box: Box, *, officers: tuple[str, str]) -> list[BoxOpened]:
    if not box.announced:
        raise UnknownBoxError
    if officers[0] == officers[1]:
        raise SamePersonError
    return [] if box.opened else [BoxOpened(officers=officers)]


def scan(box: Box, *, card_serial: str) -> list[CardScanned]:
    """A card out of this box; scanning it twice adds nothing."""
    if not box.opened or box.closed:
        raise BoxNotOpenError
    if card_serial not in box.announced:
        raise NotInBoxError
    return [] if card_serial in box.scanned else [CardScanned(card_serial=card_serial)]


def close(box: Box) -> list[BoxClosed]:
    """The box is empty and every card is accounted for (source: the losses of domain.md 10)."""
    if box.closed:
        return []
    if not box.opened:
        raise BoxNotOpenError
    if unscanned := box.announced - box.scanned:
        raise BoxMismatchError(tuple(sorted(unscanned)))
    return [BoxClosed(count=len(box.scanned))]
