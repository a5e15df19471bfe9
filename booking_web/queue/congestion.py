"""混雑: how many wait at each venue now and how long. A passing display, told by the office."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Final
from uuid import UUID

from booking_web.queue.places import STALE_AFTER
from booking_web.refusals import DeskAwayError
from issuance.calendar import office_date
from issuance.ledger.away import AWAY
from issuance.ledger.postgres import PostgresLog, Transaction

_KEPT_SECONDS: Final = 1.0
"""So long an answer serves everybody who asks this process."""
_TELL: Final = """
INSERT INTO booking.congestion (venue_id, waiting, longest_since, usual_minutes, told_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (venue_id) DO UPDATE SET waiting = excluded.waiting,
  longest_since = excluded.longest_since, usual_minutes = excluded.usual_minutes,
  told_at = excluded.told_at"""
_LOOK: Final = """
SELECT venue_id, waiting, longest_since, usual_minutes, told_at,
  greatest(told_at, (SELECT at FROM booking.office_heard)) AS as_of
FROM booking.congestion"""


@dataclass(frozen=True, kw_only=True)
class VenueCongestion:
    """One venue. `usual_minutes`: the median wait of those called within the last hour."""

    venue_id: UUID
    waiting: int
    longest_since: datetime | None
    usual_minutes: int | None
    told_at: datetime
    as_of: datetime
    """When the office was last heard, and this was so."""

    def is_stale(self, now: datetime) -> bool:
        return now - self.as_of > STALE_AFTER

    def is_of_today(self, now: datetime) -> bool:
        """Yesterday's last word says nothing about this morning."""
        return office_date(self.told_at) == office_date(now)

    def longest_minutes(self, now: datetime) -> int | None:
        """How long the longest wait has lasted; as far as it is known, where the word is old."""
        if self.longest_since is None:
            return None
        until = self.as_of if self.is_stale(now) else now
        return max(0, (until - self.longest_since) // timedelta(minutes=1))


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the office says of a venue."""

    waiting: int
    longest_since: datetime | None
    usual_minutes: int | None
    as_of: datetime


async def tell(tx: Transaction, venue_id: UUID, told: Told) -> None:
    """Note it; called in the transaction of the office's batch."""
    await tx.connection.execute(
        _TELL,
        *(venue_id, told.waiting, told.longest_since, told.usual_minutes, told.as_of),
    )


class Congestion:
    """What everybody is shown of it."""

    def __init__(self, log: PostgresLog, clock: Callable[[], datetime]) -> None:
        self._log, self._clock = log, clock
        self._kept: Mapping[UUID, VenueCongestion] = {}
        self._looked_at = float("-inf")

    async def now(self) -> Mapping[UUID, VenueCongestion]:
        """By venue; those of which the office has spoken today, at most a second old.

        Raises:
            DeskAwayError: the database is away.
        """
        if monotonic() - self._looked_at > _KEPT_SECONDS:
            self._kept, self._looked_at = await self._look(), monotonic()
        now = self._clock()
        return {key: each for key, each in self._kept.items() if each.is_of_today(now)}

    async def _look(self) -> Mapping[UUID, VenueCongestion]:
        try:
            async with self._log.transaction() as tx:
                rows = await tx.connection.fetch(_LOOK)
        except AWAY as fault:
            raise DeskAwayError from fault
        return {row["venue_id"]: VenueCongestion(**dict(row)) for row in rows}
