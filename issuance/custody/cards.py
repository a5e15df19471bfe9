"""Where one card lies. Every movement has a from and a to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from issuance.custody.facts import CardLeft, CardMoved, CardReceived, CustodyFact
from issuance.custody.places import VOID_CARDS, is_quarantine
from issuance.custody.refusals import LiesElsewhereError, NotInCustodyError, VoidCardStaysError


@dataclass(frozen=True, kw_only=True)
class CardPlace:
    """`place` is None before the card came and after it left."""

    place: str | None = None


def evolve(card: CardPlace, happened: CustodyFact) -> CardPlace:
    del card  # the last movement says it all
    match happened:
        case CardReceived(place=place) | CardMoved(to_place=place):
            return CardPlace(place=place)
        case CardLeft():
            return CardPlace(place=None)
        case _:
            assert_never(happened)


def receive(card: CardPlace, *, card_serial: str, place: str) -> list[CardReceived]:
    """Take a card into keeping: new from a box, or back from the post."""
    if card.place is not None:
        return []
    return [CardReceived(card_serial=card_serial, place=place)]


def move(card: CardPlace, *, to_place: str) -> list[CardMoved]:
    if card.place is None:
        raise NotInCustodyError
    if card.place == to_place:
        return []
    return [CardMoved(from_place=card.place, to_place=to_place)]


def move_by_hand(
    card: CardPlace, *, to_place: str, from_place: str | None, void: bool
) -> list[CardMoved]:
    """Somebody scanned the card from one place to another.

    *from_place*: where they say they took it, None where nothing was said; a difference stops
    the move, so that it is looked into. *void*: the card waits for its destruction.
    """
    if card.place is None:
        raise NotInCustodyError
    if void and to_place != VOID_CARDS and not is_quarantine(to_place):
        raise VoidCardStaysError
    if from_place is not None and card.place not in (from_place, to_place):
        raise LiesElsewhereError(card.place)
    return move(card, to_place=to_place)


def leave(card: CardPlace, *, how: str) -> list[CardLeft]:
    if card.place is None:
        return []
    return [CardLeft(from_place=card.place, how=how)]


def count_by_place(cards: Iterable[CardPlace]) -> Counter[str]:
    """How many cards lie where: what a stocktake (棚卸) must find."""
    return Counter(card.place for card in cards if card.place is not None)
