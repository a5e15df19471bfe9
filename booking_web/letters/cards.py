"""Letters about the card after the visit: it was posted, it came back; one for each fact.

The address is kept until the card has arrived, and never longer than `LONGEST` after the visit.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

import asyncpg

from booking_web.letters.rules import Kind, Letter, Visit
from booking_web.timetable.day_facts import CardStatus, CardStatusTold
from booking_web.timetable.facts import AppointmentClosed, VisitOutcome
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import Transaction

LONGEST: Final = timedelta(days=180)
USEFUL: Final = timedelta(days=14)
"""Older news of a card is on its page, and no longer worth a letter."""
_KINDS: Final = {
    CardStatus.POSTED: Kind.CARD_POSTED,
    CardStatus.RETURNED: Kind.CARD_RETURNED,
}
_ENDS: Final = frozenset({CardStatus.DELIVERED, CardStatus.HANDED_OVER, CardStatus.STOPPED})
_OPEN: Final = """
INSERT INTO booking.letter_cards (notice_id, party_id, venue_id, starts_at, minutes, keep_until)
SELECT $1, party_id, $3, $4, $5, $6 FROM booking.contacts WHERE party_id = $2
ON CONFLICT (notice_id) DO NOTHING"""
_KEEP: Final = """
UPDATE booking.contacts AS c SET forget_at = greatest(c.forget_at, w.until)
FROM (SELECT party_id, max(keep_until) AS until FROM booking.letter_cards
  WHERE party_id = $1 GROUP BY party_id) AS w WHERE c.party_id = w.party_id"""
_FIND: Final = "SELECT * FROM booking.letter_cards WHERE notice_id = $1"
_END: Final = "DELETE FROM booking.letter_cards WHERE notice_id = $1"
_FORGET: Final = """
UPDATE booking.contacts SET forget_at = $2 WHERE party_id = $1
  AND NOT EXISTS (SELECT FROM booking.letter_cards WHERE party_id = $1)"""


async def keep_for_card(tx: Transaction, recorded: Recorded[Any], visit: Visit) -> None:
    """After each fact of a visit: the address of who came is kept until the card has arrived."""
    happened = recorded.fact
    if isinstance(happened, AppointmentClosed) and happened.outcome is VisitOutcome.ATTENDED:
        await tx.connection.execute(
            _OPEN,
            *(recorded.stream_id, visit.party_id, visit.venue_id),
            *(visit.starts_at, visit.minutes, recorded.at + LONGEST),
        )
    await tx.connection.execute(_KEEP, visit.party_id)


async def card_letters(
    tx: Transaction, facts: Sequence[Recorded[Any]], *, keep: timedelta
) -> list[Letter]:
    """What is to be written of the cards; *keep* is how long an address stays after the end."""
    letters: list[Letter] = []
    for recorded in facts:
        told = recorded.fact
        if not isinstance(told, CardStatusTold):
            continue
        card = await tx.connection.fetchrow(_FIND, recorded.stream_id)
        if card is None:
            continue
        if told.status in _ENDS:
            await _end(tx, recorded.stream_id, card["party_id"], recorded.at + keep)
        elif (kind := _KINDS.get(told.status)) is not None:
            letters.append(_letter(kind, card, recorded))
    return letters


async def _end(tx: Transaction, notice_id: UUID, party_id: UUID, forget_at: datetime) -> None:
    await tx.connection.execute(_END, notice_id)
    await tx.connection.execute(_FORGET, party_id, forget_at)


def _letter(kind: Kind, card: asyncpg.Record, recorded: Recorded[Any]) -> Letter:
    return Letter(
        letter_id=uuid5(card["party_id"], f"letter {kind} {recorded.position}"),
        party_id=card["party_id"],
        position=recorded.position,
        kind=kind,
        people=1,
        sequence=0,
        venue_id=card["venue_id"],
        starts_at=card["starts_at"],
        minutes=card["minutes"],
        due_at=recorded.at,
        useless_at=recorded.at + USEFUL,
    )
