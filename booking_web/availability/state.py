"""The free times of all days, taken from the desk and kept until something happens."""

import asyncio
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from time import monotonic
from typing import Final
from uuid import UUID

from booking_web.availability.days import OpenDay
from booking_web.availability.kept import KeptDays
from booking_web.availability.pace import Pace
from booking_web.desk import Desk, FreeDay, FreeTime, Venue
from booking_web.timetable.facts import Channel
from booking_web.timetable.free_times import COLLECTING
from issuance.calendar.opening_rules import Service

OLDEST_SHOWN: Final = timedelta(seconds=5)
"""A desk that has not seen its log for so long is cut off, and pages say so."""
_KEPT_SECONDS: Final = 0.5
_OLDEST_LOOK: Final = timedelta(seconds=1)
"""By the office's clock, which may be set."""
_DAYS_KEPT: Final = timedelta(seconds=0.5)
"""While no fact comes, only time changes what can be booked: closing hours, holds that run out."""
_SHARE: Final = 0.05


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What was free at one moment, for a party of a given size."""

    as_of: datetime | None
    """When this was last known to be true; None: the desk has not read its log yet."""
    cut_off: bool
    """Whether it may no longer be true, because the database is away."""
    venues: Sequence[Venue]
    days: Sequence[OpenDay]

    def day(self, day: date) -> OpenDay | None:
        return next((each for each in self.days if each.day == day), None)

    def free_days(
        self, *, venue_id: UUID | None = None, last_on: date | None = None
    ) -> list[FreeDay]:
        """The days up to *last_on* that offer something there, full days too."""
        in_time = takewhile(lambda each: last_on is None or each.day <= last_on, self.days)
        return [each.by_venue[venue_id] for each in in_time if venue_id in each.by_venue]

    def free_times(self, day: date, *, venue_id: UUID | None = None) -> list[FreeTime]:
        """The times of that day that can still be booked, full ones too, by start."""
        found = self.day(day)
        return [] if found is None else found.times_at(venue_id)


_NOTHING: Final = Snapshot(as_of=None, cut_off=True, venues=(), days=())


class Availability:
    """Looks at the desk when somebody asks, for each size of party that is asked for.

    The phone desk has one of its own: some places and some times are its channel's alone.
    """

    def __init__(
        self, desk: Desk, clock: Callable[[], datetime], channel: Channel = Channel.WEB
    ) -> None:
        self._desk, self._clock, self._channel = desk, clock, channel
        self._views: dict[tuple[int, AbstractSet[Service]], View] = {}

    @property
    def ready(self) -> Snapshot | None:
        """What one person finds, if it is known freshly enough to be shown."""
        return self._view(1, COLLECTING).ready

    async def now(
        self, party_size: int = 1, services: AbstractSet[Service] = COLLECTING
    ) -> Snapshot:
        """What is free for these matters, at most a second old while the desk sees its log."""
        return await self._view(party_size, services).now()

    def _view(self, party_size: int, services: AbstractSet[Service]) -> "View":
        of = party_size, services
        if of not in self._views:
            self._views[of] = View(self._desk, self._clock, *of, self._channel)
        return self._views[of]


class View:
    """What a party of one size finds; looked at again not more often than is needed."""

    def __init__(
        self,
        desk: Desk,
        clock: Callable[[], datetime],
        party_size: int,
        services: AbstractSet[Service],
        channel: Channel,
    ) -> None:
        self._desk, self._clock = desk, clock
        self._days = KeptDays(desk, party_size, services, channel)
        self._days_at, self._pace = clock(), Pace(_SHARE)
        self._snapshot: Snapshot = _NOTHING
        self._position: int = -1
        self._looked_at, self._looked_by = float("-inf"), clock()
        self._looking: asyncio.Task[None] | None = None

    @property
    def ready(self) -> Snapshot | None:
        now = monotonic()
        if now - self._looked_at > _KEPT_SECONDS or self._clock_moved():
            return None
        changed = self._position != self._desk.shown.position
        return None if changed and not self._pace.used_up(now) else self._snapshot

    async def now(self) -> Snapshot:
        if (ready := self.ready) is not None:
            return ready
        if self._looking is None:
            self._looking = asyncio.create_task(self._look(), name="availability")
            self._looking.add_done_callback(self._looked)
        await asyncio.shield(self._looking)
        return self._snapshot

    def _looked(self, _: "asyncio.Task[None]") -> None:
        self._looking = None

    def _clock_moved(self) -> bool:
        return self._clock() - self._looked_by > _OLDEST_LOOK

    async def _look(self) -> None:
        begun, at, desk = monotonic(), self._clock(), self._desk
        as_of, position = desk.as_of, desk.shown.position
        days, venues = self._snapshot.days, tuple(desk.venues())
        if position != self._position or at - self._days_at > _DAYS_KEPT:
            days, self._days_at = await self._days.look(at), at
            self._pace.spend(self._days.cost_seconds)
        cut_off = as_of is None or at - as_of > OLDEST_SHOWN
        self._snapshot = Snapshot(as_of=as_of, cut_off=cut_off, venues=venues, days=days)
        self._position, self._looked_at, self._looked_by = position, begun, at
