"""What a booking costs on this machine at which rate: measured in stages, kept for planning."""

from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from infra.surge.capacity.formula import Formula, formula
from infra.surge.capacity.stages import Stage
from infra.surge.rush import Run
from infra.surge.watching.observed import OTHERS

FILE: Final = "surge-curve.json"
SHORT: Final = "surge-curve-short.json"
"""Of an edition of seconds: no plan stands on it, and it takes the place of no curve."""
_A_CURVE: Final = 3
"""Stages at least."""


class NoCurveError(Exception):
    """Nothing was measured here that a plan could stand on; the message says the remedy."""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A figure at a rate that the curve was not measured at: what it said, and what it was.

    planned: for the disk and the cores as they were while the curve was measured. predicted: for
    these as they were now. known: the same, told how many batches there were.
    """

    a_second: float
    figure: str
    planned: float
    predicted: float
    known: float
    measured: float

    @property
    def off(self) -> float:
        """By what share the measured figure differs from the predicted one."""
        return self.measured / self.predicted - 1 if self.predicted else 0.0


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """One site process and its PostgreSQL. `log_bytes`: a booking's, with indexes.

    others: cores that did not belong to the drill; `stages` by rate.
    """

    machine: str
    version: str
    measured_at: datetime
    others: float
    log_bytes: float
    stages: list[Stage]
    checked: list[Checked] = msgspec.field(default_factory=list[Checked])

    def fastest(self, slowest_ms: float) -> float:
        """The highest measured rate at which p99 kept within *slowest_ms*; 0: at none."""
        return max((each.a_second for each in self.stages if each.p99 <= slowest_ms), default=0.0)

    @property
    def formula(self) -> Formula:
        """By its stages alone: what was checked at other rates does not enter."""
        return formula(self.stages)


def keep_curve(folder: Path, run: Run, stages: list[Stage], *, short: bool = False) -> None:
    """Of a drill in steps that is as it should be; others say nothing of what a rate costs."""
    whole = all(each.holds for each in run.findings)
    if run.drill.shape != "steps" or len(stages) < _A_CURVE or not whole:
        return
    curve = Curve(
        machine=run.machine.name,
        version=run.machine.versions["Madoguchi"],
        measured_at=run.began_at,
        others=round(run.observed.rush.cores.get(OTHERS, 0.0), 2),
        log_bytes=round(run.observed.log_bytes / max(run.booked, 1), 1),
        stages=stages,
    )
    write_curve(folder / (SHORT if short else FILE), curve)


def write_curve(path: Path, curve: Curve) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(curve)) + b"\n")


def read_curve(path: Path) -> Curve:
    """Raises NoCurveError."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Curve)
    except FileNotFoundError as error:
        raise NoCurveError(
            f"There is no {path}: nothing was measured on this machine yet. Remedy: make"
            " capacity-curve, with nothing else running"
        ) from error
    except msgspec.DecodeError as error:
        raise NoCurveError(f"{path} is of another version. Remedy: make capacity-curve") from error
