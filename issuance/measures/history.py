"""これまでの数字: what was counted by day, added up by day, week or month, as figures."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from issuance.measures.saved import Saved, saved
from issuance.measures.spread import Spread, bucket_spread, share
from issuance.measures.visits import TEN_MINUTES_SECONDS, Measure

BUCKET_SECONDS: Final = 30
"""Seconds were counted in buckets of this width: percentiles of history are exact to it."""
_UNDER_TEN: Final = int(TEN_MINUTES_SECONDS) // BUCKET_SECONDS
LEADS: Final = ((0, 0), (1, 3), (4, 7), (8, 14), (15, 10_000))
"""Days from booking to appointment, in groups."""
ONLINE: Final = "web"
_BY_CHANNEL: Final = "-by-channel-"
Outcomes = tuple[int, int, int]
"""Who came, who did not, and who cancelled."""
_KINDS: Final = ("came", "no-show", "cancelled")


class Span(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def beginning(span: Span, day: date) -> date:
    """The first day of the span that a day lies in; weeks begin on Monday."""
    match span:
        case Span.DAY:
            return day
        case Span.WEEK:
            return day - timedelta(days=day.weekday())
        case Span.MONTH:
            return day.replace(day=1)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """So many of a measure in a bucket, since the first day of a span."""

    starts_on: date
    measure: str
    bucket: int
    n: int
    seconds: int


@dataclass(frozen=True, kw_only=True)
class Counts:
    """All that was counted of one span: by measure, how many in which bucket, and seconds."""

    buckets: Mapping[str, Mapping[int, int]]
    seconds: Mapping[str, int]

    def total(self, measure: str) -> int:
        return sum(self.buckets.get(measure, {}).values())

    def spread(self, measure: Measure) -> Spread:
        """In seconds."""
        return bucket_spread(self.buckets.get(measure.value, {}), BUCKET_SECONDS)

    def days(self, measure: str) -> Spread:
        """In days."""
        return bucket_spread(self.buckets.get(measure, {}), 1)

    @property
    def under_ten_share(self) -> float | None:
        cycles = self.buckets.get(Measure.CYCLE.value, {})
        under = sum(n for bucket, n in cycles.items() if bucket < _UNDER_TEN)
        return share(under, sum(cycles.values()))

    @property
    def no_show_share(self) -> float | None:
        """Of those whose appointment was kept or missed; who cancelled is no no-show."""
        missed = self.total("no-show")
        return share(missed, missed + self.total("came"))

    @property
    def booked_share(self) -> float | None:
        """Of those first notified in the span, who has booked by now (booked ÷ notified)."""
        return share(self.total("notice-booking"), self.total("notified"))

    @property
    def online_share(self) -> float | None:
        """Of the appointments whose way of booking is known (online ÷ all)."""
        by_channel = self.by_channel()
        known = {name: each for name, each in by_channel.items() if name}
        return share(sum(known.get(ONLINE, (0, 0, 0))), sum(map(sum, known.values())))

    def by_channel(self) -> dict[str, Outcomes]:
        """By the way of booking; "" where it is not known."""
        ways = {name.partition(_BY_CHANNEL)[2] for name in self.buckets if _BY_CHANNEL in name}
        return {way: self._of_channel(way) for way in sorted(ways)}

    def _of_channel(self, way: str) -> Outcomes:
        came, missed, cancelled = (self.total(f"{each}{_BY_CHANNEL}{way}") for each in _KINDS)
        return came, missed, cancelled

    def by_lead(self) -> list[tuple[tuple[int, int], Outcomes]]:
        """By days from booking to appointment."""
        return [(days, self._of_lead(days)) for days in LEADS]

    def _of_lead(self, days: tuple[int, int]) -> Outcomes:
        counted = (self.buckets.get(f"{each}-by-lead", {}) for each in _KINDS)
        came, missed, cancelled = (_within(each, days) for each in counted)
        return came, missed, cancelled

    def saved(self, base_minutes: int) -> Saved:
        cycle, stay = Measure.CYCLE.value, Measure.STAY.value
        return saved(
            stays=self.total(stay),
            stay_seconds=self.seconds.get(stay, 0),
            cycles=self.total(cycle),
            cycle_seconds=self.seconds.get(cycle, 0),
            base_minutes=base_minutes,
        )


NOTHING: Final = Counts(buckets={}, seconds={})


def by_span(counted: Iterable[Counted]) -> dict[date, Counts]:
    """The counts of each span, by its first day."""
    parted: defaultdict[date, list[Counted]] = defaultdict(list)
    for each in counted:
        parted[each.starts_on].append(each)
    return {day: together(parted[day]) for day in sorted(parted)}


def together(counted: Iterable[Counted]) -> Counts:
    """Of several spans as if they were one."""
    buckets: defaultdict[str, Counter[int]] = defaultdict(Counter)
    seconds: Counter[str] = Counter()
    for each in counted:
        buckets[each.measure][each.bucket] += each.n
        seconds[each.measure] += each.seconds
    return Counts(buckets=buckets, seconds=seconds)


def _within(buckets: Mapping[int, int], days: tuple[int, int]) -> int:
    return sum(n for bucket, n in buckets.items() if days[0] <= bucket <= days[1])
