"""How many bookings the desk stored together: the log tells, as each batch is one transaction."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import asyncpg

from infra.surge.watching.timeline import percentile

_BATCHES: Final = """
WITH batch AS (
  SELECT count(*) FILTER (WHERE topic = 'appointment.confirmed') AS bookings
  FROM ledger.stored_events WHERE notification_id > $1 GROUP BY xmin)
SELECT bookings, count(*) AS batches FROM batch WHERE bookings > 0 GROUP BY bookings"""
_LOG_BYTES: Final = "SELECT pg_total_relation_size('ledger.stored_events')::bigint"
_STEPS: Final = (1, 2, 4, 8, 16, 32, 64, 128, 256)


@dataclass(frozen=True, kw_only=True)
class Batches:
    """`sizes`: how many batches, by bookings in one."""

    sizes: dict[int, int]

    @property
    def count(self) -> int:
        return sum(self.sizes.values())

    @property
    def mean(self) -> float:
        return sum(size * n for size, n in self.sizes.items()) / max(self.count, 1)

    @property
    def largest(self) -> int:
        return max(self.sizes, default=0)

    def at(self, share: float) -> float:
        """The least size that so large a share of batches is not above."""
        return percentile(dict(self.sizes.items()), share)

    @property
    def steps(self) -> list[tuple[str, int]]:
        """Batches by size, from one power of two to the next."""
        found = [
            (f"{low + 1}-{high}" if high > low + 1 else str(high), self._between(low, high))
            for low, high in pairwise((0, *_STEPS))
        ]
        larger = self._between(_STEPS[-1], self.largest)
        return [*found, *([(f"over {_STEPS[-1]}", larger)] if larger else [])]

    def _between(self, low: int, high: int) -> int:
        return sum(n for size, n in self.sizes.items() if low < size <= high)


async def read_batches(dsn: str, since: int) -> Batches:
    """Of all that was stored after that place of the log."""
    connection = await asyncpg.connect(dsn, command_timeout=600)
    try:
        rows = await connection.fetch(_BATCHES, since)
    finally:
        await connection.close()
    return Batches(sizes={int(row["bookings"]): int(row["batches"]) for row in rows})


async def log_bytes(dsn: str) -> int:
    """What the log and its indexes take on the disk."""
    connection = await asyncpg.connect(dsn)
    try:
        return int(await connection.fetchval(_LOG_BYTES))
    finally:
        await connection.close()
