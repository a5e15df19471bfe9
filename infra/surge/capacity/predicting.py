"""What a formula says of one process and one log, by figure, beside what was measured."""

from collections.abc import Sequence
from typing import Final

from infra.surge.capacity.formula import Formula, Machine
from infra.surge.capacity.stages import Stage

SITE_CORES: Final = "cores of the site"
POSTGRES_CORES: Final = "cores of PostgreSQL"
_FLUSHES: Final = "flushes a second"
_WAL: Final = "bytes of WAL a second"


def predicted(formula: Formula, a_second: float, machine: Machine) -> dict[str, float]:
    """For a disk and cores like that machine's."""
    return _said(formula, a_second, machine.batches(a_second), machine.slowness)


def knowing_batches(formula: Formula, stage: Stage, slowness: float = 1.0) -> dict[str, float]:
    """For as many batches as the stage had: what is off then is not for want of knowing these."""
    return _said(formula, stage.a_second, stage.flushes, slowness)


def _said(formula: Formula, a_second: float, batches: float, slowness: float) -> dict[str, float]:
    return {
        SITE_CORES: slowness * formula.site.at(a_second, batches),
        POSTGRES_CORES: slowness * formula.postgres.at(a_second, batches),
        _FLUSHES: batches,
        _WAL: formula.wal.at(a_second, batches),
    }


def measured(stage: Stage) -> dict[str, float]:
    return {
        SITE_CORES: stage.site_cores,
        POSTGRES_CORES: stage.postgres_cores,
        _FLUSHES: stage.flushes,
        _WAL: stage.wal_bytes,
    }


def fit(formula: Formula, stages: Sequence[Stage]) -> dict[str, list[float]]:
    """By what share each stage took more than the formula says.

    Flushes as the machine was in the middle; the rest for as many flushes as there were.
    """
    found: dict[str, list[float]] = {}
    for stage in stages:
        said = knowing_batches(formula, stage)
        said[_FLUSHES] = formula.machine.batches(stage.a_second)
        for figure, took in measured(stage).items():
            off = took / said[figure] - 1 if said[figure] else 0.0
            found.setdefault(figure, []).append(off)
    return found
