"""Named shapes: how many users there are at which moment. A drill names one of `SHAPES`."""

from collections.abc import Mapping
from typing import Final

from locust import LoadTestShape

from loadtests.crowd.here import DRILL

Tick = tuple[int, float]


class _Shape(LoadTestShape):
    """Ends after the drill's seconds, or when everybody has gone."""

    abstract = True
    _seen = False

    def tick(self) -> Tick | None:
        seconds = self.get_run_time()
        here = self.get_current_user_count()
        self._seen = self._seen or here > 0
        if seconds >= DRILL.seconds or (self._seen and here == 0):
            return None
        return self.users_at(seconds)

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


SHAPES: Final[Mapping[str, type[_Shape]]] = {"steady": Steady, "ramp": Ramp, "steps": Steps}
