"""`make capacity-check`: two short drills at rates between the curve's, predicted and measured.

Before and after each the curve's own rates below and above are measured again, which say how fast
disk and cores are meanwhile: what is predicted is for these. What was planned, for them as they
were when the curve was measured, stands beside it.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from math import ceil
from pathlib import Path
from typing import Final

import click
import msgspec

from infra.surge.capacity.curve import FILE, Checked, Curve, NoCurveError, read_curve, write_curve
from infra.surge.capacity.formula import Machine, between, calibrated
from infra.surge.capacity.predicting import (
    POSTGRES_CORES,
    SITE_CORES,
    knowing_batches,
    measured,
    predicted,
)
from infra.surge.capacity.stages import Stage, stages
from infra.surge.capacity.telling import told_check, told_formula
from infra.surge.rush import Run, run_drill
from infra.surge.watching.observed import OTHERS, QUIET
from loadtests.drills import load_drill

_DEED: Final = "book"
_SHARES: Final = (0.3, 0.6)
"""Of the curve's fastest rate."""
_SECONDS: Final = 20
_A_USER: Final = 10
"""Bookings a second of one user, as in the curve: Locust costs as much as then."""
_A_SLOT: Final = 20
_MOST_OFF: Final = 0.25
"""Of the cores. Flushes and bytes go by the size of batches, which a busy machine changes."""
_JUDGED: Final = frozenset({SITE_CORES, POSTGRES_CORES})


@click.command()
@click.option("--measured", "path", type=click.Path(path_type=Path), default=FILE)
@click.option("--slowest-ms", type=click.FloatRange(min=1), default=500.0, show_default=True)
def main(*, path: Path, slowest_ms: float) -> None:
    """The exit code says whether the cores were predicted well; the file keeps what was found."""
    try:
        curve = read_curve(path)
    except NoCurveError as error:
        raise click.ClickException(str(error)) from error
    click.echo("\n".join(told_formula(curve)))
    rates = [_between(curve, share * curve.fastest(slowest_ms)) for share in _SHARES]
    checked = [each for rate in rates for each in _check(curve, rate)]
    write_curve(path, msgspec.structs.replace(curve, checked=checked))
    for each in checked:
        click.echo(told_check(each))
    wrong = [each for each in checked if each.figure in _JUDGED and abs(each.off) > _MOST_OFF]
    sys.exit(1 if wrong else 0)


def _between(curve: Curve, rate: float) -> float:
    """In the middle of the two measured rates around that one: farthest from what is known."""
    return sum(_around(curve, rate)) / 2


def _around(curve: Curve, rate: float) -> tuple[float, float]:
    """The measured rates below, 0 if none is, and above."""
    rates = [0.0, *sorted(each.a_second for each in curve.stages)]
    below = max(each for each in rates if each <= rate)
    return below, min((each for each in rates if each > rate), default=below)


def _check(curve: Curve, rate: float) -> Iterator[Checked]:
    """The machine is known by the lower rate just before it and by the higher just after.

    Both, because a batch takes longer the more are in it. Judged is `predicted`.
    """
    below, above = _around(curve, rate)
    before = _calibrated(curve, below or above)
    stage = _measured(rate)
    now = between(before, _calibrated(curve, above))
    planned = predicted(curve.formula, stage.a_second, curve.formula.machine)
    said = predicted(curve.formula, stage.a_second, now)
    known = knowing_batches(curve.formula, stage, now.slowness)
    for figure, took in measured(stage).items():
        yield Checked(
            a_second=stage.a_second,
            figure=figure,
            planned=planned[figure],
            predicted=said[figure],
            known=known[figure],
            measured=took,
        )


def _calibrated(curve: Curve, rate: float) -> Machine:
    """By that rate of the curve, measured again."""
    stage, then = _measured(rate), curve.formula.machine
    now = calibrated(curve.formula, stage)
    click.echo(
        f"Calibrated at {stage.a_second:,.0f} a second, a rate of the curve: a batch takes"
        f" {now.flush_ms:.1f} + {now.beside_ms:.1f} ms now ({then.flush_ms:.1f} +"
        f" {then.beside_ms:.1f} when it was measured), and the same work {now.slowness:.2f} times"
        " the cores"
    )
    return now


def _measured(rate: float) -> Stage:
    people = int(rate * _SECONDS * 1.2)
    changed = (
        f"pace={rate:.1f}",
        f"users={ceil(rate / _A_USER)}",
        f"seconds={_SECONDS}",
        f"ward.residents={people}",
        f"ward.slots={people // _A_SLOT + 1}",
        f"ward.places={_A_SLOT}",
    )
    with tempfile.TemporaryDirectory(prefix="capacity-") as folder:
        try:
            run = asyncio.run(run_drill(load_drill("paced", changed=changed), Path(folder)))
        except RuntimeError as error:
            raise click.ClickException(str(error)) from error
    others = run.observed.rush.cores.get(OTHERS, 0.0)
    if others >= QUIET:
        click.echo(f"others used {others:.2f} cores meanwhile: do not trust what follows")
    return _steady(run)


def _steady(run: Run) -> Stage:
    """The drill's longest stage. Raises click.ClickException: it had none."""
    found = stages(run.observed, _DEED)
    if not found:
        raise click.ClickException("the drill had no steady seconds; is the machine this busy?")
    return max(found, key=lambda each: each.users)


if __name__ == "__main__":
    main()
