"""Reads the booking log and fills the outbox; position and outbox move in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg

from booking_web.letters.cards import card_letters, keep_for_card
from booking_web.letters.facts import AddressGiven
from booking_web.letters.rules import REMINDERS, Change, Letter, Visit, follow, offered
from booking_web.timetable.facts import (
    AppointmentCancelled,
    AppointmentClosed,
    AppointmentConfirmed,
    AppointmentMoveAsked,
    AppointmentMoved,
    AppointmentStands,
    LeftBecause,
    PartyGrew,
    WaitingLeft,
    WaitingOffered,
)
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import PostgresLog, Transaction

READER: Final = "letters"
_AT_ONCE: Final = 500
_NEVER: Final = 1 << 63
_POSITION: Final = """
INSERT INTO exchange.read_positions AS p (reader, position) VALUES ($1, 0)
ON CONFLICT (reader) DO UPDATE SET position = p.position RETURNING position"""
_MOVE: Final = "UPDATE exchange.read_positions SET position = $2 WHERE reader = $1"
_WANTED: Final = "SELECT party_id, since FROM booking.contacts WHERE party_id = ANY ($1)"
_VISITS: Final = """
SELECT party_id, coming, venue_id, starts_at, minutes, sequence FROM booking.letter_visits
WHERE party_id = ANY ($1) OR coming && $2"""
_KEEP_VISIT: Final = """
INSERT INTO booking.letter_visits (party_id, coming, venue_id, starts_at, minutes, sequence)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (party_id) DO UPDATE SET coming = excluded.coming, venue_id = excluded.venue_id,
  starts_at = excluded.starts_at, minutes = excluded.minutes, sequence = excluded.sequence"""
_END_VISIT: Final = "DELETE FROM booking.letter_visits WHERE party_id = $1"
_FORGET_AT: Final = "UPDATE booking.contacts SET forget_at = $2 WHERE party_id = $1"
_DROP: Final = """
DELETE FROM booking.letters WHERE party_id = $1 AND state = 'waiting' AND kind = ANY ($2)"""
_WRITE: Final = """
INSERT INTO booking.letters (letter_id, party_id, position, kind, people, sequence, venue_id,
  starts_at, minutes, due_at, useless_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (letter_id) DO NOTHING"""

_OfParty = (
    AppointmentConfirmed
    | AppointmentMoved
    | AppointmentMoveAsked
    | PartyGrew
    | AppointmentStands
    | AppointmentCancelled
    | AddressGiven
)
_OfLine = WaitingOffered | WaitingLeft
_Concerns = (
    *(AppointmentConfirmed, AppointmentMoved, AppointmentCancelled, AppointmentClosed),
    *(AddressGiven, WaitingOffered, WaitingLeft, AppointmentMoveAsked, AppointmentStands),
    PartyGrew,
)
_GAVE_UP = frozenset({LeftBecause.RESIDENT, LeftBecause.OFFERS_MISSED})


class Reader:
    """*keep* is how long an address is kept after the appointment is over or cancelled."""

    def __init__(self, log: PostgresLog, *, keep: timedelta) -> None:
        self._log, self._keep = log, keep

    async def catch_up(self) -> int:
        """Read on to the head of the log; return how many facts were read."""
        total = 0
        while read := await self._read_on():
            total += read
        return total

    async def _read_on(self) -> int:
        async with self._log.transaction() as tx:
            # The row is held to the end, so a second process waits here and finds it moved.
            position: int = await tx.connection.fetchval(_POSITION, READER)
            facts = await tx.follow(position, _AT_ONCE)
            if not facts:
                return 0
            concerning = [each for each in facts if isinstance(each.fact, _Concerns)]
            if concerning:
                await self._take_in(tx, concerning)
            of_cards = await card_letters(tx, facts, keep=self._keep)
            await tx.connection.executemany(_WRITE, [_row(each) for each in of_cards])
            await tx.connection.execute(_MOVE, READER, facts[-1].position)
        return len(facts)

    async def _take_in(self, tx: Transaction, facts: Sequence[Recorded[Any]]) -> None:
        wanted, visits = await _known(tx, facts)
        for recorded in facts:
            if isinstance(recorded.fact, _OfLine):
                await self._hear_line(tx, recorded, recorded.fact, wanted)
                continue
            party_id = _party_of(recorded, visits)
            if party_id is None or recorded.position < wanted.get(party_id, _NEVER):
                continue
            change = follow(visits.get(party_id), recorded)
            await self._store(tx, party_id, recorded.at, change)
            if (before := visits.pop(party_id, None)) is not None:
                await keep_for_card(tx, recorded, before)
            if change.visit is not None:
                visits[party_id] = change.visit

    async def _hear_line(
        self, tx: Transaction, recorded: Recorded[Any], fact: _OfLine, wanted: Mapping[UUID, int]
    ) -> None:
        """A household in line is written to under its id there; it keeps it when it books."""
        if fact.entry_id not in wanted:
            return
        if isinstance(fact, WaitingOffered):
            await tx.connection.execute(_WRITE, *_row(offered(fact, recorded)))
        elif fact.reason in _GAVE_UP:
            await tx.connection.execute(_FORGET_AT, fact.entry_id, recorded.at + self._keep)

    async def _store(self, tx: Transaction, party_id: UUID, at: datetime, change: Change) -> None:
        if change.visit is None:
            await tx.connection.execute(_END_VISIT, party_id)
        else:
            await tx.connection.execute(_KEEP_VISIT, *astuple(change.visit))
        over_at = at if change.visit is None else change.visit.starts_at
        await tx.connection.execute(_FORGET_AT, party_id, over_at + self._keep)
        if change.anew:
            await tx.connection.execute(_DROP, party_id, list(REMINDERS))
        await tx.connection.executemany(_WRITE, [_row(each) for each in change.letters])


def _row(letter: Letter) -> tuple[object, ...]:
    """In the order of `_WRITE`, which is the order of the fields."""
    return astuple(letter)


async def _known(
    tx: Transaction, facts: Sequence[Recorded[Any]]
) -> tuple[dict[UUID, int], dict[UUID, Visit]]:
    """The parties that want letters, each with the position from which on, and their visits."""
    parties = [each.fact.party_id for each in facts if isinstance(each.fact, _OfParty)]
    parties += [each.fact.entry_id for each in facts if isinstance(each.fact, _OfLine)]
    notices = [each.stream_id for each in facts]
    rows = await tx.connection.fetch(_VISITS, parties, notices)
    visits = {row["party_id"]: _visit(row) for row in rows}
    rows = await tx.connection.fetch(_WANTED, [*parties, *visits])
    return {row["party_id"]: row["since"] for row in rows}, visits


def _visit(row: asyncpg.Record) -> Visit:
    values = dict(row)
    coming = tuple(values.pop("coming"))
    return Visit(coming=coming, **values)


def _party_of(recorded: Recorded[Any], visits: dict[UUID, Visit]) -> UUID | None:
    """A closing names the notice alone."""
    if isinstance(recorded.fact, _OfParty):
        return recorded.fact.party_id
    mine = (each.party_id for each in visits.values() if recorded.stream_id in each.coming)
    return next(mine, None)
