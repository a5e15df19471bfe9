"""One day of the office, as a party of a given size sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from booking_web.desk import FreeDay, FreeTime


@dataclass(frozen=True, kw_only=True)
class OpenDay:
    """`times` can still be booked or are full; `by_venue` counts them, None stands for all."""

    day: date
    times: tuple[FreeTime, ...]
    by_venue: Mapping[UUID | None, FreeDay]

    def times_at(self, venue_id: UUID | None) -> list[FreeTime]:
        return [each for each in self.times if venue_id in {None, each.venue_id}]


def open_day(day: date, times: list[FreeTime]) -> OpenDay:
    """*times* as the desk tells them."""
    venues: dict[UUID | None, list[FreeTime]] = {None: times} if times else {}
    for each in times:
        venues.setdefault(each.venue_id, []).append(each)
    counted = {venue: _count(day, its) for venue, its in venues.items()}
    return OpenDay(day=day, times=tuple(times), by_venue=counted)


def _count(day: date, times: list[FreeTime]) -> FreeDay:
    fitting = sum(each.fits for each in times)
    return FreeDay(day=day, free=sum(each.free for each in times), times=fitting)
