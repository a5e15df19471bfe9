"""What the waiting room is told at its start."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class WaitingRoomSettings:
    """A part of the booking site's settings; rates are people a second, for all workers."""

    waiting_openings: tuple[datetime, ...] = ()
    """Moments at which many will come, such as 2026-12-01T09:00+09:00; more can be planned with
    `madoguchi waiting-room open --at`."""
    waiting_gather_minutes: int = 30
    """So long before an opening people can come and take part in the draw."""
    waiting_window_minutes: int = 15
    """For so long a ticket lets its holder begin a booking once their turn has come."""
    waiting_claim_seconds: int = 180
    """Who does not come back so long after their turn goes to the end of their lane."""
    waiting_rate: float = 20.0
    waiting_least_rate: float = 2.0
    waiting_most_rate: float = 200.0
    waiting_p95_ms: int = 500
    """Answers slower than this let fewer people in."""
    waiting_shed_threshold: int = 20
    """So many refusals by a full desk within ten seconds open the waiting room; 0: never."""
    waiting_polls_per_second: int = 1_000
    """What the workers can answer; with more people waiting each page comes back later."""

    def __post_init__(self) -> None:
        if any(each.tzinfo is None for each in self.waiting_openings):
            raise ValueError("waiting_openings need their zone, as in 2026-12-01T09:00+09:00")
        if not 0 < self.waiting_least_rate <= self.waiting_rate <= self.waiting_most_rate:
            raise ValueError("waiting rates: 0 < least <= rate <= most")
        if self.waiting_gather_minutes < self.waiting_window_minutes:
            raise ValueError("waiting_gather_minutes is at least waiting_window_minutes")
        if min(self.waiting_window_minutes, self.waiting_polls_per_second) < 1:
            raise ValueError("waiting_window_minutes and waiting_polls_per_second are at least 1")
        if self.waiting_claim_seconds < 90:
            raise ValueError("waiting_claim_seconds is at least 90: pages come back after 60")
