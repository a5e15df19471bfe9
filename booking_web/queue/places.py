"""The parties that wait at the office now. A passing display: no fact, and gone the day after."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from booking_web.refusals import DeskAwayError
from issuance.ledger.away import AWAY
from issuance.ledger.postgres import PostgresLog, Transaction

STALE_AFTER: Final = timedelta(minutes=2)
"""The office is heard every few seconds; older than this, something between us is broken."""
_KEEP: Final = timedelta(days=1)
_TELL: Final = """
INSERT INTO booking.queue_places (party_id, ahead, called, counter, told_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (party_id) DO UPDATE SET ahead = excluded.ahead, called = excluded.called,
  counter = excluded.counter, told_at = excluded.told_at"""
_LEAVE: Final = "DELETE FROM booking.queue_places WHERE party_id = $1"
_TIDY: Final = "DELETE FROM booking.queue_places WHERE told_at < $1"
# One row, written at most every ten seconds: hearing the office must cost nothing.
_HEAR: Final = """
INSERT INTO booking.office_heard AS h (at) VALUES ($1)
ON CONFLICT (only_row) DO UPDATE SET at = excluded.at
WHERE h.at < excluded.at - interval '10 seconds'"""
_FIND: Final = """
SELECT ahead, called, counter, greatest(told_at, (SELECT at FROM booking.office_heard)) AS as_of
FROM booking.queue_places WHERE party_id = $1"""


@dataclass(frozen=True, kw_only=True)
class QueuePlace:
    """`ahead` parties are called before this one; `called`: it is its turn, at that counter."""

    ahead: int
    called: bool
    counter: str
    as_of: datetime
    """When the office was last heard, and this was so."""

    def is_stale(self, now: datetime) -> bool:
        return now - self.as_of > STALE_AFTER


async def tell(tx: Transaction, party_id: UUID, place: QueuePlace) -> None:
    """Note where the party stands; called in the transaction of the office's batch."""
    await tx.connection.execute(
        _TELL, *(party_id, place.ahead, place.called, place.counter, place.as_of)
    )
    await tx.connection.execute(_TIDY, place.as_of - _KEEP)


async def leave(tx: Transaction, party_id: UUID) -> None:
    await tx.connection.execute(_LEAVE, party_id)


async def hear(tx: Transaction, at: datetime) -> None:
    """The office is there and has told everything it had to tell."""
    await tx.connection.execute(_HEAR, at)


class Queue:
    """What residents are shown of it."""

    def __init__(self, log: PostgresLog) -> None:
        self._log = log

    async def place_of(self, party_id: UUID) -> QueuePlace | None:
        """None: the office has not said that this party waits.

        Raises:
            DeskAwayError: the database is away.
        """
        try:
            async with self._log.transaction() as tx:
                row = await tx.connection.fetchrow(_FIND, party_id)
        except AWAY as fault:
            raise DeskAwayError from fault
        return None if row is None else QueuePlace(**dict(row))
