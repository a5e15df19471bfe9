"""Reads the hall: who waits, who is called where; numbers only, no people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from asyncpg import Record

    from issuance.ledger.postgres import Pool

CALLS_SHOWN: Final = 5
"""The newest call, and the last four before it."""


@dataclass(frozen=True, kw_only=True)
class TicketRow:
    """A ticket and how far its party is."""

    visit_id: UUID
    venue_id: UUID
    number: int
    booked: bool
    service: str
    issued_at: datetime
    stage: str
    counter: str
    called_at: datetime | None

    @property
    def label(self) -> str:
        return ticket_label(self.number, booked=self.booked)


@dataclass(frozen=True, kw_only=True)
class Hall:
    """One venue at one moment. `calls` still stand, the newest first."""

    calls: tuple[TicketRow, ...]
    waiting_booked: int
    waiting_walk_ins: int
    longest_since: datetime | None
    """Since when the party that has waited longest is here."""

    @property
    def waiting(self) -> int:
        return self.waiting_booked + self.waiting_walk_ins


@dataclass(frozen=True, kw_only=True)
class WalkInRow:
    """What a venue takes without an appointment, and how much of it is left today."""

    services: tuple[str, ...]
    places: int
    taken: int

    @property
    def left(self) -> int:
        return max(0, self.places - self.taken) if self.services else 0


def ticket_label(number: int, *, booked: bool) -> str:
    """A12 with an appointment, B13 without: two rows that are not called in one order."""
    return f"{'A' if booked else 'B'}{number}"


class TicketQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def one(self, visit_id: UUID) -> TicketRow | None:
        row = await self._pool.fetchrow(f"{_SELECT} WHERE visit_id = $1", visit_id)
        return None if row is None else _ticket(row)

    async def of_visits(self, visit_ids: Collection[UUID]) -> dict[UUID, TicketRow]:
        rows = await self._pool.fetch(f"{_SELECT} WHERE visit_id = ANY($1)", list(visit_ids))
        return {row["visit_id"]: _ticket(row) for row in rows}

    async def with_number(self, venue_id: UUID, day: date, number: int) -> TicketRow | None:
        row = await self._pool.fetchrow(
            f"{_SELECT} WHERE venue_id = $1 AND day = $2 AND number = $3", *(venue_id, day, number)
        )
        return None if row is None else _ticket(row)

    async def walk_ins(self, venue_id: UUID, day: date) -> list[TicketRow]:
        """Parties without an appointment whom no counter station serves, in their order."""
        return [_ticket(row) for row in await self._pool.fetch(_WALK_INS, venue_id, day)]

    async def hall(self, venue_id: UUID, day: date) -> Hall:
        calls = await self._pool.fetch(_CALLS, *(venue_id, day, CALLS_SHOWN))
        row = await self._pool.fetchrow(_WAITING, venue_id, day)
        assert row is not None
        return Hall(calls=tuple(_ticket(each) for each in calls), **dict(row))

    async def walk_in_terms(self, venue_id: UUID, day: date) -> WalkInRow:
        row = await self._pool.fetchrow(_TERMS, venue_id, day)
        if row is None:
            return WalkInRow(services=(), places=0, taken=0)
        return WalkInRow(services=tuple(row["services"]), places=row["places"], taken=row["taken"])


def _ticket(row: "Record") -> TicketRow:
    return TicketRow(**dict(row))


_SELECT: Final = """SELECT visit_id, venue_id, number, booked, service, issued_at, stage, counter,
    called_at FROM office.tickets"""
_CALLS: Final = f"""{_SELECT} WHERE venue_id = $1 AND day = $2 AND stage = 'called'
    AND NOT turned_away ORDER BY called_at DESC, number DESC LIMIT $3"""
_WAITING: Final = """SELECT count(*) FILTER (WHERE booked)::int AS waiting_booked,
      count(*) FILTER (WHERE NOT booked)::int AS waiting_walk_ins, min(issued_at) AS longest_since
    FROM office.tickets WHERE venue_id = $1 AND day = $2 AND stage = 'waiting'"""
_WALK_INS: Final = f"""{_SELECT} AS t WHERE venue_id = $1 AND day = $2 AND NOT booked
    AND stage <> 'over' AND NOT EXISTS
      (SELECT FROM office.case_overview AS c WHERE c.visit_id = t.visit_id)
    ORDER BY number"""
_TERMS: Final = """SELECT walk_in_services AS services, walk_in_places AS places,
      (SELECT count(*) FROM office.tickets AS t
        WHERE t.venue_id = $1 AND t.day = $2 AND NOT t.booked)::int AS taken
    FROM office.venue_overview WHERE venue_id = $1"""
