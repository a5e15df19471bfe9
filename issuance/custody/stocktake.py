"""棚卸し: every card scanned where it lies, and the difference to what is recorded (鶴見).

A stocktake is of some places or of all. It compares by place and by card, never by eye.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import assert_never

from issuance.custody.places import whole
from issuance.custody.refusals import SamePersonError
from issuance.errors import Refusal
from issuance.ledger.facts import fact, value


class Counted(StrEnum):
    """What counting a card turned out to be. Values are stored and never change."""

    RIGHT = "right"
    ELSEWHERE = "elsewhere"
    """Recorded at another place of the office."""
    UNEXPECTED = "unexpected"
    """Not recorded as being in the office."""
    AGAIN = "again"
    """Counted before; nothing is noted."""


@value
class PlaceCount:
    """How many cards were counted at a place, and how many were recorded there."""

    place: str
    counted: int
    recorded: int


@fact("stocktake.opened")
class StocktakeOpened:
    """Counting began; no places: all of them."""

    places: tuple[str, ...]


@fact("stocktake.card-counted")
class CardCounted:
    place: str
    card_serial: str
    found: Counted
    recorded_place: str
    """Where it was recorded at that moment; "" for nowhere."""


@fact("stocktake.count-undone")
class CountUndone:
    card_serial: str


@fact("stocktake.closed")
class StocktakeClosed:
    """The counting is over; cards that were not found are searched for from now on."""

    counts: tuple[PlaceCount, ...]
    not_found: tuple[str, ...]


@fact("stocktake.corrected")
class StocktakeCorrected:
    """Two people looked again: these cards are recorded where they were counted."""

    card_serials: tuple[str, ...]
    officers: tuple[str, str]


StocktakeFact = StocktakeOpened | CardCounted | CountUndone | StocktakeClosed | StocktakeCorrected


class StocktakeClosedError(Refusal):
    """The counting is over, or never began."""

    code = "stocktake-closed"


class StocktakeOpenError(Refusal):
    """It is still being counted."""

    code = "stocktake-open"


class PlaceNotCountedError(Refusal):
    """This stocktake is not of that place."""

    code = "place-not-counted"


class NotDifferentError(Refusal):
    """These cards are recorded where they were counted, or were corrected already."""

    code = "not-different"


@dataclass(frozen=True, kw_only=True)
class Stocktake:
    opened: StocktakeOpened | None = None
    counted: Mapping[str, CardCounted] = field(default_factory=dict[str, CardCounted])
    closed: StocktakeClosed | None = None
    corrected: frozenset[str] = frozenset()

    def covers(self, place: str) -> bool:
        places = self.opened.places if self.opened else ()
        return not places or whole(place) in places

    @property
    def to_correct(self) -> tuple[CardCounted, ...]:
        """Cards that lie elsewhere than recorded, and nobody corrected it yet."""
        return tuple(
            each
            for serial, each in sorted(self.counted.items())
            if each.found is not Counted.RIGHT and serial not in self.corrected
        )


def evolve(stocktake: Stocktake, happened: StocktakeFact) -> Stocktake:
    match happened:
        case StocktakeOpened():
            return replace(stocktake, opened=happened)
        case CardCounted(card_serial=serial):
            return replace(stocktake, counted={**stocktake.counted, serial: happened})
        case CountUndone(card_serial=serial):
            left = {each: c for each, c in stocktake.counted.items() if each != serial}
            return replace(stocktake, counted=left)
        case StocktakeClosed():
            return replace(stocktake, closed=happened)
        case StocktakeCorrected(card_serials=serials):
            return replace(stocktake, corrected=stocktake.corrected | set(serials))
        case _:
            assert_never(happened)


def open_stocktake(stocktake: Stocktake, *, places: Iterable[str]) -> list[StocktakeOpened]:
    if stocktake.opened is not None:
        return []
    return [StocktakeOpened(places=tuple(sorted({whole(place) for place in places})))]


def outcome_of(
    stocktake: Stocktake, *, card_serial: str, place: str, recorded_place: str | None
) -> Counted:
    if card_serial in stocktake.counted:
        return Counted.AGAIN
    if recorded_place is None:
        return Counted.UNEXPECTED
    # Whoever counts a shelf as a whole has seen its positions too.
    right = place in (recorded_place, whole(recorded_place))
    return Counted.RIGHT if right else Counted.ELSEWHERE


def count(
    stocktake: Stocktake, *, card_serial: str, place: str, recorded_place: str | None
) -> list[CardCounted]:
    """A card was scanned at a place; *recorded_place* None: not in the office's keeping."""
    _require_counting(stocktake)
    if not stocktake.covers(place):
        raise PlaceNotCountedError
    found = outcome_of(
        stocktake, card_serial=card_serial, place=place, recorded_place=recorded_place
    )
    if found is Counted.AGAIN:
        return []
    return [
        CardCounted(
            place=place, card_serial=card_serial, found=found, recorded_place=recorded_place or ""
        )
    ]


def undo_count(stocktake: Stocktake, *, card_serial: str) -> list[CountUndone]:
    _require_counting(stocktake)
    known = card_serial in stocktake.counted
    return [CountUndone(card_serial=card_serial)] if known else []


def not_counted(stocktake: Stocktake, recorded: Mapping[str, str]) -> tuple[str, ...]:
    """Cards recorded (by serial: place) at places of this stocktake that nobody counted."""
    return tuple(
        sorted(
            serial
            for serial, place in recorded.items()
            if serial not in stocktake.counted and stocktake.covers(place)
        )
    )


def close(stocktake: Stocktake, *, recorded: Mapping[str, str]) -> list[StocktakeClosed]:
    """End the counting. *recorded*: where each card that should lie in these places lay before.

    Cards that came to a place while it was counted are not among them.
    """
    if stocktake.closed is not None:
        return []
    _require_counting(stocktake)
    return [
        StocktakeClosed(
            counts=_counts(stocktake, recorded), not_found=not_counted(stocktake, recorded)
        )
    ]


def correct(stocktake: Stocktake, *, officers: tuple[str, str]) -> list[StocktakeCorrected]:
    """Two people looked at every card that lay elsewhere: the record follows what was counted."""
    if stocktake.closed is None:
        raise StocktakeOpenError
    if not stocktake.to_correct:
        raise NotDifferentError
    if officers[0] == officers[1]:
        raise SamePersonError
    serials = tuple(each.card_serial for each in stocktake.to_correct)
    return [StocktakeCorrected(card_serials=serials, officers=officers)]


def _counts(stocktake: Stocktake, recorded: Mapping[str, str]) -> tuple[PlaceCount, ...]:
    counted = [whole(each.place) for each in stocktake.counted.values()]
    here = [
        whole(each.recorded_place)
        for each in stocktake.counted.values()
        if each.recorded_place and stocktake.covers(each.recorded_place)
    ]
    here += [
        whole(place)
        for serial, place in recorded.items()
        if serial not in stocktake.counted and stocktake.covers(place)
    ]
    places = stocktake.opened.places if stocktake.opened else ()
    return tuple(
        PlaceCount(place=place, counted=counted.count(place), recorded=here.count(place))
        for place in sorted({*places, *counted, *here})
    )


def _require_counting(stocktake: Stocktake) -> None:
    if stocktake.opened is None or stocktake.closed is not None:
        raise StocktakeClosedError
