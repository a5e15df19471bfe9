"""A real PostgreSQL for tests: one server a session, a fresh database a test.

`issuance_db` and `booking_db` are pools of the program's role, as in the house: they may do
what the migrations grant and nothing else. `issuance_owner_db` and `booking_owner_db` are the
superuser's, on the same databases. `issuance_log` and `booking_log` are the ledger on the former.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain, count
from pathlib import Path

import asyncpg
import pytest

from infra.postgres.access import Access
from infra.postgres.migrations import migrate
from infra.postgres.server import PostgresServer
from infra.postgres.zones import BOOKING, ISSUANCE, ZONES, Zone, make_database, make_zone
from issuance.ledger.postgres import PostgresLog
from tests.support.restoring import Contents, Restored, contents_of

PASSWORD = "only-in-tests"
FAST: Mapping[str, str] = {
    # A test survives no power cut; killing the server loses nothing with these.
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    # Analysed at the moment it is empty, a table would have the planner expect no rows.
    "autovacuum": "off",
}
MOST_RESTORED = 50
"""How often a database is brought back; what nobody vacuums grows with each time."""

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """The session's server (each xdist worker is a session of its own), with both zones made."""
    folder: Path = tmp_path_factory.mktemp("postgres")
    with PostgresServer(folder=folder, options=FAST) as server:
        asyncio.run(_prepare(server.admin))
        yield server
        for each in chain.from_iterable(_restored.values()):
            each.close()


async def _prepare(admin: Access) -> None:
    for zone in ZONES:
        await make_zone(zone, admin, PASSWORD)
        await migrate(zone, admin.to(zone.database))


@dataclass
class Database:
    """A migrated database of a zone; unless it is `altered`, another test may have it."""

    access: Access
    altered: bool = False


_restored: dict[tuple[str, str], list[Restored]] = {}
"""Databases that can be had again, by server and what they were copied from: bringing one back
to its template is cheaper than copying that."""


@cache
def _contents(template: Access) -> Contents:
    return contents_of(template)


@asynccontextmanager
async def fresh_database(server: PostgresServer, zone: Zone) -> AsyncIterator[Database]:
    """A database as the zone's template is, for one test."""
    restored = _restored.setdefault((str(server.folder), zone.database), [])
    kept = restored.pop() if restored else await _copied(server, zone)
    database = Database(kept.access)
    try:
        yield database
    finally:
        if database.altered or kept.times >= MOST_RESTORED:
            await _drop(server, kept)
        else:
            kept.restore()
            restored.append(kept)


async def _copied(server: PostgresServer, zone: Zone) -> Restored:
    name = f"{zone.name}_{next(_numbers)}"
    connection = await asyncpg.connect(server.admin.dsn)
    try:
        await copy_database(connection, zone, name, template=zone.database)
    finally:
        await connection.close()
    return Restored(server.admin.to(name), _contents(server.admin.to(zone.database)))


async def _drop(server: PostgresServer, kept: Restored) -> None:
    kept.close()
    connection = await asyncpg.connect(server.admin.dsn)
    try:
        await connection.execute(f'DROP DATABASE "{kept.access.database}" WITH (FORCE)')
    finally:
        await connection.close()


async def copy_database(
    connection: asyncpg.Connection, zone: Zone, name: str, template: str
) -> None:
    """A copy for the zone's roles; by files, which costs half where nothing waits for the disk."""
    await connection.execute(
        f'CREATE DATABASE "{name}" OWNER {zone.owner} TEMPLATE "{template}" STRATEGY file_copy'
    )
    await make_database(connection, zone, name)


@asynccontextmanager
async def pool(access: Access) -> AsyncIterator[asyncpg.Pool]:
    """Up to 20 connections, opened as they are needed."""
    opened = await asyncpg.create_pool(access.dsn, min_size=0, max_size=20)
    try:
        yield opened
    finally:
        # Sessions a test left open must not hold up the next one.
        opened.terminate()


@pytest.fixture
async def issuance_database(postgres: PostgresServer) -> AsyncIterator[Database]:
    async with fresh_database(postgres, ISSUANCE) as database:
        yield database


@pytest.fixture
def issuance_admin(issuance_database: Database) -> Access:
    """The superuser's access to this test's issuance database; nobody gets it afterwards."""
    issuance_database.altered = True
    return issuance_database.access


@pytest.fixture
async def booking_database(postgres: PostgresServer) -> AsyncIterator[Database]:
    async with fresh_database(postgres, BOOKING) as database:
        yield database


@pytest.fixture
def booking_admin(booking_database: Database) -> Access:
    """The superuser's access to this test's booking database; nobody gets it afterwards."""
    booking_database.altered = True
    return booking_database.access


@pytest.fixture
def issuance_access(issuance_database: Database) -> Access:
    """The program's access to this test's issuance database (`.dsn` for other drivers)."""
    return issuance_database.access.as_role(ISSUANCE.app, PASSWORD)


@pytest.fixture
def booking_access(booking_database: Database) -> Access:
    """The program's access to this test's booking database (`.dsn` for other drivers)."""
    return booking_database.access.as_role(BOOKING.app, PASSWORD)


@pytest.fixture
async def issuance_db(issuance_access: Access) -> AsyncIterator[asyncpg.Pool]:
    async with pool(issuance_access) as opened:
        yield opened


@pytest.fixture
async def booking_db(booking_access: Access) -> AsyncIterator[asyncpg.Pool]:
    async with pool(booking_access) as opened:
        yield opened


@pytest.fixture
async def issuance_owner_db(issuance_admin: Access) -> AsyncIterator[asyncpg.Pool]:
    async with pool(issuance_admin) as opened:
        yield opened


@pytest.fixture
async def booking_owner_db(booking_admin: Access) -> AsyncIterator[asyncpg.Pool]:
    async with pool(booking_admin) as opened:
        yield opened


@pytest.fixture
def issuance_log(issuance_db: asyncpg.Pool) -> PostgresLog:
    return PostgresLog(issuance_db)


@pytest.fixture
def booking_log(booking_db: asyncpg.Pool) -> PostgresLog:
    return PostgresLog(booking_db)
