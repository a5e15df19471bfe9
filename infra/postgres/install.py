"""Makes both zones' roles, databases and schemas, or brings them up to date."""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path

from infra.postgres.access import Access
from infra.postgres.migrations import migrate
from infra.postgres.server import PostgresServer
from infra.postgres.zones import ZONES, Zone, make_zone


async def install(
    admin: Access, passwords: Mapping[str, str], zones: Iterable[Zone] = ZONES
) -> list[str]:
    """Safe to repeat; returns the migrations that were applied, as "zone: room/number_name".

    `passwords` has the password of each zone's program by the zone's name.

    Raises:
        MigrationChangedError: a released migration was edited.
    """
    applied: list[str] = []
    for zone in zones:
        await make_zone(zone, admin, passwords[zone.name])
        versions = await migrate(zone, admin.to(zone.database))
        applied += [f"{zone.name}: {version}" for version in versions]
    return applied


@contextmanager
def superuser(folder: Path, admin_dsn: str | None) -> Generator[Access]:
    """The way in to the server that is there, or to ours, running only meanwhile."""
    if admin_dsn is not None:
        yield Access.from_dsn(admin_dsn)
        return
    with PostgresServer(folder=folder) as server:
        yield server.admin
