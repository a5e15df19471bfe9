"""`make surge`: runs a drill, audits its log, and judges; the exit code is the verdict."""

import asyncio
import shlex
import sys
import tempfile
from pathlib import Path

import click

from infra.surge.counters.days import DAYS
from infra.surge.report.verdict import judge
from infra.surge.report.writing import write_report
from infra.surge.rush import run_drill
from loadtests.drills import DrillError, drill_names, load_drill


@click.command()
@click.argument("drill", default="surge")
@click.option("--short", is_flag=True, help="Its edition of seconds: does it run, is it right?")
@click.option("--set", "changed", multiple=True, metavar="KEY=VALUE", help="Such as ward.places=3.")
@click.option("--out", type=click.Path(path_type=Path), default=Path())
@click.option("--list", "listed", is_flag=True, help="Name the drills of loadtests/drills.toml.")
def main(*, drill: str, short: bool, changed: tuple[str, ...], out: Path, listed: bool) -> None:
    """Run one drill; the evidence is in surge-report.html and surge-report.json."""
    if listed:
        for name, says in drill_names().items():
            click.echo(f"  {name:<13} {says}")
        return
    try:
        plan = load_drill(drill, short=short, changed=changed)
    except DrillError as error:
        raise click.UsageError(str(error)) from error
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="surge-") as folder:
        run_one = DAYS.get(plan.house, run_drill)
        try:
            run = asyncio.run(run_one(plan, Path(folder)))
        except RuntimeError as error:
            raise click.ClickException(str(error)) from error
    write_report(run, out, _again(drill, out, short=short, changed=changed), short=short)
    verdict = judge(run)
    click.echo("\n".join(verdict.lines))
    click.echo(f"The evidence: {out / 'surge-report.html'}")
    sys.exit(0 if verdict.passed else 1)


def _again(drill: str, out: Path, *, short: bool, changed: tuple[str, ...]) -> str:
    """What runs the same once more."""
    words = ["--short"] if short else []
    words += [word for each in changed for word in ("--set", each)]
    words += [] if out == Path() else ["--out", str(out)]
    told = ["make", "surge", f"DRILL={drill}", *([f"SURGE={shlex.join(words)}"] if words else [])]
    return shlex.join(told)


if __name__ == "__main__":
    main()
