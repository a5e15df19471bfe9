"""Drawing from a bucket: first from the worker's own, then from the one all workers share."""

import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from booking_web.refusals import TooOftenError
from issuance.ledger.away import AWAY
from issuance.ledger.postgres import PostgresLog

_DRAW: Final = """SELECT booking.draw_from_bucket($1, $2, $3, $4)
  FROM set_config('synchronous_commit', 'off', true)"""
"""No wait for the disk, for which people who book stand in line: a draw that a crash forgets is no
loss, and who guesses cannot bring one about."""
_FORGET: Final = "SELECT booking.forget_buckets($1)"
_MOST: Final = 50_000
"""Keys a worker counts; then it begins anew, which is generous and bounded."""
_KEPT: Final = timedelta(days=1)
_TIDY_EVERY: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """`burst` at once, then one every `each`; `alone` of them a worker gives without asking."""

    name: str
    burst: int
    each: timedelta
    alone: int


SIGN_IN: Final = Bucket(name="sign-in", burst=20, each=timedelta(seconds=30), alone=10)
"""Attempts of one browser; failures of a number and of an address are counted beside it."""
COMMANDS: Final = Bucket(name="commands", burst=40, each=timedelta(seconds=10), alone=20)
"""Holds, bookings, moves and cancellations of one number, however often it signs in anew."""


@dataclass(slots=True)
class _Level:
    left: float
    at: datetime


class Buckets:
    """One worker's view of all buckets."""

    def __init__(self, log: PostgresLog, *, key: bytes) -> None:
        self._log, self._key = log, key
        self._own: dict[tuple[str, str], _Level] = {}
        self._tidied_at: datetime | None = None

    async def draw(self, bucket: Bucket, whose: str, at: datetime) -> None:
        """Draw one, for the number or browser *whose*.

        Raises:
            TooOftenError: there is none left; nothing was drawn, and it says how long to wait.
        """
        if self._draw_alone(bucket, whose, at):
            return
        with suppress(*AWAY):  # what is asked for then needs the database too, and says so
            await self._tidy(at)
            seconds = await self._log.pool.fetchval(
                _DRAW,
                hmac.digest(self._key, f"{bucket.name}|{whose}".encode(), "sha256"),
                float(bucket.burst),
                bucket.each.total_seconds(),
                at,
            )
            if seconds > 0:
                raise TooOftenError(ceil(seconds))

    def _draw_alone(self, bucket: Bucket, whose: str, at: datetime) -> bool:
        """Whether the worker's own count still allows it; it refills at the same pace."""
        if len(self._own) >= _MOST:
            self._own.clear()
        own = self._own.setdefault((bucket.name, whose), _Level(float(bucket.alone), at))
        gained = max(0.0, (at - own.at) / bucket.each)
        own.left, own.at = min(float(bucket.alone), own.left + gained), at
        if own.left < 1:
            return False
        own.left -= 1
        return True

    async def _tidy(self, at: datetime) -> None:
        if self._tidied_at is None or at - self._tidied_at > _TIDY_EVERY:
            await self._log.pool.execute(_FORGET, at - _KEPT)
            self._tidied_at = at
