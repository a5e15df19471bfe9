"""What became of some of the sample's people while their cards were made."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Final

from infra.sample.cards import SampleCard
from infra.sample.files import ChangeLine
from infra.sample.households import HouseholdMaker
from issuance.intake.resident_changes import Change

_EVERY: Final = {Change.MOVED_OUT: (31, 6), Change.ADDRESS: (37, 8), Change.DIED: (41, 10)}
"""Every so many households, beginning with that one: a small ward has each as well."""


def changes_in(
    cards: Sequence[SampleCard], chance: Random, households: HouseholdMaker, today: date
) -> list[ChangeLine]:
    """The changes of one household, whose cards are given."""
    place = cards[0].household.place
    for change, (every, first) in _EVERY.items():
        if place % every == first:
            return _changes(change, cards, chance, households, today)
    return []


def _changes(
    change: Change,
    cards: Sequence[SampleCard],
    chance: Random,
    households: HouseholdMaker,
    today: date,
) -> list[ChangeLine]:
    since = max(card.made_on for card in cards)
    on = date.fromordinal(chance.randint(since.toordinal(), today.toordinal())).isoformat()
    match change:
        case Change.MOVED_OUT:
            return [ChangeLine(card=card, change=change, on=on) for card in cards]
        case Change.ADDRESS:
            postcode, address = households.move()
            return [
                ChangeLine(card=card, change=change, on=on, postcode=postcode, address=address)
                for card in cards
            ]
        case Change.DIED:
            eldest = min(cards, key=lambda card: card.person.birth_on)
            return [ChangeLine(card=eldest, change=change, on=on)]
        case _:
            return []  # the sample has these three
