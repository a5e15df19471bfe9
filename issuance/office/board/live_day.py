"""Today, kept folded: each look reads only the facts that came since the last one."""

import asyncio
from datetime import date, datetime
from uuid import UUID

from issuance.capacity.venues import OfferedSlot
from issuance.measures.day import Day, fold
from issuance.read_models.queries_board import BoardQueries, Offered


class LiveDay:
    """One for each process; everybody who looks at the board shares it."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._on: date | None = None
        self._day = Day()
        self._offered: tuple[date, object, list[Offered]] | None = None

    async def day(self, queries: BoardQueries, on: date) -> Day:
        """The day with all that the log holds of it now."""
        async with self._lock:
            if on != self._on:
                self._on, self._day = on, Day()
            facts = await queries.facts(on, after=self._day.position, at=None)
            if facts:
                self._day = fold(self._day, facts)
            return self._day

    async def slots(
        self, queries: BoardQueries, on: date, at: datetime, venue_id: UUID | None
    ) -> list[OfferedSlot]:
        """What is offered; read anew only when a venue's terms have changed."""
        versions = await queries.venue_versions()
        if self._offered is None or self._offered[:2] != (on, versions):
            self._offered = (on, versions, await queries.offered(on, at))
        return slots_at(self._offered[2], venue_id)


def slots_at(offered: list[Offered], venue_id: UUID | None) -> list[OfferedSlot]:
    return [slot for each in offered if venue_id in {None, each.venue_id} for slot in each.slots]
