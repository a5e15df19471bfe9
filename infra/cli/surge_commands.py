"""Before and after a crowd comes: the auditor, and what a ward would take."""

import sys
from pathlib import Path

import click

FILE = click.Path(path_type=Path)


@click.command()
@click.option("--log", default="booking", show_default=True, help="The log in that database.")
@click.option("--journal", type=FILE, multiple=True, help="What clients noted as acknowledged.")
@click.option("--since", type=int, help="The log's position before these clients began.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def audit(*, log: str, journal: tuple[Path, ...], since: int | None, as_json: bool) -> None:
    """Judge a log by SQL of its own; the database is MADOGUCHI_AUDIT_DSN.

    Ends with 0 when every rule holds, 1 when one is broken, 2 when nothing could be judged.
    """
    from infra.cli.audit import audit_log  # noqa: PLC0415

    sys.exit(audit_log(log, journal, since, as_json=as_json))


@click.command()
@click.option("--residents", type=click.IntRange(1), required=True, help="Who book, all of them.")
@click.option("--minutes", type=click.FloatRange(min=0.1), required=True, help="In so much time.")
@click.option("--peak", type=click.FloatRange(min=1), default=1.0, show_default=True)
@click.option("--use", type=click.FloatRange(0.1, 1), default=0.7, show_default=True)
@click.option("--slowest-ms", type=click.FloatRange(min=1), default=500.0, show_default=True)
@click.option("--measured", type=FILE, default="surge-curve.json", show_default=True)
def capacity(
    *,
    residents: int,
    minutes: float,
    peak: float,
    use: float,
    slowest_ms: float,
    measured: Path,
) -> None:
    """What a surge would take: processes, cores, PostgreSQL, by the curve of this machine.

    --peak: how many times the average the busiest minute brings. --use: the share of a core to
    plan with. --slowest-ms: p99 of a booking must keep within it.
    """
    from infra.cli.capacity import POOL, show_capacity  # noqa: PLC0415
    from infra.surge.capacity.planning import Wanted  # noqa: PLC0415

    wanted = Wanted(
        residents=residents,
        minutes=minutes,
        peak=peak,
        use=use,
        slowest_ms=slowest_ms,
        pool=POOL,
    )
    show_capacity(measured, wanted)
