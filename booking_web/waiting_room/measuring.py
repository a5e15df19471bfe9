"""How fast this worker answers: a window of fixed size, without a single value of a person."""

from typing import Final

WINDOW: Final = 512
FEWEST: Final = 5
"""Fewer answers say nothing about how fast the site is."""
OLDEST_SECONDS: Final = 10.0


class Measuring:
    """The last answers of one worker, and what its desk refused."""

    def __init__(self) -> None:
        self._seconds = [0.0] * WINDOW
        self._ended = [float("-inf")] * WINDOW
        self._count = 0
        self._counted_before = 0
        self._shed: list[float] = []
        self.lag = 0.0
        """How late the worker's own clockwork runs: a busy loop answers nobody."""

    def note(self, seconds: float, ended: float) -> None:
        """One answer; *ended* by a clock that only runs forward."""
        nth = self._count % WINDOW
        self._seconds[nth], self._ended[nth] = seconds, ended
        self._count += 1

    def note_shed(self, now: float) -> None:
        """The desk's queue was full."""
        if len(self._shed) < WINDOW:
            self._shed.append(now)

    def shed(self, now: float) -> int:
        """How often the desk refused in the last seconds."""
        self._shed = [at for at in self._shed if now - at <= OLDEST_SECONDS]
        return len(self._shed)

    def p95(self, now: float) -> float:
        """Seconds that 95 of 100 recent answers stayed under, or the lag where that is more."""
        recent = sorted(
            seconds
            for seconds, ended in zip(self._seconds, self._ended, strict=True)
            if now - ended <= OLDEST_SECONDS
        )
        if len(recent) < FEWEST:
            return self.lag
        return max(self.lag, recent[int(len(recent) * 0.95)])

    def since_last(self) -> int:
        """Answers since this was asked before."""
        new, self._counted_before = self._count - self._counted_before, self._count
        return new
