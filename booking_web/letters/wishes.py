"""Where a party wants its letters after it booked: decisions only."""

from dataclasses import dataclass, replace
from typing import Final, assert_never
from uuid import UUID

from booking_web.letters.facts import (
    AddressGiven,
    AddressRemoved,
    LettersFact,
    LettersUndeliverable,
)
from booking_web.letters.rules import Visit
from booking_web.refusals import AddressChangedOftenError

MOST_ADDRESSES: Final = 5
"""Given after booking, for one appointment: nobody uses the site to write to strangers."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    given: int = 0
    unreached: bool = False


def evolve(wishes: Wishes, happened: LettersFact) -> Wishes:
    match happened:
        case AddressGiven():
            return replace(wishes, given=wishes.given + 1, unreached=False)
        case AddressRemoved():
            return replace(wishes, unreached=False)
        case LettersUndeliverable():
            return replace(wishes, unreached=True)
        case _:
            assert_never(happened)


def give_address(wishes: Wishes, visit: Visit) -> list[AddressGiven]:
    """Raises AddressChangedOftenError."""
    if wishes.given >= MOST_ADDRESSES:
        raise AddressChangedOftenError
    return [
        AddressGiven(
            party_id=visit.party_id,
            coming=visit.coming,
            venue_id=visit.venue_id,
            starts_at=visit.starts_at,
            minutes=visit.minutes,
            sequence=visit.sequence,
            unreached_before=wishes.unreached,
        )
    ]


def remove_address(
    wishes: Wishes, *, party_id: UUID, coming: tuple[UUID, ...]
) -> list[AddressRemoved]:
    return [AddressRemoved(party_id=party_id, coming=coming, unreached_before=wishes.unreached)]


def note_undeliverable(
    wishes: Wishes, *, party_id: UUID, coming: tuple[UUID, ...]
) -> list[LettersUndeliverable]:
    """Said once, however many letters do not arrive."""
    if wishes.unreached:
        return []
    return [LettersUndeliverable(party_id=party_id, coming=coming)]
