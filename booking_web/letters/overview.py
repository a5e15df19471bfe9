"""What became of the letters, for staff: counts and the dead ones; no address is read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from booking_web.letters.rules import Kind
from booking_web.timetable.outcomes import reference_of
from issuance.ledger.postgres import PostgresLog

MOST_DEAD: Final = 200
_COUNTS: Final = """
SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting,
  count(*) FILTER (WHERE state = 'waiting' AND due_at <= $1) AS due,
  count(*) FILTER (WHERE state = 'waiting' AND attempts > 0) AS retried,
  count(*) FILTER (WHERE state = 'sent') AS sent,
  count(*) FILTER (WHERE state = 'dropped') AS dropped,
  count(*) FILTER (WHERE state = 'dead') AS dead,
  min(due_at) FILTER (WHERE state = 'waiting' AND due_at <= $1) AS oldest_due_at
FROM booking.letters"""
_DEAD: Final = """
SELECT letter_id, party_id, kind, attempts, trouble, settled_at FROM booking.letters
WHERE state = 'dead' ORDER BY number DESC LIMIT $1"""
_AGAIN: Final = """
UPDATE booking.letters SET state = 'waiting', attempts = 0, due_at = $1, settled_at = NULL
WHERE state = 'dead' AND useless_at > $1"""


@dataclass(frozen=True, kw_only=True)
class Counts:
    waiting: int
    due: int
    retried: int
    sent: int
    dropped: int
    dead: int
    oldest_due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """A letter given up; `trouble` is the server's code, without its words."""

    letter_id: UUID
    party_id: UUID
    kind: Kind
    attempts: int
    trouble: str
    settled_at: datetime

    @property
    def reference(self) -> str:
        """予約番号: by it staff find whom to telephone."""
        return reference_of(self.party_id)


async def counts(log: PostgresLog, *, now: datetime) -> Counts:
    row = await log.pool.fetchrow(_COUNTS, now)
    assert row is not None  # an aggregate has one row
    return Counts(**dict(row))


async def dead_letters(log: PostgresLog) -> list[DeadLetter]:
    """The latest first."""
    rows = await log.pool.fetch(_DEAD, MOST_DEAD)
    return [_dead(row) for row in rows]


async def try_again(log: PostgresLog, *, now: datetime) -> int:
    """Let the dead ones that still make sense wait anew; return how many."""
    done: str = await log.pool.execute(_AGAIN, now)
    return int(done.rpartition(" ")[2])


def _dead(row: asyncpg.Record) -> DeadLetter:
    values = dict(row)
    kind = Kind(values.pop("kind"))
    return DeadLetter(kind=kind, **values)
