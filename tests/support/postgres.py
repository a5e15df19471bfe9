"""A real PostgreSQL for tests: one server a session, a fresh database a test.

`issuance_db` and `booking_db` are pools of the program's role, as in the house: they may do
what the migrations grant and nothing else. `issuance_owner_db` and `booking_owner_db` are the
superuser's, on the same databases. `issuance_log` and `booking_log` are the ledger on the former.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from infra.postgres.access import Access
from infra.postgres.migrations import migrate
from infra.postgres.server import PostgresServer
from infra.postgres.zones import BOOKING, ISSUANCE, ZONES, Zone, make_database, make_zone
from issuance.ledger.postgres import PostgresLog

PASSWORD = "only-in-tests"
FAST: Mapping[str, str] = {
    # A test survives no power cut; killing the server loses nothing with these.
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """The session's server (each xdist worker is a session of its own), with both zones made."""
    folder: Path = tmp_path_factory.mktemp("postgres")
    with PostgresServer(folder=folder, options=FAST) as server:
        asyncio.run(_prepare(server.admin))
        yield server


async def _prepare(admin: Access) -> None:
    for zone in ZONES:
        await make_zone(zone, admin, PASSWORD)
        await migrate(zone, admin.to(zone.database))


@asynccontextmanager
async def fresh_database(server: PostgresServer, zone: Zone) -> AsyncIterator[Access]:
    """A migrated, empty database of the zone, gone afterwards; gives the superuser's access."""
    name = f"{zone.name}_{next(_numbers)}"
    connection = await asyncpg.connect(server.admin.dsn)
    try:
        await make_database(connection, zone, name, template=zone.database)
        yield server.admin.to(name)
        await connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await connection.close()


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
async def issuance_admin(postgres: PostgresServer) -> AsyncIterator[Access]:
    """The superuser's access to this test's issuance database."""
    async with fresh_database(postgres, ISSUANCE) as access:
        yield access


@pytest.fixture
async def booking_admin(postgres: PostgresServer) -> AsyncIterator[Access]:
    """The superuser's access to this test's booking database."""
    async with fresh_database(postgres, BOOKING) as access:
        yield access


@pytest.fixture
def issuance_access(issuance_admin: Access) -> Access:
    """The program's access to this test's issuance database (`.dsn` for other drivers)."""
    return issuance_admin.as_role(ISSUANCE.app, PASSWORD)


@pytest.fixture
def booking_access(booking_admin: Access) -> Access:
    """The program's access to this test's booking database (`.dsn` for other drivers)."""
    return booking_admin.as_role(BOOKING.app, PASSWORD)


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
