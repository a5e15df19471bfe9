"""Reads venues and the days they offer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from issuance.read_models.queries_cases import CaseRow, case_row

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

_MOST_DAYS: Final = 400


@dataclass(frozen=True, kw_only=True)
class VenueRow:
    venue_id: UUID
    code: str
    name_ja: str
    name_en: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class OfferedDay:
    """`taken` counts people who booked, as far as the office has heard."""

    venue_id: UUID
    day: date
    slots: int
    places: int
    taken: int


class VenueQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def all(self) -> list[VenueRow]:
        rows = await self._pool.fetch(
            "SELECT venue_id, code, name_ja, name_en, kind FROM office.venue_overview ORDER BY code"
        )
        return [VenueRow(**dict(row)) for row in rows]

    async def booked_from(self, venue_id: UUID, at: datetime) -> list[CaseRow]:
        """Cases whose holders have an appointment there after that moment, by time."""
        return [case_row(row) for row in await self._pool.fetch(_BOOKED, venue_id, at)]

    async def offered_from(self, day: date) -> list[OfferedDay]:
        """What is offered on that day and later."""
        rows = await self._pool.fetch(_OFFERED, day, _MOST_DAYS)
        return [OfferedDay(**dict(row)) for row in rows]


_BOOKED: Final = """SELECT * FROM office.case_overview
    WHERE venue_id = $1 AND starts_at > $2 AND stage = 'booked'
    ORDER BY starts_at, reference, card_serial"""
_OFFERED: Final = """SELECT o.venue_id, o.day, o.slots, o.places, count(c.case_id) AS taken
    FROM office.offered_days AS o
    LEFT JOIN office.case_overview AS c ON c.venue_id = o.venue_id
      AND (c.starts_at AT TIME ZONE 'Asia/Tokyo')::date = o.day
    WHERE o.day >= $1 GROUP BY o.venue_id, o.day ORDER BY o.day, o.venue_id LIMIT $2"""
