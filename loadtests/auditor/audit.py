"""Runs every check on a booking database, with what clients noted as acknowledged.

A check is a file: its first line says what must hold, its query returns what breaks it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg
import msgspec

_HERE: Final = Path(__file__).parent
_VIEWS: Final = (_HERE / "views.sql").read_text(encoding="utf-8")
_CHECKS: Final = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted(_HERE.glob("checks/*.sql"))
}
_SHOWN: Final = 5
_LONGEST_SECONDS: Final = 600.0
_CLIENTS: Final = """
CREATE TEMP TABLE acknowledged (notice uuid, slot uuid, outcome text);
CREATE TEMP TABLE since (place bigint);"""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One check: what must hold, how often it is broken, and a few of the places."""

    name: str
    rule: str
    broken: int
    examples: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return self.broken == 0


async def audit(
    dsn: str, acknowledged: Iterable[tuple[UUID, UUID, str]] = (), since: int | None = None
) -> list[Finding]:
    """All findings.

    acknowledged: notice, slot and outcome, as clients noted them. since: the log's position before
    the clients began; None: there were none, and what they were told is not judged.
    """
    connection = await asyncpg.connect(dsn, command_timeout=_LONGEST_SECONDS)
    try:
        async with connection.transaction(isolation="repeatable_read"):
            await connection.execute(_VIEWS + _CLIENTS)
            await connection.copy_records_to_table("acknowledged", records=acknowledged)
            await connection.execute("INSERT INTO since VALUES ($1)", since)
            await connection.execute("CREATE INDEX ON acknowledged (notice); ANALYZE acknowledged")
            return [await _finding(connection, *each) for each in _CHECKS.items()]
    finally:
        await connection.close()


def read_journal(path: Path) -> Iterator[tuple[UUID, UUID, str]]:
    """Lines of notice, slot, key, outcome, time; the last one may have been cut off."""
    with path.open(encoding="ascii") as lines:
        for line in lines:
            words = line.split()
            if line.endswith("\n"):
                yield UUID(words[0]), UUID(words[1]), words[3]


async def _finding(connection: asyncpg.Connection, name: str, check: str) -> Finding:
    rule, query = check.split("\n", 1)
    rows = await connection.fetch(query)
    shown = tuple(", ".join(map(str, row)) for row in rows[:_SHOWN])
    return Finding(name=name, rule=rule.removeprefix("-- "), broken=len(rows), examples=shown)
