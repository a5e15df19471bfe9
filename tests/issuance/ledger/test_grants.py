"""The program may read the log and call five functions: by the catalogue, and by trying."""

import asyncpg
import pytest

from tests.issuance.ledger.tallies import append, counted

ZONES = ("issuance", "booking")
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
FUNCTIONS = {"take_lock", "append_facts", "remember_answer", "earlier_answer", "write_barrier"}

TRIED = {
    "insert": "INSERT INTO ledger.stored_events VALUES (gen_random_uuid(), 1, 'x', '')",
    "update": "UPDATE ledger.stored_events SET state = ''",
    "delete": "DELETE FROM ledger.stored_events",
    "truncate": "TRUNCATE ledger.stored_events",
    "alter": "ALTER TABLE ledger.stored_events ADD COLUMN more int",
    "drop": "DROP TABLE ledger.stored_events",
    "trigger": "CREATE TRIGGER t BEFORE INSERT ON ledger.stored_events EXECUTE FUNCTION f()",
    "rule": "CREATE RULE r AS ON INSERT TO ledger.stored_events DO INSTEAD NOTHING",
    "index": "CREATE INDEX ON ledger.stored_events (topic)",
    "owner": "ALTER TABLE ledger.stored_events OWNER TO CURRENT_USER",
    "select for update": "SELECT * FROM ledger.stored_events FOR UPDATE",
    "next position": "SELECT nextval('ledger.stored_events_notification_id_seq')",
    "set position": "SELECT setval('ledger.stored_events_notification_id_seq', 1)",
    "share lock": "LOCK TABLE ledger.stored_events IN SHARE MODE",
    "row exclusive lock": "LOCK TABLE ledger.stored_events IN ROW EXCLUSIVE MODE",
    "exclusive lock": "LOCK TABLE ledger.stored_events IN EXCLUSIVE MODE",
    "access exclusive lock": "LOCK TABLE ledger.stored_events IN ACCESS EXCLUSIVE MODE",
    "read answers": "SELECT * FROM ledger.answered_commands",
    "write answers": "INSERT INTO ledger.answered_commands VALUES ('k', '', '')",
    "drop answers": "DELETE FROM ledger.answered_commands",
    "other function": "CREATE FUNCTION ledger.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "replace function": "CREATE OR REPLACE FUNCTION ledger.take_lock() RETURNS void"
    " LANGUAGE sql AS ''",
    "drop function": "DROP FUNCTION ledger.take_lock()",
    "alter function": "ALTER FUNCTION ledger.take_lock() RESET search_path",
    "new schema": "CREATE SCHEMA mine",
    "drop schema": "DROP SCHEMA ledger CASCADE",
    "table in ledger": "CREATE TABLE ledger.mine (n int)",
    "table in exchange": "CREATE TABLE exchange.mine (n int)",
    "table in public": "CREATE TABLE public.mine (n int)",
    "temporary table": "CREATE TEMPORARY TABLE stored_events (n int)",
    "another role": "SET ROLE {zone}_owner",
    "migrations": "INSERT INTO public.schema_migrations VALUES ('x', 'y')",
    "replica": "SET session_replication_role = replica",
    "server files": "SELECT pg_read_file('postgresql.conf')",
    "server programs": "COPY ledger.stored_events TO PROGRAM 'true'",
}


@pytest.fixture(params=ZONES)
def zone(request):
    return request.param


@pytest.fixture
def log(request, zone):
    return request.getfixturevalue(f"{zone}_log")


@pytest.fixture
def owner(request, zone):
    return request.getfixturevalue(f"{zone}_owner_db")


async def test_nothing_else_can_be_done_to_the_log(log, zone):
    await append(log, counted(1))
    allowed = [name for name, sql in TRIED.items() if not await refused(log.pool, sql, zone)]
    assert allowed == []
    assert len(await log.follow(0)) == 1


async def refused(pool, sql, zone):
    async with pool.acquire() as connection:
        try:
            await connection.execute(f"BEGIN; {sql.format(zone=zone)}")
        except asyncpg.InsufficientPrivilegeError:
            return True
        finally:
            await connection.execute("ROLLBACK")
        return False


async def test_the_catalogue_grants_reading_and_five_functions(owner, zone):
    app = f"{zone}_app"
    tables = "ledger.stored_events", "ledger.answered_commands"
    assert not [
        (table, privilege)
        for table in tables
        for privilege in WRITES
        if await owner.fetchval("SELECT has_table_privilege($1, $2, $3)", app, table, privilege)
    ]
    assert await owner.fetchval("SELECT has_table_privilege($1, $2, 'SELECT')", app, tables[0])
    rows = await owner.fetch(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'ledger'::regnamespace"
        " AND has_function_privilege($1, oid, 'EXECUTE')",
        app,
    )
    assert {row["proname"] for row in rows} == FUNCTIONS


async def test_nobody_else_may_call_them(owner):
    assert not await owner.fetchval(
        "SELECT count(*) FROM pg_proc, aclexplode(proacl) AS granted"
        " WHERE pronamespace = 'ledger'::regnamespace AND granted.grantee = 0"
    )


async def test_functions_act_for_the_owner_on_a_fixed_search_path(owner, zone):
    rows = await owner.fetch(
        "SELECT proname, prosecdef, proconfig, proowner::regrole::text AS owner"
        " FROM pg_proc WHERE pronamespace = 'ledger'::regnamespace"
    )
    assert {row["proname"] for row in rows} == FUNCTIONS
    for row in rows:
        assert row["prosecdef"], row["proname"]
        assert row["owner"] == f"{zone}_owner"
        (path,) = (each for each in row["proconfig"] if each.startswith("search_path="))
        assert path.endswith(", pg_temp"), "temporary objects come last"
        assert "public" not in path


async def test_the_program_has_no_rights_by_itself(owner, zone):
    role = await owner.fetchrow("SELECT * FROM pg_roles WHERE rolname = $1", f"{zone}_app")
    assert not any(
        role[each]
        for each in ("rolsuper", "rolcreaterole", "rolcreatedb", "rolbypassrls", "rolreplication")
    )
    assert not await owner.fetchval(
        "SELECT count(*) FROM pg_auth_members WHERE member = $1::regrole", f"{zone}_app"
    )
    assert not await owner.fetchval(
        "SELECT count(*) FROM pg_class WHERE relowner = $1::regrole", f"{zone}_app"
    )


async def test_what_the_program_brings_along_does_not_mislead_the_functions(log):
    """A search path of one's own does not change what the functions write to."""
    async with log.transaction() as tx:
        await tx.connection.execute("SET LOCAL search_path = exchange, public")
        assert await tx.append(counted(1)) == [1]
    assert len(await log.follow(0)) == 1


async def test_neither_zone_enters_the_other(issuance_admin, booking_admin, issuance_access):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(issuance_access.to(booking_admin.database).dsn)
