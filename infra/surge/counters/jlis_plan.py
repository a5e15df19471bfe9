"""What hours without J-LIS are to be like, and what came of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from infra.bench.counter_clerk import Screen
from infra.surge.counters.counter_plan import CounterDay, CounterPlan

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class JlisPlan:
    """Minutes of the day. desks: at each of them a card takes `card_minutes`."""

    counters: CounterPlan
    away_at: float
    away_for: float
    desks: int
    card_minutes: float


@dataclass(kw_only=True)
class JlisDay:
    """What came of it, besides the day at the counters."""

    day: CounterDay
    away_from: datetime
    back_from: datetime
    most_waiting: int = 0
    caught_up_at: datetime | None = None
    left: int = 0
    set: int = 0
    wrong: int = 0
    raised_at: datetime | None = None
    raised_at_end: bool = False
    served_at: list[datetime] = field(default_factory=list[datetime])
    screens_away: list[Screen] = field(default_factory=list[Screen])

    @property
    def by_kind(self) -> dict[str, list[Screen]]:
        away = set(self.screens_away)
        return {
            "next screen": [each for each in self.day.screens if each not in away],
            "next screen without J-LIS": self.screens_away,
        }

    @property
    def figures(self) -> dict[str, float]:
        before = [each for each in self.served_at if each < self.away_from]
        away = [each for each in self.served_at if self.away_from <= each < self.back_from]
        return {
            "visits.an_hour_before": _an_hour(len(before), self.served_at, self.away_from),
            "visits.an_hour_away": len(away) / ((self.back_from - self.away_from) / _MINUTE) * 60,
            "pins.most_waiting": self.most_waiting,
            "pins.left": self.left,
            "pins.set": self.set,
            "pins.wrong": self.wrong,
            "pins.caught_up_minutes": _minutes(self.back_from, self.caught_up_at),
            "alert.raised_minutes": _minutes(self.away_from, self.raised_at),
            "alert.raised_at_end": float(self.raised_at_end),
        }


def _an_hour(visits: int, served_at: Iterable[datetime], until: datetime) -> float:
    first = min(served_at, default=until)
    return visits / max((until - first) / _MINUTE, 1) * 60


def _minutes(since: datetime, until: datetime | None) -> float:
    """Without an end: longer than any drill."""
    return float("inf") if until is None else (until - since) / _MINUTE
