"""Schema files: applied once, in order, in both zones, and never edited afterwards."""

import shutil

import asyncpg
import pytest

from infra.postgres.errors import MigrationChangedError
from infra.postgres.migrations import FOLDER, migrate, migrations_of
from infra.postgres.zones import BOOKING, ISSUANCE, scram_verifier


@pytest.fixture
def files(tmp_path):
    """A copy of our schema files, to add to."""
    copy = tmp_path / "files"
    for room in ("ledger", "booking", "issuance"):
        shutil.copytree(FOLDER / room, copy / room)
    return copy


def add(files, name, sql):
    (files / "booking" / name).write_text(f"-- migrate:up\n{sql}\n-- migrate:down\nDROP nothing;\n")


def test_the_ledger_comes_first_in_both_zones():
    for zone in (BOOKING, ISSUANCE):
        rooms = [migration.version.split("/")[0] for migration in migrations_of(zone)]
        assert rooms[0] == "ledger"
        assert rooms == sorted(rooms, key=("ledger", zone.name).index)


async def test_a_second_run_does_nothing(booking_admin):
    assert await migrate(BOOKING, booking_admin) == []


async def test_a_new_file_is_applied_for_the_program(booking_admin, booking_db, files):
    add(files, "9001_more.sql", "CREATE TABLE more (n int); GRANT SELECT ON more TO :app;")
    assert await migrate(BOOKING, booking_admin, files) == ["booking/9001_more"]
    assert await booking_db.fetch("SELECT n FROM more") == []
    owner = "SELECT tableowner FROM pg_tables WHERE tablename = 'more'"
    assert await booking_db.fetchval(owner) == "booking_owner"


async def test_a_file_with_a_mistake_leaves_nothing(booking_admin, booking_owner_db, files):
    add(files, "9001_more.sql", "CREATE TABLE more (n int); SELECT 1 / 0;")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(BOOKING, booking_admin, files)
    assert await booking_owner_db.fetchval("SELECT to_regclass('more')") is None


async def test_an_edited_file_is_refused(booking_admin, files):
    add(files, "9001_more.sql", "CREATE TABLE more (n int);")
    await migrate(BOOKING, booking_admin, files)
    add(files, "9001_more.sql", "CREATE TABLE more (n bigint);")
    with pytest.raises(MigrationChangedError, match="booking/9001_more"):
        await migrate(BOOKING, booking_admin, files)


async def test_the_program_cannot_make_tables_or_become_the_owner(booking_db):
    for attempt in ("CREATE TABLE mine (n int)", "CREATE SCHEMA mine", "SET ROLE booking_owner"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await booking_db.execute(attempt)


async def test_one_zone_cannot_enter_the_other(booking_admin, issuance_access):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(issuance_access.to(booking_admin.database).dsn)


def test_a_password_is_kept_as_postgres_would_keep_it():
    # RFC 7677, section 3: the example exchange of SCRAM-SHA-256.
    salt = bytes.fromhex("5b6d99689d123592a58b4d9ff8f9c4a7".replace(" ", ""))
    assert scram_verifier("pencil", salt).startswith("SCRAM-SHA-256$4096:")
    assert scram_verifier("pencil", salt) != scram_verifier("pencils", salt)
