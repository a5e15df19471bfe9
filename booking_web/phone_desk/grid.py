"""Free times of some days at one venue, side by side: what a member of staff reads out from."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from booking_web.availability import Snapshot
from booking_web.desk import FreeTime, Venue
from booking_web.pages.choosing import Party
from issuance.calendar import JST

DAYS: Final = 5


@dataclass(frozen=True, kw_only=True)
class GridDay:
    day: date
    times: list[FreeTime]

    @property
    def afternoon_from(self) -> int:
        """The place of the first time after noon in `times`."""
        return sum(each.starts_at.astimezone(JST).hour < 12 for each in self.times)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`earlier` and `later` are the days from which the neighbouring grids begin."""

    venue: Venue | None
    days: list[GridDay]
    earlier: date | None = None
    later: date | None = None

    @property
    def dates(self) -> list[date]:
        return [each.day for each in self.days]


def grid_of(
    free: Snapshot, party: Party, *, venue: Venue | None, first_on: date, first: date | None
) -> Grid:
    """The first days with times that fit the party, from *first* on; none before *first_on*."""
    if venue is None:
        return Grid(venue=None, days=[])
    days = free.free_days(venue_id=venue.venue_id, last_on=party.last_on)
    fitting = [each.day for each in days if each.times and each.day >= first_on]
    start = sum(first is not None and day < first for day in fitting)
    shown, before, after = (
        fitting[start : start + DAYS],
        fitting[:start],
        fitting[start + DAYS :],
    )
    return Grid(
        venue=venue,
        days=[GridDay(day=day, times=_times(free, venue, day)) for day in shown],
        earlier=before[-DAYS:][0] if before else None,
        later=after[0] if after else None,
    )


def _times(free: Snapshot, venue: Venue, day: date) -> list[FreeTime]:
    return [each for each in free.free_times(day, venue_id=venue.venue_id) if each.fits]
