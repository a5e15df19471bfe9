"""What a day at the counters is to be like, and what came of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from infra.bench.counter_clerk import Screen, StepSeen
from infra.surge.counters.counter_visitors import Coming

_ELSEWHERE: Final = "called-elsewhere"
"""The one refusal that belongs to an honest day: another counter was faster."""


@dataclass(frozen=True, kw_only=True)
class CounterPlan:
    """How the day goes. Minutes are the day's.

    speed: so many of the day's seconds pass in one of ours. walk_in_every: every so manyth visitor
    has no appointment. called_twice_every: so often two counters call one party. cut_at: so long
    after the opening one station loses the network, for `cut_for`; 0: it never does.
    """

    stations: int
    visits: int
    visit_minutes: float
    speed: float
    walk_in_every: int
    called_twice_every: int
    cut_at: float
    cut_for: float

    @property
    def coming(self) -> Coming:
        """As many as the stations can serve."""
        every = timedelta(minutes=self.visit_minutes / self.stations)
        return Coming(visitors=self.visits, every=every, walk_in_every=self.walk_in_every)

    @property
    def pause_seconds(self) -> float:
        """Of our seconds, between two of a visit's five steps."""
        return self.visit_minutes * 60 / 5 / self.speed

    def is_in_cut(self, number: int, margin_minutes: float = 0.0) -> bool:
        """Whether the visitor comes while the station is cut off, or shortly before."""
        comes_at = number * self.visit_minutes / self.stations
        return self.cut_at - margin_minutes <= comes_at < self.cut_at + self.cut_for

    def is_kept(self, number: int) -> bool:
        """Of those who come meanwhile, as many as one counter serves are kept for the one."""
        return self.is_in_cut(number) and number % self.stations == 0

    def is_called_twice(self, number: int) -> bool:
        """Never near the cut: nobody can tell a station without network who was called."""
        every, near = self.called_twice_every, self.is_in_cut(number, 2 * self.visit_minutes)
        return bool(every) and not near and (number + 1) % every == 0


@dataclass(kw_only=True)
class CounterDay:
    """What clerks saw and what the stations had left at the end."""

    seen: list[StepSeen] = field(default_factory=list[StepSeen])
    screens: list[Screen] = field(default_factory=list[Screen])
    """Of clerks, at counters with the network."""
    screens_cut_off: list[Screen] = field(default_factory=list[Screen])
    """At the one without."""
    passed_over: int = 0
    """Calls that the office refused, since another counter had the party."""
    served_cut_off: int = 0
    sync_seconds: float = 0.0
    unsent: int = 0
    refused: dict[str, int] = field(default_factory=dict[str, int])
    """Facts of stations that the office refused, by its reason."""
    seconds: float = 0.0

    since: int = 0
    """The log's position before anybody came."""

    @property
    def by_kind(self) -> dict[str, list[Screen]]:
        return {
            "next screen": self.screens,
            "next screen without network": self.screens_cut_off,
        }

    @property
    def outcomes(self) -> dict[str, int]:
        """What became of calls and facts, by the words of the report."""
        return {
            "served": sum(each.step == "finish" for each in self.seen),
            "called-elsewhere": self.passed_over,
            **{f"refused: {code}": count for code, count in self.refused.items()},
        }

    @property
    def figures(self) -> dict[str, float]:
        """Beside how long clerks waited."""
        honest = self.refused.get(_ELSEWHERE, 0)
        return {
            "visits.served": self.outcomes["served"],
            "visits.without_network": self.served_cut_off,
            "calls.passed_over": self.passed_over,
            "facts.unsent": self.unsent,
            "facts.refused": sum(self.refused.values()) - honest,
            "sync.seconds": self.sync_seconds,
        }
