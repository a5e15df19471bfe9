"""Named shapes: how many users there are at which moment. A drill names one of `SHAPES`."""

from collections.abc import Mapping
from typing import Final

from locust import LoadTestShape

from loadtests.crowd.here import DRILL

Tick = tuple[int, float]


class _Shape(LoadTestShape):
    """Ends after the drill's seconds, or when everybody has gone."""

    abstract = True
    ended_by = ""
    """Why it ended; empty as long as it has not."""
    _seen = False

    def tick(self) -> Tick | None:
        seconds = self.get_run_time()
        here = self.get_current_user_count()
        self._seen = self._seen or here > 0
        if seconds >= DRILL.seconds:
            self.ended_by = "time"
        elif self._seen and here == 0:
            self.ended_by = "everybody-gone"
        return None if self.ended_by else self.users_at(seconds)

    def users_at(self, seconds: float) -> Tick:
        raise NotImplementedError


class Steady(_Shape):
    """All from the beginning; in the open model each then comes at a moment of their own."""

    def users_at(self, seconds: float) -> Tick:  # noqa: ARG002
        return DRILL.users, float(DRILL.users)


class Ramp(_Shape):
    """Ever more until `ramp_seconds`, then all."""

    def users_at(self, seconds: float) -> Tick:
        share = min(1.0, (seconds + 1) / DRILL.number("ramp_seconds"))
        users = max(1, round(DRILL.users * share))
        return users, float(users)


class Steps(_Shape):
    """`steps` equal steps up, to find where more users bring no more bookings."""

    def users_at(self, seconds: float) -> Tick:
        steps = DRILL.number("steps")
        step = min(steps, 1 + seconds * steps // DRILL.seconds)
        users = max(1, round(DRILL.users * step / steps))
        return users, float(users)


def ended_by(shape: object) -> str:
    """Why a drill of that shape ended; empty where it was broken off."""
    return shape.ended_by if isinstance(shape, _Shape) else ""


SHAPES: Final[Mapping[str, type[_Shape]]] = {"steady": Steady, "ramp": Ramp, "steps": Steps}
