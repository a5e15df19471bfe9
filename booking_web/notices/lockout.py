"""Locks out who guesses: failures are counted per number and per origin, for all workers.

What is counted is a key, made by HMAC from what was typed, so that numbers that exist and numbers
that do not are treated alike and neither stands in the table.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from issuance.ledger.postgres import PostgresLog, Transaction

_KEPT = timedelta(days=2)

_ALONE = "SELECT pg_advisory_xact_lock($1)"
_LOOK = "SELECT failures, since, locked_until FROM booking.failures WHERE key = $1"
_FAILED = "SELECT booking.note_failures($1, $2, $3, $4, $5)"
_CLEAR = "DELETE FROM booking.failures WHERE key = $1"
_FORGET = """
DELETE FROM booking.failures
WHERE since < $1 AND (locked_until IS NULL OR locked_until < $2)"""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """So many failures *within* a time *lock* for so long; afterwards they are forgotten."""

    failures: int
    within: timedelta = timedelta(hours=24)
    lock: timedelta


@dataclass(frozen=True, kw_only=True)
class Count:
    """Failures that still count, and the lock that is on, if one is."""

    failures: int = 0
    locked_until: datetime | None = None


async def alone_with(tx: Transaction, key: bytes) -> None:
    """Make whoever tries the same key wait until this transaction ends."""
    await tx.connection.execute(_ALONE, int.from_bytes(key[:8], signed=True))


async def look(tx: Transaction, key: bytes, limit: Limit, at: datetime) -> Count:
    row = await tx.connection.fetchrow(_LOOK, key)
    if row is None:
        return Count()
    locked_until: datetime | None = row["locked_until"]
    if locked_until is not None:
        return Count(locked_until=locked_until) if at < locked_until else Count()
    return Count() if row["since"] < at - limit.within else Count(failures=row["failures"])


async def note_failure(
    tx: Transaction, key: bytes, count: Count, limit: Limit, at: datetime
) -> None:
    """One more; while a lock is on nothing is added, so that it ends when it was said to."""
    if count.locked_until is None:
        anew, until = count.failures == 0, at + limit.lock
        await tx.connection.execute(_FAILED, [key], [anew], [limit.failures], [until], at)


async def clear(tx: Transaction, key: bytes) -> None:
    await tx.connection.execute(_CLEAR, key)


async def forget_old(log: PostgresLog, at: datetime) -> None:
    await log.pool.execute(_FORGET, at - _KEPT, at)
