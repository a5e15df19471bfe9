"""Reads the day's visits: parties that booked together, and how far each is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final
from uuid import UUID

from issuance.calendar import office_time
from issuance.read_models.queries_cases import CaseRow, case_row

if TYPE_CHECKING:
    from asyncpg import Record

    from issuance.ledger.postgres import Pool


@dataclass(frozen=True, kw_only=True)
class VisitRow:
    """One party: when it comes, how far it is, and its cases."""

    visit_id: UUID
    reference: str
    starts_at: datetime
    minutes: int
    venue_id: UUID | None
    stage: str
    station: str | None
    called_at: datetime | None
    late_minutes: int
    """How late the party announced to be; 0: on time."""
    ended_at: datetime | None
    arrived_at: datetime | None = None
    came_at: datetime | None = None
    recalls: int = 0
    held_because: str = ""
    meant_for: str = ""
    priority: str = ""
    consultant_asked_at: datetime | None = None
    cases: tuple[CaseRow, ...]


class VisitQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool
        self._seen: dict[UUID, tuple[list[Record], VisitRow]] = {}
        """The parties of the day that was asked for last: of hundreds, few change at a time."""

    async def on_day(self, day: date) -> list[VisitRow]:
        """Every party whose appointment is on that day, by time; the same object if unchanged."""
        rows = await self._pool.fetch(_ON_DAY, *day_span(day))
        seen: dict[UUID, tuple[list[Record], VisitRow]] = {}
        for visit_id, party in _parties(rows):
            before = self._seen.get(visit_id)
            seen[visit_id] = before if before and before[0] == party else (party, _visit(party))
        self._seen = seen
        return [visit for _, visit in seen.values()]

    async def spent(self, visit_ids: Collection[UUID]) -> "list[Record]":
        """Visit, step, case and milliseconds: what was measured of these visits so far."""
        return await self._pool.fetch(_SPENT, list(visit_ids))

    async def one(self, visit_id: UUID) -> VisitRow | None:
        visits = _visits(await self._pool.fetch(_ONE, visit_id))
        return visits[0] if visits else None


def day_span(day: date) -> tuple[datetime, datetime]:
    """The office's day from its first moment to the next day's."""
    start = office_time(day, 0)
    return start, start + timedelta(days=1)


def _visits(rows: "Iterable[Record]") -> list[VisitRow]:
    return [_visit(party) for _, party in _parties(rows)]


def _parties(rows: "Iterable[Record]") -> "Iterable[tuple[UUID, list[Record]]]":
    for visit_id, party in groupby(rows, key=itemgetter("visit_id")):
        yield visit_id, list(party)


def _visit(party: "list[Record]") -> VisitRow:
    first = party[0]
    return VisitRow(
        visit_id=first["visit_id"],
        reference=first["reference"],
        starts_at=first["starts_at"],
        minutes=first["minutes"],
        venue_id=first["venue_id"],
        stage=first["visit_stage"] or "expected",
        station=first["station"],
        called_at=first["called_at"],
        ended_at=first["ended_at"],
        arrived_at=first["arrived_at"],
        came_at=first["came_at"],
        recalls=first["recalls"] or 0,
        held_because=first["held_because"] or "",
        meant_for=first["meant_for"] or "",
        priority=first["priority"] or "",
        consultant_asked_at=first["consultant_asked_at"],
        late_minutes=max(row["late_minutes"] or 0 for row in party),
        cases=tuple(case_row(row) for row in party),
    )


_JOINED: Final = """SELECT c.*, v.stage AS visit_stage, v.station, v.called_at, v.ended_at,
    v.arrived_at, v.came_at, v.recalls, v.held_because, v.meant_for, v.priority,
    v.consultant_asked_at
    FROM office.case_overview AS c LEFT JOIN office.visit_overview AS v USING (visit_id)"""
_ON_DAY: Final = f"""{_JOINED} WHERE c.starts_at >= $1 AND c.starts_at < $2
    AND c.visit_id IS NOT NULL
    ORDER BY min(c.starts_at) OVER (PARTITION BY c.visit_id), c.visit_id,
      c.starts_at, c.card_serial"""
_SPENT: Final = """SELECT visit_id, step, case_id, sum(total_ms)::bigint AS ms
    FROM office.step_measures WHERE visit_id = ANY($1)
    GROUP BY visit_id, step, case_id ORDER BY visit_id, min(version)"""
_ONE: Final = f"{_JOINED} WHERE c.visit_id = $1 ORDER BY c.starts_at, c.card_serial"
