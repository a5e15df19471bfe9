"""曜日と時刻: how full, how late and how long to wait it was, by weekday and hour."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from issuance.measures.history import Counts
from issuance.measures.spread import share

WAITS_BY_HOUR: Final = "wait-by-hour"
"""Visits by the hour of their check-in, with the seconds until their call."""
LONG_WAITS_BY_HOUR: Final = "long-wait-by-hour"
"""Of these, who waited longer than ten minutes."""
FORGOTTEN: Final = "forgotten-"
"""Before the code of what was lacking (`issuance.identity.sufficiency`)."""

WeekHour = tuple[int, int]
"""Weekday (Monday is 1) and hour on Japan's clock."""


@dataclass(frozen=True, kw_only=True)
class HourFigures:
    """Of all days shown. People by the hour of their appointment, visits by that of check-in."""

    booked: int = 0
    came: int = 0
    missed: int = 0
    waits: int = 0
    wait_seconds: int = 0
    long_waits: int = 0

    @property
    def no_show_share(self) -> float | None:
        return share(self.missed, self.came + self.missed)

    @property
    def mean_wait_seconds(self) -> float | None:
        return self.wait_seconds / self.waits if self.waits else None

    @property
    def long_wait_share(self) -> float | None:
        return share(self.long_waits, self.waits)


def by_week_hour(places: Mapping[tuple[date, int], int]) -> dict[WeekHour, int]:
    """Places of each day and hour, added up by weekday and hour."""
    found: defaultdict[WeekHour, int] = defaultdict(int)
    for (day, hour), n in places.items():
        found[day.isoweekday(), hour] += n
    return dict(found)


def forgotten(counts: Counts) -> list[tuple[str, int]]:
    """What was lacking, by its code; the most frequent first."""
    found = {
        name.removeprefix(FORGOTTEN): counts.total(name)
        for name in counts.buckets
        if name.startswith(FORGOTTEN)
    }
    return sorted(found.items(), key=lambda each: (-each[1], each[0]))
