"""Reads where cards lie, what is wrong with boxes, and what is missing for how long."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

MOST_ROWS: Final = 500


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    box_id: UUID
    box: str
    card_serial: str
    finding: str
    listed_in: str
    noted_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """A place, whether the ward added it or every office has it, and the cards there now."""

    place: str
    kind: str
    positions: int
    cards: int


@dataclass(frozen=True, kw_only=True)
class LyingRow:
    """One card where it lies. `case_id` is None for a card that no list names."""

    card_serial: str
    place: str
    moved_at: datetime | None
    moved_by: str | None
    case_id: UUID | None
    stage: str | None


class CustodyQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def findings(self, box_id: UUID | None = None) -> list[FindingRow]:
        """What is not settled, of one box or of all, the oldest first."""
        rows = await self._pool.fetch(_FINDINGS, box_id, MOST_ROWS)
        return [FindingRow(**dict(row)) for row in rows]

    async def last_scanned(self, box: str) -> list[LyingRow]:
        """The cards taken out of a box last."""
        rows = await self._pool.fetch(_LAST_SCANNED, box)
        return [LyingRow(**dict(row)) for row in rows]

    async def places(self) -> list[PlaceRow]:
        """Every place that the ward added or where a card lies; positions count as their shelf."""
        rows = await self._pool.fetch(_PLACES)
        return [PlaceRow(**dict(row)) for row in rows]

    async def lying(self, place: str) -> list[LyingRow]:
        """The cards of a place and its positions."""
        rows = await self._pool.fetch(_LYING, place, MOST_ROWS)
        return [LyingRow(**dict(row)) for row in rows]

    async def moved_last(self, by: str) -> list[LyingRow]:
        """The cards somebody moved last."""
        rows = await self._pool.fetch(_MOVED_LAST, by)
        return [LyingRow(**dict(row)) for row in rows]

    async def place_of(self, card_serial: str) -> str | None:
        found: str | None = await self._pool.fetchval(
            "SELECT place FROM office.card_places WHERE card_serial = $1", card_serial
        )
        return found

    async def count_findings(self) -> int:
        """Differences between boxes and lists that nobody settled."""
        found: int = await self._pool.fetchval(
            "SELECT count(*) FROM office.box_findings"
            " WHERE settled_at IS NULL AND finding <> 'other-box'"
        )
        return found


_FINDINGS: Final = """SELECT f.box_id, b.box, f.card_serial, f.finding, f.listed_in, f.noted_at
    FROM office.box_findings AS f JOIN office.box_overview AS b USING (box_id)
    WHERE f.settled_at IS NULL AND ($1::uuid IS NULL OR f.box_id = $1)
    ORDER BY f.noted_at, f.card_serial LIMIT $2"""
_LIES: Final = """SELECT p.card_serial, p.place, p.moved_at, p.moved_by, c.case_id, c.stage
    FROM office.card_places AS p LEFT JOIN office.case_overview AS c USING (card_serial)"""
_LAST_SCANNED: Final = f"""{_LIES} WHERE c.box = $1 AND p.place IS NOT NULL
    ORDER BY p.moved_at DESC NULLS LAST, p.card_serial LIMIT 8"""
_LYING: Final = f"""{_LIES} WHERE split_part(p.place, '/', 1) = $1
    ORDER BY p.place, p.card_serial LIMIT $2"""
_MOVED_LAST: Final = f"""{_LIES} WHERE p.moved_by = $1 AND p.place IS NOT NULL
    ORDER BY p.moved_at DESC LIMIT 8"""
_PLACES: Final = """SELECT coalesce(l.place, p.place) AS place, coalesce(p.kind, '') AS kind,
      coalesce(p.positions, 0) AS positions, coalesce(l.cards, 0) AS cards
    FROM office.places AS p
    FULL JOIN (SELECT split_part(place, '/', 1) AS place, count(*) AS cards
      FROM office.card_places WHERE place IS NOT NULL GROUP BY 1) AS l ON l.place = p.place
    ORDER BY 1"""
