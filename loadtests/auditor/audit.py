"""Runs every check on a log's database, with what clients noted as acknowledged.

A folder is a log; `ledger` holds for every log. Its `prepare*.sql` make temporary tables, each file
in `checks` is a check: the first line says what must hold, the query returns what breaks it.
"""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import asyncpg
import msgspec

from loadtests.auditor.journal import Told
from loadtests.auditor.named import enter_named
from loadtests.auditor.snapshots import enter_snapshots

_HERE: Final = Path(__file__).parent
_EVERY_LOG: Final = "ledger"
_BOOKING: Final = "booking"
# Materialized: else the limit is taken for a wish to see the first rows soon, and plans are slow.
_FEW: Final = """WITH broken AS MATERIALIZED ({query})
SELECT *, count(*) OVER () FROM broken LIMIT 5"""
_LONGEST_SECONDS: Final = 600.0


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One check: what must hold, how often it is broken, and a few of the places."""

    name: str
    rule: str
    broken: int
    examples: tuple[str, ...]
    seconds: float = 0.0
    """How long the check took."""

    @property
    def holds(self) -> bool:
        return self.broken == 0


def logs() -> list[str]:
    """The logs that can be judged."""
    return sorted(
        each.parent.name for each in _HERE.glob("*/checks") if each.parent.name != _EVERY_LOG
    )


async def audit(
    dsn: str,
    acknowledged: Iterable[Told] = (),
    since: int | None = None,
    *,
    log: str = _BOOKING,
) -> list[Finding]:
    """All findings of one moment.

    since: the log's position before the clients began; None: there were none, and what they were
    told is not judged.
    """
    connection = await asyncpg.connect(dsn, command_timeout=_LONGEST_SECONDS)
    try:
        async with connection.transaction(isolation="repeatable_read"):
            return await judge(connection, acknowledged, since, log=log)
    finally:
        await connection.close()


async def judge(
    connection: asyncpg.Connection, acknowledged: Iterable[Told], since: int | None, *, log: str
) -> list[Finding]:
    """As `audit`, in an open transaction, with whose end or connection temporary tables go."""
    await connection.execute(_preparation(_EVERY_LOG))
    await _enter(connection, acknowledged, since)
    if log == _BOOKING:
        await enter_snapshots(connection)
    else:
        await enter_named(connection)
    await connection.execute(_preparation(log))
    return await findings_of(connection, _checks(log))


async def findings_of(connection: asyncpg.Connection, checks: Iterable[Path]) -> list[Finding]:
    """What each of these files finds on a connection where everything is prepared."""
    read = [_Check(path.stem, *_read(path).split("\n", 1)) for path in checks]
    return [await _finding(connection, each) for each in read]


class _Check(NamedTuple):
    name: str
    rule: str
    query: str


def _checks(log: str) -> list[Path]:
    return [
        path for each in (_EVERY_LOG, log) for path in sorted((_HERE / each).glob("checks/*.sql"))
    ]


def _preparation(log: str) -> str:
    return "".join(_read(each) for each in sorted((_HERE / log).glob("prepare*.sql")))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


async def _enter(
    connection: asyncpg.Connection, acknowledged: Iterable[Told], since: int | None
) -> None:
    await connection.copy_records_to_table("told", records=acknowledged)
    await connection.execute("INSERT INTO since VALUES ($1)", since)
    await connection.execute(
        "CREATE INDEX ON told (notice); CREATE INDEX ON told (key); ANALYZE told"
    )


async def _finding(connection: asyncpg.Connection, check: _Check) -> Finding:
    began = time.monotonic()
    rows = await connection.fetch(_FEW.format(query=check.query))
    return Finding(
        name=check.name,
        rule=check.rule.removeprefix("-- "),
        broken=rows[0][-1] if rows else 0,
        examples=tuple(_example(row) for row in rows),
        seconds=time.monotonic() - began,
    )


def _example(row: asyncpg.Record) -> str:
    """Ids, positions, times and counts: no log holds more of a person."""
    *told, _ = row.items()
    return ", ".join(f"{name} {value}" for name, value in told)
