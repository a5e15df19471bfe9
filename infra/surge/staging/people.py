"""People for a staging ward, in a database beside the ward's own, which is never touched."""

import os
from pathlib import Path
from typing import Final

import asyncpg

from booking_web.settings import BookingSettings
from infra.postgres.access import Access
from infra.settings import load
from infra.surge.houses.houses import head
from infra.surge.houses.seeding import Secrets, seed
from infra.surge.staging.before import Before, keep_before
from infra.surge.watching.batches import log_bytes
from loadtests.drills import Drill

_NAME: Final = "surge_staging"
DATABASE: Final = f"bench_{_NAME}"
_MARK: Final = "made by infra.surge.staging"
_FOUND: Final = """SELECT shobj_description(oid, 'pg_database') FROM pg_database
  WHERE datname = $1"""


async def seed_people(plan: Drill, admin: Access, out: Path) -> None:
    """Sessions and birthdays are made with the keys of the site's own settings."""
    site = load("booking", BookingSettings, os.environ)
    keys = Secrets(session=site.session_secret, csrf=site.csrf_secret, birthday=site.birthday_key)
    access = await seed(plan.ward, admin, keys, out, _NAME)
    connection = await asyncpg.connect(admin.dsn)
    try:
        await connection.execute(f"COMMENT ON DATABASE {DATABASE} IS '{_MARK}'")
    finally:
        await connection.close()
    keep_before(out, Before(since=await head(access), log_bytes=await log_bytes(access.dsn)))


async def drop_people(admin: Access) -> bool:
    """What the seeding made, and nothing else; False: there is none."""
    connection = await asyncpg.connect(admin.dsn)
    try:
        ours: bool = await connection.fetchval(_FOUND, DATABASE) == _MARK
        if ours:
            await connection.execute(f"DROP DATABASE {DATABASE}")
    finally:
        await connection.close()
    return ours
