"""Reads what planning asks: how a ward's visits went, and how many cards each month brought."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from issuance.calendar import office_time
from issuance.planning.history import History
from issuance.planning.spread import Measured, measured

if TYPE_CHECKING:
    from asyncpg import Record

    from issuance.ledger.postgres import Pool

_MOST_VISITS: Final = 5_000
_LONGEST_MINUTES: Final = 120.0
"""A visit that nobody ended for two hours is a clock forgotten, not a visit."""


@dataclass(frozen=True, kw_only=True)
class IssuedMonth:
    """Cards that reached their holders in a month, by post or at the counter."""

    month: date
    cards: int


class PlanningQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def history(self, first_on: date, last_on: date, venue_id: UUID | None) -> History:
        """The visits of a venue (None: of all) in these days, both counted."""
        span = office_time(first_on, 0), office_time(last_on, 24)
        rows = await self._pool.fetch(_VISITS, *span, venue_id, _MOST_VISITS)
        counted = await self._pool.fetchrow(_COMING, first_on, last_on, venue_id)
        assert counted is not None
        return _history(rows, counted, first_on, last_on)

    async def issued(self) -> list[IssuedMonth]:
        """By month, the oldest first; a month without a card is left out."""
        rows = await self._pool.fetch(_ISSUED)
        return [IssuedMonth(month=row["month"], cards=row["cards"]) for row in rows]


def _history(rows: "list[Record]", counted: "Record", first_on: date, last_on: date) -> History:
    spent = [row["minutes"] / max(1, row["members"]) for row in rows if _sane(row["minutes"])]
    coming = [_minutes(row["starts_at"], row["arrived_at"]) for row in rows if row["on_time_known"]]
    came: int = counted["came"]
    return History(
        first_on=first_on,
        last_on=last_on,
        days=len({row["day"] for row in rows}),
        visits=len(spent),
        at_counter=_spread(spent),
        came=len(coming),
        coming=_spread(coming),
        booked=came + counted["missed"],
        missed=counted["missed"],
        walk_ins=sum(not row["booked"] for row in rows),
    )


def _sane(minutes: float | None) -> bool:
    return minutes is not None and 0 < minutes <= _LONGEST_MINUTES


def _minutes(starts_at: datetime, arrived_at: datetime) -> float:
    return (arrived_at - starts_at).total_seconds() / 60


def _spread(values: list[float]) -> Measured | None:
    return measured(values) if len(values) > 1 else None


# Of each party that came: how long it was at the counter, and when it came for which time.
_VISITS: Final = """
    SELECT (v.arrived_at AT TIME ZONE 'Asia/Tokyo')::date AS day, v.arrived_at,
      min(c.starts_at) AS starts_at, count(c.case_id) AS members,
      coalesce(bool_and(t.booked), true) AS booked,
      coalesce(bool_and(t.booked), true) AND min(c.starts_at) IS NOT NULL AS on_time_known,
      CASE WHEN v.stage = 'finished' THEN (extract(epoch FROM coalesce(v.real_end, v.ended_at)
        - coalesce(v.real_start, v.called_at)) / 60)::float8 END AS minutes
    FROM office.visit_overview AS v
    LEFT JOIN office.case_overview AS c USING (visit_id)
    LEFT JOIN office.tickets AS t USING (visit_id)
    WHERE v.arrived_at >= $1 AND v.arrived_at < $2
      AND ($3::uuid IS NULL OR coalesce(v.venue_id, c.venue_id, t.venue_id) = $3)
    GROUP BY v.visit_id ORDER BY v.arrived_at DESC LIMIT $4"""
# People with a booking, not parties, by the day of their booking.
_COMING: Final = """
    SELECT coalesce(sum(n) FILTER (WHERE measure = 'no-show'), 0)::int AS missed,
      coalesce(sum(n) FILTER (WHERE measure = 'came'), 0)::int AS came
    FROM office.measure_counts WHERE measure IN ('came', 'no-show')
      AND day >= $1 AND day <= $2 AND ($3::uuid IS NULL OR venue_id = $3)"""
_ISSUED: Final = """
    SELECT date_trunc('month', day)::date AS month, sum(n)::int AS cards FROM office.day_counts
    WHERE topic IN ('case.delivered', 'case.card-handed-over') GROUP BY 1 ORDER BY 1"""
