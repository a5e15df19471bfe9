"""What bookings cost, taken apart: a part for being awake, one per booking, one per batch.

A batch is what arrived while the last one was being committed, and each is flushed once. So where
a batch takes longer there are fewer and larger ones, and a booking is cheaper:

F(λ) = 1 / (t + e^(-λ·t) / λ), t = d + x      batches a second at λ bookings a second
S(λ) = m · (s0 + s1 · λ + s2 · F(λ))          cores of the site; P: of PostgreSQL, B: bytes of WAL

d: milliseconds of one flush of the disk. x: what a batch takes beside it. m: what the same takes
there, as a multiple of what it took while the curve was measured; bytes do not know it.
e^(-λ·t) / λ is how long an idle desk waits for somebody.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp
from statistics import median
from typing import Final

from infra.surge.capacity.least_squares import fitted
from infra.surge.capacity.stages import Stage

_HALVINGS: Final = 60


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of what is used in a second: at rest, by each booking, by each batch."""

    awake: float
    booking: float
    batch: float

    def at(self, a_second: float, batches: float) -> float:
        return self.awake + self.booking * a_second + self.batch * batches


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What differs from machine to machine and from hour to hour: d, x and m."""

    flush_ms: float
    beside_ms: float
    slowness: float = 1.0

    def batches(self, a_second: float) -> float:
        return batches_a_second(a_second, self.flush_ms + self.beside_ms)


@dataclass(frozen=True, kw_only=True)
class Formula:
    """`machine`: as it was, in the middle, while the curve was measured."""

    site: Cost
    postgres: Cost
    wal: Cost
    machine: Machine

    def cores(self, a_second: float, batches: float) -> float:
        return self.site.at(a_second, batches) + self.postgres.at(a_second, batches)


def batches_a_second(a_second: float, batch_ms: float) -> float:
    """F: an idle desk begins with the first who comes, a busy one when it is done."""
    if a_second <= 0:
        return 0.0
    took = batch_ms / 1_000
    return 1 / (took + exp(-a_second * took) / a_second)


def batch_ms(a_second: float, batches: float) -> float:
    """How long a batch takes if there are so many of them: `batches_a_second` read backwards."""
    low, high = 0.0, 1_000 / max(batches, 1e-9)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = batches_a_second(a_second, middle) > batches
        low, high = (middle, high) if above else (low, middle)
    return low


def formula(stages: Sequence[Stage]) -> Formula:
    """From the curve's own points."""
    return Formula(
        site=_cost(stages, lambda each: each.site_cores),
        postgres=_cost(stages, lambda each: each.postgres_cores),
        wal=_cost(stages, lambda each: each.wal_bytes),
        machine=Machine(
            flush_ms=median(each.flush_ms for each in stages),
            beside_ms=median(map(_beside_ms, stages)),
        ),
    )


def calibrated(known: Formula, stage: Stage) -> Machine:
    """The machine as it is now, by one more stage: how long a batch takes, and how much the same.

    The stage's own batches are held against its cores, so that larger ones do not look like faster
    cores.
    """
    said = known.cores(stage.a_second, stage.flushes)
    took = stage.site_cores + stage.postgres_cores
    return Machine(
        flush_ms=stage.flush_ms,
        beside_ms=_beside_ms(stage),
        slowness=took / said if said else 1.0,
    )


def between(before: Machine, after: Machine) -> Machine:
    """As it was in the middle, if it changed evenly."""
    return Machine(
        flush_ms=(before.flush_ms + after.flush_ms) / 2,
        beside_ms=(before.beside_ms + after.beside_ms) / 2,
        slowness=(before.slowness + after.slowness) / 2,
    )


def _cost(stages: Sequence[Stage], used: Callable[[Stage], float]) -> Cost:
    rows = [(1.0, each.a_second, each.flushes) for each in stages]
    awake, booking, batch = fitted(rows, [used(each) for each in stages])
    return Cost(awake=awake, booking=booking, batch=batch)


def _beside_ms(stage: Stage) -> float:
    return max(0.0, batch_ms(stage.a_second, stage.flushes) - stage.flush_ms)
