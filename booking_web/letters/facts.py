"""What can happen to a party's letters. The address itself stands in no fact."""

from datetime import datetime
from uuid import UUID, uuid5

from issuance.ledger.facts import fact


def letters_of(party_id: UUID) -> UUID:
    """The stream of a party's letters."""
    return uuid5(party_id, "letters")


@fact("letters.address-given")
class AddressGiven:
    """The party wants its letters at an address it gave (anew) after booking."""

    party_id: UUID
    coming: tuple[UUID, ...]
    venue_id: UUID
    starts_at: datetime
    minutes: int
    sequence: int
    unreached_before: bool
    """The last letter to the address before did not arrive."""


@fact("letters.address-removed")
class AddressRemoved:
    """The party wants no letters any more."""

    party_id: UUID
    coming: tuple[UUID, ...]
    unreached_before: bool


@fact("letters.undeliverable")
class LettersUndeliverable:
    """A letter was given up or came back; the party has to be told in another way."""

    party_id: UUID
    coming: tuple[UUID, ...]


LettersFact = AddressGiven | AddressRemoved | LettersUndeliverable
