"""Reads what reports tell: what happened on each day, how visits went, which cards were issued."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from issuance.calendar import office_time

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

CHUNK: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class DayVisits:
    """Parties that came to a day's counters. Seconds from the call to the leaving."""

    arrived: int = 0
    finished: int = 0
    median_seconds: float | None = None
    under_ten_share: float | None = None


class ReportQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def happened(self, first_on: date, last_on: date) -> dict[date, dict[str, int]]:
        """How often each kind of fact happened on each day that had any; both counted."""
        found: dict[date, dict[str, int]] = {}
        for row in await self._pool.fetch(_HAPPENED, first_on, last_on):
            found.setdefault(row["day"], {})[row["topic"]] = row["n"]
        return found

    async def visits(self, first_on: date, last_on: date) -> dict[date, DayVisits]:
        rows = await self._pool.fetch(_VISITS, office_time(first_on, 0), office_time(last_on, 24))
        return {
            row["day"]: DayVisits(
                arrived=row["arrived"],
                finished=row["finished"],
                median_seconds=row["median_seconds"],
                under_ten_share=row["under_ten_share"],
            )
            for row in rows
        }

    async def issued(self, on: date) -> int:
        """Cards with their holders at the end of that day."""
        found: int = await self._pool.fetchval(_ISSUED_COUNT, office_time(on, 24))
        return found

    async def issued_cases(self, on: date) -> AsyncIterator[list[UUID]]:
        """Their cases, a thousand at a time."""
        after: UUID | None = UUID(int=0)
        while after is not None:
            rows = await self._pool.fetch(_ISSUED, office_time(on, 24), after, CHUNK)
            if rows:
                yield [row["case_id"] for row in rows]
            after = rows[-1]["case_id"] if len(rows) == CHUNK else None


_HAPPENED: Final = """SELECT day, topic, n::int FROM office.day_counts
    WHERE day >= $1 AND day <= $2 ORDER BY day"""
_VISITS: Final = """
    SELECT day, count(*)::int AS arrived, count(seconds)::int AS finished,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median_seconds,
      avg((seconds < 600)::int)::float8 AS under_ten_share
    FROM (SELECT (arrived_at AT TIME ZONE 'Asia/Tokyo')::date AS day,
        CASE WHEN stage = 'finished' AND called_at IS NOT NULL THEN extract(epoch FROM
          coalesce(real_end, ended_at) - coalesce(real_start, called_at))::float8 END AS seconds
      FROM office.visit_overview WHERE arrived_at >= $1 AND arrived_at < $2) AS v
    GROUP BY day"""
_WITH_HOLDERS: Final = """FROM office.case_overview
    WHERE stage IN ('delivered', 'handed-over') AND stage_since < $1"""
_ISSUED_COUNT: Final = f"SELECT count(*)::int {_WITH_HOLDERS}"
_ISSUED: Final = f"SELECT case_id {_WITH_HOLDERS} AND case_id > $2 ORDER BY case_id LIMIT $3"
