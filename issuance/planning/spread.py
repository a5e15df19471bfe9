"""How a figure spreads: three corners where it is guessed, quantiles where it was measured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import quantiles
from typing import Final

STEPS: Final = 100
"""A measured spread keeps its percentiles, however many measurements there were."""


@dataclass(frozen=True, kw_only=True)
class Spread:
    """A triangular distribution, in minutes."""

    least: float
    usual: float
    most: float

    @property
    def mean(self) -> float:
        return (self.least + self.usual + self.most) / 3

    def at(self, luck: float) -> float:
        """The value below which the share *luck* (0 to 1) lies."""
        width, left = self.most - self.least, self.usual - self.least
        if luck * width < left:
            return self.least + sqrt(luck * width * left)
        return self.most - sqrt((1 - luck) * width * (self.most - self.usual))

    def as_percentiles(self) -> "Measured":
        """The same spread in the form of a measured one."""
        return Measured(percentiles=tuple(self.at(n / STEPS) for n in range(STEPS + 1)))


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What was seen, in minutes, as percentiles from the least to the most."""

    percentiles: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Of what `at` draws: each step between two percentiles is as likely as any other."""
        inner = sum(self.percentiles[1:-1])
        return (inner + (self.percentiles[0] + self.percentiles[-1]) / 2) / self._steps

    def at(self, luck: float) -> float:
        """The value below which the share *luck* (0 to 1) lies."""
        place = min(max(luck, 0.0), 1.0) * self._steps
        step = min(int(place), self._steps - 1)
        low, high = self.percentiles[step], self.percentiles[step + 1]
        return low + (high - low) * (place - step)

    @property
    def _steps(self) -> int:
        return len(self.percentiles) - 1


def measured(values: Iterable[float]) -> Measured:
    """Of two values or more; ValueError for fewer."""
    seen = sorted(values)
    if len(seen) < 2:
        raise ValueError("a spread needs two values")
    inner = quantiles(seen, n=STEPS, method="inclusive")
    return Measured(percentiles=(seen[0], *inner, seen[-1]))


def percentile(values: Sequence[float], percent: int) -> float:
    """Of one value or more."""
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]
