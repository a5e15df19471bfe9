"""Reads stocktakes, the cards to pick for a day, and those that are searched for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from issuance.custody.places import PICK_TRAY
from issuance.read_models.queries_visits import day_span

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

MOST_ROWS: Final = 1_000
MOST_STOCKTAKES: Final = 50


@dataclass(frozen=True, kw_only=True)
class StocktakeRow:
    stocktake_id: UUID
    places: list[str]
    opened_at: datetime
    opened_by: str
    counted: int
    closed_at: datetime | None
    not_found: int | None
    corrected_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PickRow:
    """One booked card and where it lies; `picked`: it lies in the pick tray."""

    case_id: UUID
    card_serial: str
    place: str | None
    missing: bool
    starts_at: datetime
    reference: str | None

    @property
    def picked(self) -> bool:
        return self.place == PICK_TRAY


@dataclass(frozen=True, kw_only=True)
class SearchRow:
    """One card that is searched for: since when, where it lay last, who said that it is gone."""

    card_serial: str
    case_id: UUID | None
    since: datetime
    last_place: str | None
    said_by: str | None
    box: str | None
    starts_at: datetime | None
    """When its holder has an appointment."""


class StockQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def stocktakes(self) -> list[StocktakeRow]:
        """Open ones first, then the latest."""
        rows = await self._pool.fetch(_STOCKTAKES, MOST_STOCKTAKES)
        return [StocktakeRow(**dict(row)) for row in rows]

    async def last_counts(self) -> dict[str, tuple[int, datetime]]:
        """By place: what its last stocktake counted, and when."""
        rows = await self._pool.fetch("SELECT place, counted, counted_at FROM office.place_counts")
        return {row["place"]: (row["counted"], row["counted_at"]) for row in rows}

    async def to_pick(self, day: date) -> list[PickRow]:
        """The cards of everybody who has an appointment on that day, by place."""
        rows = await self._pool.fetch(_PICK, *day_span(day), MOST_ROWS)
        return [PickRow(**dict(row)) for row in rows]

    async def to_put_back(self, at: datetime) -> list[PickRow]:
        """Cards in the pick tray whose holder has no appointment from that moment on."""
        rows = await self._pool.fetch(_PUT_BACK, at, PICK_TRAY, MOST_ROWS)
        return [PickRow(**dict(row)) for row in rows]

    async def searched_for(self) -> list[SearchRow]:
        """Cards that are missing, those missing longest first."""
        rows = await self._pool.fetch(_SEARCHED, MOST_ROWS)
        return [SearchRow(**dict(row)) for row in rows]

    async def count_searched_for(self) -> int:
        found: int = await self._pool.fetchval(_COUNT)
        return found


_STOCKTAKES: Final = """SELECT stocktake_id, places, opened_at, opened_by, counted, closed_at,
      not_found, corrected_at
    FROM office.stocktakes ORDER BY closed_at IS NOT NULL, opened_at DESC LIMIT $1"""
_CARDS: Final = """SELECT c.case_id, c.card_serial, p.place, c.missing, c.starts_at, c.reference
    FROM office.case_overview AS c LEFT JOIN office.card_places AS p USING (card_serial)"""
_PICK: Final = f"""{_CARDS} WHERE c.starts_at >= $1 AND c.starts_at < $2
      AND c.stage IN ('booked', 'checked-in')
    ORDER BY p.place NULLS LAST, c.card_serial LIMIT $3"""
_PUT_BACK: Final = """SELECT c.case_id, p.card_serial, p.place, c.missing, p.moved_at AS starts_at,
      c.reference
    FROM office.card_places AS p JOIN office.case_overview AS c USING (card_serial)
    WHERE p.place = $2 AND (c.starts_at IS NULL OR c.starts_at < $1)
      AND c.stage IN ('stored', 'notified', 'booked')
    ORDER BY p.card_serial LIMIT $3"""
_SEARCHED: Final = """SELECT p.card_serial, c.case_id, p.moved_at AS since,
      p.from_place AS last_place, p.moved_by AS said_by, c.box, c.starts_at
    FROM office.card_places AS p LEFT JOIN office.case_overview AS c USING (card_serial)
    WHERE p.place = 'missing'
    UNION ALL SELECT f.card_serial, c.case_id, f.noted_at, NULL, NULL, b.box, c.starts_at
    FROM office.box_findings AS f JOIN office.box_overview AS b USING (box_id)
      LEFT JOIN office.case_overview AS c USING (card_serial)
    WHERE f.settled_at IS NULL AND f.finding = 'not-found'
    ORDER BY since, card_serial LIMIT $1"""
_COUNT: Final = """SELECT (SELECT count(*) FROM office.card_places WHERE place = 'missing')
    + (SELECT count(*) FROM office.box_findings
       WHERE settled_at IS NULL AND finding = 'not-found')"""
