"""Letters about the card after the visit: it was posted, it came back.

A family whose cards are posted on one day gets one letter for all of them; else one for each fact.

The address is kept until the card has arrived, and never longer than `LONGEST` after the visit.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

import asyncpg

from booking_web.letters.rules import Kind, Letter, Visit
from booking_web.timetable.facts import AppointmentClosed, VisitOutcome
from booking_web.timetable.facts.day import CardStatus, CardStatusTold
from issuance.calendar import office_date
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import Transaction

LONGEST: Final = timedelta(days=180)
USEFUL: Final = timedelta(days=14)
"""Older news of a card is on its page, and no longer worth a letter."""
_KINDS: Final = {
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
_POSTED: Final = """
WITH told AS (UPDATE booking.letter_cards SET posted_on = $3 WHERE notice_id = $1)
SELECT 1 + count(*) FROM booking.letter_cards
WHERE party_id = $2 AND posted_on = $3 AND notice_id <> $1"""
_OF_THE_DAY: Final = "SELECT state, position FROM booking.letters WHERE letter_id = $1 FOR UPDATE"
_JOIN: Final = """
UPDATE booking.letters SET people = $2, position = greatest(position, $3) WHERE letter_id = $1"""
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
        elif told.status is CardStatus.POSTED:
            letters = await _with_posted(tx, letters, card, recorded)
        elif (kind := _KINDS.get(told.status)) is not None:
            letters.append(_letter(kind, card, recorded))
    return letters


async def _with_posted(
    tx: Transaction, letters: list[Letter], card: asyncpg.Record, recorded: Recorded[Any]
) -> list[Letter]:
    """The party's letter of the day says one card more; where it has left, another one follows."""
    day, party_id = office_date(recorded.at), card["party_id"]
    cards: int = await tx.connection.fetchval(_POSTED, card["notice_id"], party_id, day)
    of_day = uuid5(party_id, f"letter {Kind.CARD_POSTED} {day}")
    for n, each in enumerate(letters):
        if each.letter_id == of_day:
            joined = replace(each, people=cards, position=recorded.position)
            return [*letters[:n], joined, *letters[n + 1 :]]
    written = await tx.connection.fetchrow(_OF_THE_DAY, of_day)
    if written is None:
        first = _letter(Kind.CARD_POSTED, card, recorded)
        return [*letters, replace(first, letter_id=of_day, people=cards)]
    if written["position"] >= recorded.position:
        return letters  # the log is read again
    if written["state"] == "waiting":
        await tx.connection.execute(_JOIN, of_day, cards, recorded.position)
        return letters
    return [*letters, _letter(Kind.CARD_POSTED, card, recorded)]


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
