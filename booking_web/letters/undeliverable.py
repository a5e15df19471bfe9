"""Telling the office that a party has to be told in another way; no address goes along."""

from datetime import datetime
from typing import Final
from uuid import UUID

from booking_web.letters.facts import letters_of
from booking_web.letters.wishes import Wishes, evolve, note_undeliverable
from issuance.ledger.postgres import Transaction

_COMING: Final = "SELECT coming FROM booking.letter_visits WHERE party_id = $1"
_BY: Final = "letters"


async def tell_undeliverable(tx: Transaction, party_id: UUID, *, at: datetime) -> None:
    """Record it in the act that gives the letter up; of a visit that is over nothing is said."""
    coming: list[UUID] | None = await tx.connection.fetchval(_COMING, party_id)
    if not coming:
        return
    await tx.lock()
    wishes = await tx.read(letters_of(party_id), Wishes(), evolve)
    facts = note_undeliverable(wishes.state, party_id=party_id, coming=tuple(coming))
    await tx.append(wishes.record(facts, at=at, by=_BY))
