"""`python -m infra.surge.limits`: what the crowd costs on this machine, whatever it comes to."""

import os
import tempfile
from pathlib import Path

import click

from infra.surge.limits.limits import keep_limits, told
from infra.surge.limits.measuring import measure


@click.command()
@click.option("--seconds", default=15, show_default=True, help="Of each of the two runs.")
@click.option("--out", type=click.Path(path_type=Path), default=Path())
def main(*, seconds: int, out: Path) -> None:
    """Measure Locust against prepared answers; later reports in --out say what it means."""
    with tempfile.TemporaryDirectory(prefix="surge-limits-") as folder:
        try:
            limits = measure(Path(folder), seconds)
        except RuntimeError as error:
            raise click.ClickException(str(error)) from error
    keep_limits(out, limits)
    click.echo(told(limits, os.cpu_count() or 1))


if __name__ == "__main__":
    main()
