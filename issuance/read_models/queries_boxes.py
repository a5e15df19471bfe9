"""Reads `office.box_overview`: which boxes came, and how far each is."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from asyncpg import Record

    from issuance.ledger.postgres import Pool

MOST_BOXES: Final = 200


@dataclass(frozen=True, kw_only=True)
class BoxRow:
    box_id: UUID
    box: str
    announced: int
    scanned: int
    opened_at: datetime | None
    closed_at: datetime | None
    disposed_at: datetime | None


class BoxQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def all(self) -> list[BoxRow]:
        """Open boxes first, then those not opened, then the latest closed ones."""
        return [_row(row) for row in await self._pool.fetch(_ALL, MOST_BOXES)]

    async def one(self, box_id: UUID) -> BoxRow | None:
        row = await self._pool.fetchrow(f"{_SELECT} WHERE box_id = $1", box_id)
        return None if row is None else _row(row)


def _row(row: "Record") -> BoxRow:
    return BoxRow(**{name: row[name] for name in _COLUMNS})


_COLUMNS: Final = tuple(each.name for each in fields(BoxRow))
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM office.box_overview"  # noqa: S608 - our names
_ALL: Final = f"""{_SELECT}
    ORDER BY closed_at IS NOT NULL, opened_at IS NULL, closed_at DESC, box LIMIT $1"""
