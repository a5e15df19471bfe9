"""The timetable in memory, kept level with the log."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from booking_web.desk.snapshot import keep_snapshot, stand_as_lately
from booking_web.timetable.openings import HORIZON_DAYS
from booking_web.timetable.timetable import CONCERNED, Timetable
from issuance.ledger.postgres import PostgresLog

_AT_ONCE = 5_000
_SNAPSHOT_AFTER = 20_000
"""Facts; so many are read in about a second."""


class Memory:
    """Only committed facts enter; after any error it is thrown away and read anew.

    Residents are shown the timetable from before until the new one has caught up.
    """

    def __init__(
        self, log: PostgresLog, clock: Callable[[], datetime], horizon_days: int = HORIZON_DAYS
    ) -> None:
        self._log, self._clock, self._horizon_days = log, clock, horizon_days
        self._lock = asyncio.Lock()
        self._snapshot_at = 0
        self._timetable = Timetable(horizon_days)
        self.shown = self._timetable
        self.as_of: datetime | None = None
        """When `shown` was last known to stand at the log's head; None before the first time."""

    @property
    def in_use(self) -> bool:
        """Whether somebody reads on or decides at this moment."""
        return self._lock.locked()

    async def refresh(self) -> None:
        """Read on to the head of the log."""
        async with self._or_forget():
            await self._read_on()

    @asynccontextmanager
    async def alone(self) -> AsyncGenerator[Timetable]:
        """The timetable, for as long as batches follow; whatever is raised, it is forgotten.

        A rush of facts is read before the batch takes the log's lock, not under it.
        """
        async with self._or_forget():
            if self._timetable.position == 0:
                await self._read_on()
            yield self._timetable
            self.level()

    def level(self, at: datetime | None = None) -> None:
        """The timetable stands at the log's head, now or at that time."""
        at = at or self._clock()
        self._timetable.roll(at)
        self.shown, self.as_of = self._timetable, at

    async def keep_snapshot(self, most_behind: int = _SNAPSHOT_AFTER) -> None:
        """Keep where the slots stand, if the last snapshot lies further behind than that."""
        if self._timetable.position - self._snapshot_at > most_behind:
            self._snapshot_at = await keep_snapshot(self._log, self._timetable)

    async def _read_on(self) -> None:
        asked_at = self._clock()
        timetable = self._timetable
        if timetable.position == 0:
            await stand_as_lately(self._log, timetable)
            self._snapshot_at = timetable.position
        head = await self._log.head()
        while timetable.position < head:
            facts = await self._log.follow_topics(timetable.position, CONCERNED, _AT_ONCE)
            timetable.apply(facts)
            if len(facts) < _AT_ONCE:
                timetable.position = max(timetable.position, head)
            await asyncio.sleep(0)
        self.level(asked_at)

    @asynccontextmanager
    async def _or_forget(self) -> AsyncGenerator[None]:
        async with self._lock:
            try:
                yield
            except BaseException:
                self._timetable = Timetable(self._horizon_days)
                raise
