"""The ten minutes: how long the party has been at the counter, and when that becomes long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from counter_station.visit.state import Visit

AMBER_AFTER = timedelta(minutes=8)
RED_AFTER = timedelta(minutes=10)


class Pace(Enum):
    """In time, close to ten minutes, over them."""

    IN_TIME = "in-time"
    SOON_OVER = "soon-over"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Elapsed:
    """Whole seconds since the call, and what they mean."""

    seconds: int
    pace: Pace

    def __str__(self) -> str:
        minutes, seconds = divmod(self.seconds, 60)
        return f"{minutes}:{seconds:02d}"


def elapsed(visit: Visit, *, now: datetime) -> Elapsed | None:
    """From the call to the end of the visit, or to now; None before the call."""
    if visit.called_at is None:
        return None
    spent = max(timedelta(0), (visit.finished_at or now) - visit.called_at)
    return Elapsed(seconds=int(spent.total_seconds()), pace=_pace(spent))


def _pace(spent: timedelta) -> Pace:
    if spent >= RED_AFTER:
        return Pace.OVER
    return Pace.SOON_OVER if spent >= AMBER_AFTER else Pace.IN_TIME
