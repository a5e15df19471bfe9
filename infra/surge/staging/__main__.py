"""`python -m infra.surge.staging`: the steps of a drill that runs on several machines.

`seed` writes drill and people, Locust runs wherever it is started, `judge` audits what the site
stored with all journals in the folder and writes the report, `clean` drops the seeded database.
`database` is for trying it all on one machine: the embedded PostgreSQL as a server of its own.
"""

import asyncio
import signal
import sys
from pathlib import Path

import click

from infra.postgres.access import Access
from infra.postgres.server import PostgresServer
from infra.surge.houses.houses import DURABLE
from infra.surge.report.verdict import judge as verdict_on
from infra.surge.report.writing import write_report
from infra.surge.staging.afterwards import look_at
from infra.surge.staging.people import DATABASE, drop_people, seed_people
from loadtests.drills import DrillError, load_drill, write_drill

_ADMIN = click.option("--admin", envvar="MADOGUCHI_POSTGRES_ADMIN_DSN", required=True)
_FOLDER = click.option("--out", type=click.Path(path_type=Path), required=True)
_DSN_FILE = "admin.dsn"


@click.group()
def main() -> None:
    """A drill across machines; the server is the one of MADOGUCHI_POSTGRES_ADMIN_DSN."""


@main.command("seed")
@click.argument("drill")
@click.option("--short", is_flag=True, help="Its edition of seconds.")
@click.option("--set", "changed", multiple=True, metavar="KEY=VALUE")
@_ADMIN
@_FOLDER
def seed(*, drill: str, short: bool, changed: tuple[str, ...], admin: str, out: Path) -> None:
    """Fill a database with the ward of DRILL; people and drill go into the folder --out.

    The staging site's settings (MADOGUCHI_BOOKING_…) have to be at hand: sessions and birthdays
    are made with its keys.
    """
    out.mkdir(parents=True, exist_ok=True)
    try:
        plan = load_drill(drill, short=short, changed=changed)
    except DrillError as error:
        raise click.UsageError(str(error)) from error
    write_drill(plan, out / "drill.json")
    asyncio.run(seed_people(plan, Access.from_dsn(admin), out))
    click.echo(f"Point the staging site's dsn at {DATABASE}, then let Locust run with")
    click.echo(f"SURGE_FOLDER={out.resolve()}; every other generating machine needs a copy of it.")


@main.command("judge")
@_ADMIN
@_FOLDER
def judge(*, admin: str, out: Path) -> None:
    """Audit the log with every journal in --out, and write the report there.

    What workers on other machines wrote (journal-N, seconds-N, notes-N) is copied there before.
    The exit code is the verdict.
    """
    try:
        run = asyncio.run(look_at(Access.from_dsn(admin).to(DATABASE), out))
    except RuntimeError as error:
        raise click.ClickException(str(error)) from error
    write_report(run, out, f"python -m infra.surge.staging judge --out {out}")
    verdict = verdict_on(run)
    click.echo("\n".join(verdict.lines))
    click.echo(f"The evidence: {out / 'surge-report.html'}")
    sys.exit(0 if verdict.passed else 1)


@main.command("clean")
@_ADMIN
def clean(*, admin: str) -> None:
    """Drop the database that `seed` made; the site must have let go of it."""
    dropped = asyncio.run(drop_people(Access.from_dsn(admin)))
    click.echo("Dropped." if dropped else "There is none of ours.")


@main.command("database")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--port", default=5433, show_default=True, help="On 127.0.0.1.")
def database(*, folder: Path, port: int) -> None:
    """Keep the embedded PostgreSQL, durable, until Ctrl-C; FOLDER/admin.dsn is the way in."""
    with PostgresServer(folder=folder, tcp_port=port, options=DURABLE) as server:
        way_in = folder / _DSN_FILE
        way_in.touch(mode=0o600)
        way_in.write_text(server.admin.dsn, encoding="ascii")
        click.echo(f"PostgreSQL takes connections on 127.0.0.1:{port}; {way_in} is the way in.")
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
