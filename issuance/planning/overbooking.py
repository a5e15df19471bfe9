"""超過予約: how many more places than counters may be offered, by those who stay away.

percent = 100 ÷ (1 - p), where p is the lowest share of no-shows that the count leaves likely
(the lower end of Wilson's interval at 90 %). Few bookings leave p low, and so few extra places:
a ward that has seen little offers little. While it has seen too few it starts with 103.
"""

from dataclasses import dataclass
from math import comb, sqrt
from typing import Final

from issuance.planning.history import ENOUGH_BOOKED

STARTS_WITH: Final = 103
"""Between the 1.03 and 1.05 that wards are told to start with (domain.md 8)."""
MOST: Final = 120
"""However many stay away: those who come have to be served too."""
Z: Final = 1.6449
"""The normal distribution's 95th percentile: both ends together leave out a tenth."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the count says of no-shows (0 to 1), and the overbooking that follows."""

    booked: int
    missed: int
    share: float
    low: float
    high: float
    percent: int
    measured: bool


def propose(*, booked: int, missed: int) -> Proposal:
    """An overbooking in percent, never below 100."""
    low, high = interval(booked, missed)
    measured = booked >= ENOUGH_BOOKED
    percent = min(MOST, int(100 / (1 - low))) if measured else STARTS_WITH
    return Proposal(
        booked=booked,
        missed=missed,
        share=missed / booked if booked else 0.0,
        low=low,
        high=high,
        percent=percent,
        measured=measured,
    )


def interval(seen: int, hits: int) -> tuple[float, float]:
    """Wilson's score interval at 90 %; everything is possible where nothing was seen."""
    if seen == 0:
        return 0.0, 1.0
    share = hits / seen
    middle = share + Z * Z / (2 * seen)
    half = Z * sqrt(share * (1 - share) / seen + Z * Z / (4 * seen * seen))
    below = 1 + Z * Z / seen
    return max(0.0, (middle - half) / below), min(1.0, (middle + half) / below)


def crowded(*, places: int, counters: int, no_show: float) -> float:
    """How likely more parties come to a full slot than it has counters (0 to 1)."""
    return sum(
        comb(places, come) * (1 - no_show) ** come * no_show ** (places - come)
        for come in range(counters + 1, places + 1)
    )
