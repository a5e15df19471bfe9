"""`make capacity-check`: two short drills at rates between the curve's, predicted and measured.

One at a rate of the curve's own comes first: it says how fast the machine is today.
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
from infra.surge.capacity.stages import Stage, stages
from infra.surge.rush import Run, run_drill
from infra.surge.watching.observed import OTHERS, QUIET
from loadtests.drills import load_drill

_DEED: Final = "book"
_SHARES: Final = (0.3, 0.6)
"""Of the curve's fastest rate."""
_SECONDS: Final = 20
_A_USER: Final = 10
"""Bookings a second of one user, as in the curve: many slow ones would come in gusts."""
_A_SLOT: Final = 20
_FIGURES: Final = {
    "site_cores": "cores of the site",
    "postgres_cores": "cores of PostgreSQL",
    "flushes": "flushes a second",
    "wal_bytes": "bytes of WAL a second",
}
_MOST_OFF: Final = 0.25
"""Of the cores. Flushes and bytes go by the size of batches, which a busy machine changes."""
_LEAST_CORES: Final = 0.01
"""What can be told from nothing."""
_JUDGED: Final = frozenset({"cores of the site", "cores of PostgreSQL"})


@click.command()
@click.option("--measured", type=click.Path(path_type=Path), default=FILE, show_default=True)
@click.option("--slowest-ms", type=click.FloatRange(min=1), default=500.0, show_default=True)
def main(*, measured: Path, slowest_ms: float) -> None:
    """The exit code says whether the cores were predicted well; the file keeps what was found."""
    try:
        curve = read_curve(measured)
    except NoCurveError as error:
        raise click.ClickException(str(error)) from error
    rates = [_between(curve, share * curve.fastest(slowest_ms)) for share in _SHARES]
    dearness = _dearness(curve)
    checked = [each for rate in rates for each in _check(curve, rate, dearness)]
    write_curve(measured, msgspec.structs.replace(curve, checked=checked))
    for each in checked:
        click.echo(
            f"{each.a_second:6,.0f} a second  {each.figure:<22} predicted"
            f" {each.predicted:10,.4g}  measured {each.measured:10,.4g}  {each.off:+.0%}"
        )
    wrong = [each for each in checked if each.figure in _JUDGED and abs(each.off) > _MOST_OFF]
    sys.exit(1 if wrong else 0)


def _between(curve: Curve, rate: float) -> float:
    """In the middle of the two measured rates around that one: farthest from what is known."""
    rates = [0.0, *sorted(each.a_second for each in curve.stages)]
    below = max(each for each in rates if each <= rate)
    above = min((each for each in rates if each > rate), default=rate)
    return (below + above) / 2


def _dearness(curve: Curve) -> float:
    """What the curve's middle takes now, as a multiple of what it took then.

    The same cores are faster at one hour than at another, above all where they are others' too.
    """
    then = sorted(curve.stages, key=lambda each: each.a_second)[len(curve.stages) // 2]
    now = _measured(then.a_second)
    dearness = _cores(now) / max(_cores(then), _LEAST_CORES)
    click.echo(
        f"{then.a_second:6,.0f} a second, a rate of the curve, takes {dearness:.2f} times the cores"
        " it took then: what is predicted for other rates is multiplied by that"
    )
    return dearness


def _cores(stage: Stage) -> float:
    return stage.site_cores + stage.postgres_cores


def _check(curve: Curve, rate: float, dearness: float) -> Iterator[Checked]:
    measured = _measured(rate)
    predicted = curve.at(measured.a_second)
    for name, figure in _FIGURES.items():
        yield Checked(
            a_second=measured.a_second,
            figure=figure,
            predicted=getattr(predicted, name) * (dearness if figure in _JUDGED else 1),
            measured=getattr(measured, name),
        )


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
