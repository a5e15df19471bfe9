"""How many may come in now, and how fast: rates follow what the server can do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from booking_web.waiting_room.queue import Room

CUT: Final = 0.7
RAISE: Final = 0.05
"""Of the highest rate, at each step: from the least to the most in at least 100 seconds."""
STEP: Final = timedelta(seconds=5)
LONGEST_TURN: Final = timedelta(seconds=2)
"""A time in which nobody called is not made good in one rush."""
MOST_AT_ONCE: Final = 2
"""Places that nobody claimed are given on at most so many times as fast as the rate."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Rates in people a second."""

    least: float
    most: float
    p95_seconds: float


@dataclass(frozen=True, kw_only=True)
class Load:
    """The worst that any worker measured; `p95_seconds` is None if none of them did."""

    p95_seconds: float | None = None
    shed: int = 0


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What one turn of calling is decided on."""

    room: Room
    tokens: float
    """Admissions that were allowed and not used yet."""
    turned_at: datetime | None
    adapted_at: datetime | None
    lapsed: int
    """Called places that nobody claimed in time: their admissions are given on."""
    load: Load


@dataclass(frozen=True, kw_only=True)
class Call:
    """How many are called in each lane, and what is left for the next turn."""

    drawn: int
    come: int
    rate: float
    tokens: float
    adapted: bool

    @property
    def people(self) -> int:
        return self.drawn + self.come


def adapted_rate(rate: float, load: Load, *, crowded: bool, limits: Limits) -> float:
    """Cut when answers are slow or the desk refuses, raised a little while people wait (AIMD)."""
    p95 = load.p95_seconds
    if load.shed or (p95 is not None and p95 > limits.p95_seconds):
        rate *= CUT
    elif crowded and p95 is not None:
        rate += RAISE * limits.most
    return min(max(rate, limits.least), limits.most)


def call(turn: Turn, *, at: datetime, limits: Limits) -> Call:
    """Whom to call now: first the drawn, then who came.

    Over any time, those admitted are never more than the rates add up to: each admission allowed
    is used once, or comes back when nobody claimed it.
    """
    room, adapted = turn.room, _is_due(turn, at)
    rate = room.rate
    if adapted:
        rate = adapted_rate(rate, turn.load, crowded=room.waiting > 0, limits=limits)
    passed = _passed(turn, at)
    tokens = turn.tokens + rate * passed + turn.lapsed
    most = MOST_AT_ONCE * rate * passed + 1
    people = int(min(tokens, most, room.waiting))
    drawn = min(people, room.drawn_waiting)
    left = tokens - people
    if people == room.waiting:
        left = min(left, rate)  # nobody waits: what is not used is not saved up
    return Call(drawn=drawn, come=people - drawn, rate=rate, tokens=left, adapted=adapted)


def _is_due(turn: Turn, at: datetime) -> bool:
    return turn.adapted_at is None or at - turn.adapted_at >= STEP


def _passed(turn: Turn, at: datetime) -> float:
    """Seconds since the last turn; the first stands for one."""
    if turn.turned_at is None:
        return 1.0
    return max(0.0, min(at - turn.turned_at, LONGEST_TURN).total_seconds())
