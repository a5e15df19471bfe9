"""When the last visitor leaves, if the counters go on as they did so far today.

A plain reckoning, not a promise: everybody who is booked comes on time, who waits goes first,
each visit lasts alike, and as many counters serve as serve now. `issuance.planning` simulates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heapreplace
from typing import Final

USUAL_SECONDS: Final = 600.0
"""Reckoned with until enough visits have ended: the office's own promise."""
ENOUGH_VISITS: Final = 5


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """`leaves_at`: with visits of median length; `at_latest`: if each took as long as p90."""

    leaves_at: datetime
    at_latest: datetime
    counters: int
    visit_seconds: float


def last_leaving(
    *,
    now: datetime,
    serving_since: Sequence[datetime],
    waiting: int,
    coming: Sequence[datetime],
    counters: int,
    p50_seconds: float | None,
    p90_seconds: float | None,
) -> Forecast | None:
    """None when nobody is here and nobody comes any more.

    `serving_since`: when each party that is at a counter now was called. `waiting`: parties in
    the hall. `coming`: the appointments that are still to come. `counters`: how many serve; at
    least those that do so now, and one. Without `p50_seconds`, `USUAL_SECONDS`.
    """
    if not (serving_since or waiting or coming):
        return None
    several = max(counters, len(serving_since), 1)
    usual = p50_seconds or USUAL_SECONDS
    long = max(usual, p90_seconds or usual)

    def ends(seconds: float) -> datetime:
        length = timedelta(seconds=seconds)
        busy = [max(now, since + length) for since in serving_since]
        free = busy + [now] * (several - len(busy))
        heapify(free)
        last = max(busy, default=now)
        for here_at in [*[now] * waiting, *(max(now, each) for each in sorted(coming))]:
            leaves = max(free[0], here_at) + length
            heapreplace(free, leaves)
            last = max(last, leaves)
        return last

    return Forecast(
        leaves_at=ends(usual), at_latest=ends(long), counters=several, visit_seconds=usual
    )
