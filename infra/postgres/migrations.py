"""Brings a database's schema up to date from plain SQL files (dbmate's format).

A file is `NNNN_name.sql` with `-- migrate:up`; `:app` stands for the program's role. The
ledger's files come first in both zones, then the zone's own. What was applied is kept with a
checksum; a file is never edited once released.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import asyncpg

from infra.postgres.access import Access
from infra.postgres.errors import MigrationChangedError
from infra.postgres.zones import Zone

FOLDER = Path(__file__).parent

_LOCK = 0x6D61646F  # "mado": two installers at once wait for each other
_UP = re.compile(
    r"^-- migrate:up(?P<options>[^\n]*)\n(?P<sql>.*?)(?=^-- migrate:down|\Z)",
    re.DOTALL | re.MULTILINE,
)
_APP = re.compile(r"(?<!:):app\b")
_APPLIED = """
CREATE TABLE IF NOT EXISTS public.schema_migrations (
  version text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
)"""


@dataclass(frozen=True, kw_only=True)
class Migration:
    version: str
    sql: str
    checksum: str
    in_transaction: bool


async def migrate(zone: Zone, admin: Access, folder: Path = FOLDER) -> list[str]:
    """Apply what is missing in the database that *admin* points to; return what was applied.

    Raises:
        MigrationChangedError: a file differs from what was applied; nothing was done.
    """
    connection = await asyncpg.connect(admin.dsn)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
        await connection.execute(f"SET ROLE {zone.owner}")  # so that it owns what is made
        return await _apply_missing(connection, zone, migrations_of(zone, folder))
    finally:
        await connection.close()


def migrations_of(zone: Zone, folder: Path = FOLDER) -> list[Migration]:
    """All files for one zone, in order."""
    rooms = ("ledger", zone.name)
    return [_read(path) for room in rooms for path in sorted((folder / room).glob("*.sql"))]


async def _apply_missing(
    connection: asyncpg.Connection, zone: Zone, migrations: list[Migration]
) -> list[str]:
    await connection.execute(_APPLIED)
    rows = await connection.fetch("SELECT version, checksum FROM public.schema_migrations")
    applied: dict[str, str] = {row["version"]: row["checksum"] for row in rows}
    for migration in migrations:
        if applied.get(migration.version, migration.checksum) != migration.checksum:
            raise MigrationChangedError(migration.version)
    missing = [migration for migration in migrations if migration.version not in applied]
    for migration in missing:
        await _apply(connection, zone, migration)
    return [migration.version for migration in missing]


async def _apply(connection: asyncpg.Connection, zone: Zone, migration: Migration) -> None:
    sql = _APP.sub(zone.app, migration.sql)
    if not migration.in_transaction:
        await connection.execute(sql)
    async with connection.transaction():
        if migration.in_transaction:
            await connection.execute(sql)
        await connection.execute(
            "INSERT INTO public.schema_migrations (version, checksum) VALUES ($1, $2)",
            migration.version,
            migration.checksum,
        )


def _read(path: Path) -> Migration:
    text = path.read_text(encoding="utf-8")
    found = _UP.search(text)
    if found is None:
        raise ValueError(f"{path} has no `-- migrate:up`")
    return Migration(
        version=f"{path.parent.name}/{path.stem}",
        sql=found["sql"],
        checksum=sha256(text.encode()).hexdigest(),
        in_transaction="transaction:false" not in found["options"],
    )
