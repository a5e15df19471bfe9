"""A wrong value in any column of any table of the office is found."""

import re
from pathlib import Path
from typing import Final

import asyncpg
import pytest

from infra.postgres.zones import BOOKING, ISSUANCE, Zone
from issuance.read_models.overview import TABLES
from loadtests import auditor
from loadtests.auditor import judge
from loadtests.auditor.audit import findings_of
from loadtests.auditor.beside_facts import COLUMNS as COLUMNS_BESIDE
from loadtests.auditor.beside_facts import TABLES as TABLES_BESIDE

AUDITOR: Final = Path(auditor.__file__).parent
CHECKS: Final = AUDITOR / "issuance" / "checks"
IN_SCHEMA: Final = "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = $1"
COLUMNS: Final = """SELECT attname, atttypid::regtype::text FROM pg_attribute
  WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"""
LIMITS: Final = """SELECT conname FROM pg_constraint
  WHERE conrelid = $1::regclass AND contype IN ('c', 'p', 'u')"""
OTHER: Final = {
    "boolean": "NOT coalesce({0}, false)",
    "uuid": "gen_random_uuid()",
    "text": "coalesce({0}, '') || '?'",
    "date": "coalesce({0}, '2000-01-01') + 1",
    "timestamp with time zone": "coalesce({0}, '2000-01-01') + interval '1 s'",
    "integer": "coalesce({0}, 0) + 1",
    "bigint": "coalesce({0}, 0) + 1",
    "uuid[]": "array_append({0}, gen_random_uuid())",
    "text[]": "array_append({0}, '?')",
    "integer[]": "array_append({0}, 1)",
}
"""Another value than any that stands there."""


async def test_another_value_in_any_column_is_found(honest_office: str) -> None:
    connection = await asyncpg.connect(honest_office)
    missed: list[str] = []
    async with connection.transaction():
        assert all(each.holds for each in await judge(connection, [], None, log="issuance"))
        for table in TABLES:
            missed += [f"{table}.{each}" for each in await _missed(connection, table)]
    await connection.close()
    assert missed == []


async def _missed(connection: asyncpg.Connection, table: str) -> list[str]:
    """Columns of which no rule finds a value that the table's own limits would not let pass."""
    rules = [path for path in sorted(CHECKS.glob("*.sql")) if table in path.read_text()]
    for (name,) in await connection.fetch(LIMITS, table):
        await connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name} CASCADE")
    return [
        column
        for column, kind in await connection.fetch(COLUMNS, table)
        if not await _is_found(
            connection, f"UPDATE {table} SET {column} = {OTHER[kind].format(column)}", rules
        )
    ]


async def _is_found(connection: asyncpg.Connection, fault: str, rules: list[Path]) -> bool:
    planted = connection.transaction()
    await planted.start()
    await connection.execute(fault)
    findings = await findings_of(connection, rules)
    await planted.rollback()
    return not all(each.holds for each in findings)


@pytest.mark.parametrize(
    ("zone", "log", "schema"), [(ISSUANCE, "issuance", "office"), (BOOKING, "booking", "booking")]
)
async def test_every_other_table_is_judged_or_named_with_the_reason(
    postgres, zone: Zone, log: str, schema: str
) -> None:
    rules = "\n".join(each.read_text() for each in AUDITOR.glob(f"{log}/**/*.sql"))
    rules += (AUDITOR / "snapshots.py").read_text()
    connection = await asyncpg.connect(postgres.admin.to(zone.database).dsn)
    tables = [name for (name,) in await connection.fetch(IN_SCHEMA, schema)]
    await connection.close()
    judged = {each for each in tables if re.search(rf"{each}\b", rules)}
    named = {each for each in TABLES_BESIDE if each.startswith(f"{schema}.")}
    assert set(tables) - judged == named
    assert {each for each in COLUMNS_BESIDE if each.startswith(f"{schema}.")} <= judged
