"""People for a staging ward: `python -m infra.surge.staging seed NAME --out DIR`, and `clean`.

They get a database of their own beside the ward's, which the staging site is then pointed at; the
ward's own is never touched. The cleaner drops what the seeding made, and nothing else.
"""

import asyncio
import os
from pathlib import Path

import asyncpg
import click

from booking_web.settings import BookingSettings
from infra.postgres.access import Access
from infra.settings import load
from infra.surge.houses.houses import head
from infra.surge.houses.seeding import Secrets, seed
from loadtests.drills import Drill, load_drill, write_drill

_NAME = "surge_staging"
_DATABASE = f"bench_{_NAME}"
_MARK = "made by infra.surge.staging"
_FOUND = """SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1"""


@click.group()
@click.option("--admin", envvar="MADOGUCHI_POSTGRES_ADMIN_DSN", required=True)
@click.pass_context
def main(context: click.Context, *, admin: str) -> None:
    """Make and drop the people of a drill on a staging server (MADOGUCHI_POSTGRES_ADMIN_DSN)."""
    context.obj = Access.from_dsn(admin)


@main.command("seed")
@click.argument("drill")
@click.option("--set", "changed", multiple=True, metavar="KEY=VALUE")
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.pass_obj
def seed_ward(admin: Access, *, drill: str, changed: tuple[str, ...], out: Path) -> None:
    """Fill a database with the ward of DRILL; people and drill go into the folder --out.

    The staging site's settings (MADOGUCHI_BOOKING_…) have to be at hand: sessions and birthdays
    are made with its keys.
    """
    out.mkdir(parents=True, exist_ok=True)
    plan = load_drill(drill, changed=changed)
    since = asyncio.run(_seed(plan, admin, out))
    write_drill(plan, out / "drill.json")
    click.echo(f"Point the staging site's dsn at {_DATABASE}, then let Locust run in {out}.")
    click.echo(f"Afterwards: madoguchi audit --since {since} --journal {out}/journal-0 …")


@main.command("clean")
@click.pass_obj
def clean(admin: Access) -> None:
    """Drop the database that `seed` made; the site must have let go of it."""
    click.echo("Dropped." if asyncio.run(_clean(admin)) else "There is none of ours.")


async def _seed(plan: Drill, admin: Access, out: Path) -> int:
    site = load("booking", BookingSettings, os.environ)
    keys = Secrets(session=site.session_secret, csrf=site.csrf_secret, birthday=site.birthday_key)
    access = await seed(plan.ward, admin, keys, out, _NAME)
    connection = await asyncpg.connect(admin.dsn)
    try:
        await connection.execute(f"COMMENT ON DATABASE {_DATABASE} IS '{_MARK}'")
    finally:
        await connection.close()
    return await head(access)


async def _clean(admin: Access) -> bool:
    connection = await asyncpg.connect(admin.dsn)
    try:
        ours: bool = await connection.fetchval(_FOUND, _DATABASE) == _MARK
        if ours:
            await connection.execute(f"DROP DATABASE {_DATABASE}")
    finally:
        await connection.close()
    return ours


if __name__ == "__main__":
    main()
