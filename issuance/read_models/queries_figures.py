"""Reads what was counted by day: sums over spans, the national counters, who has not booked."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from issuance.measures.history import Counted, Span
from issuance.measures.hours import LONG_WAITS_BY_HOUR, WAITS_BY_HOUR, HourFigures, WeekHour
from issuance.read_models.board_cases import APPLIED
from issuance.read_models.board_visits import NO_VENUE

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool


@dataclass(frozen=True, kw_only=True)
class National:
    """The four counters of the ministry, as far as the office's log tells them (domain.md 3.2)."""

    applied: int = 0
    """Applications the office heard of: cards on delivery lists, on the day of application."""
    arrived: int = 0
    set_up: int = 0
    issued: int = 0
    """Delivered, or handed over at the counter."""
    posted: int = 0
    returned: int = 0

    def plus(self, other: "National") -> "National":
        return National(
            **{name: getattr(self, name) + getattr(other, name) for name in vars(National())}
        )


_COUNTER_OF: Final = {
    APPLIED: "applied",
    "case.card-arrived": "arrived",
    "case.setup-completed": "set_up",
    "case.delivered": "issued",
    "case.card-handed-over": "issued",
    "case.handed-to-post": "posted",
    "case.mail-returned": "returned",
}


_OF_HOUR: Final = {
    "booked": "booked",
    "came": "came",
    "no-show": "missed",
    WAITS_BY_HOUR: "waits",
    LONG_WAITS_BY_HOUR: "long_waits",
}
"""Measures whose bucket is an hour, and what `HourFigures` calls them."""


class FigureQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def counted(
        self, span: Span, first: date, last: date, venue_id: UUID | None
    ) -> list[Counted]:
        """What was counted from the first to the last day, by span; of one venue, or of all."""
        rows = await self._pool.fetch(_COUNTED, *(span.value, first, last, venue_id))
        return [Counted(**dict(row)) for row in rows]

    async def national(self, span: Span, first: date, last: date) -> dict[date, National]:
        rows = await self._pool.fetch(_NATIONAL, *(span.value, first, last, list(_COUNTER_OF)))
        found: defaultdict[date, dict[str, int]] = defaultdict(dict)
        for row in rows:
            name = _COUNTER_OF[row["topic"]]
            of_day = found[row["starts_on"]]
            of_day[name] = of_day.get(name, 0) + row["n"]
        return {day: National(**found[day]) for day in sorted(found)}

    async def by_hour(
        self, first: date, last: date, venue_id: UUID | None
    ) -> dict[WeekHour, HourFigures]:
        found: defaultdict[WeekHour, dict[str, int]] = defaultdict(dict)
        for row in await self._pool.fetch(_BY_HOUR, *(first, last, venue_id, list(_OF_HOUR))):
            figures = found[row["weekday"], row["hour"]]
            figures[_OF_HOUR[row["measure"]]] = row["n"]
            if row["measure"] == WAITS_BY_HOUR:
                figures["wait_seconds"] = row["seconds"]
        return {at: HourFigures(**figures) for at, figures in found.items()}

    async def unbooked_by_age(self, now: datetime) -> list[tuple[int, int]]:
        """Who is notified and has no appointment: how many for how many weeks (12: or more)."""
        rows = await self._pool.fetch(_UNBOOKED, now)
        return [(row["weeks"], row["n"]) for row in rows]

    async def outreach(self, span: Span, first: date, last: date) -> dict[date, tuple[int, int]]:
        """Sessions outside the office (a day at a venue), and the people who came to them."""
        rows = await self._pool.fetch(_OUTREACH, *(span.value, first, last))
        return {row["starts_on"]: (row["sessions"], row["people"]) for row in rows}


_COUNTED: Final = f"""SELECT date_trunc($1, day::timestamp)::date AS starts_on, measure, bucket,
      sum(n)::bigint AS n, sum(seconds)::bigint AS seconds
    FROM office.measure_counts WHERE day BETWEEN $2 AND $3
      AND ($4::uuid IS NULL OR venue_id = $4 OR venue_id = '{NO_VENUE}')
    GROUP BY 1, 2, 3"""  # noqa: S608 - a constant of our own
_NATIONAL: Final = f"""SELECT date_trunc($1, day::timestamp)::date AS starts_on, topic,
      sum(n)::bigint AS n FROM office.day_counts
    WHERE day BETWEEN $2 AND $3 AND topic = ANY($4) GROUP BY 1, 2
    UNION ALL SELECT date_trunc($1, day::timestamp)::date, measure, sum(n)::bigint
    FROM office.measure_counts
    WHERE day BETWEEN $2 AND $3 AND measure = '{APPLIED}' GROUP BY 1, 2"""  # noqa: S608 - ours
_BY_HOUR: Final = """SELECT extract(isodow FROM day)::int AS weekday, bucket AS hour, measure,
      sum(n)::bigint AS n, sum(seconds)::bigint AS seconds
    FROM office.measure_counts WHERE day BETWEEN $1 AND $2
      AND ($3::uuid IS NULL OR venue_id = $3) AND measure = ANY($4) GROUP BY 1, 2, 3"""
_UNBOOKED: Final = """SELECT least(12, greatest(0, floor(extract(epoch FROM $1 - stage_since)
        / 604800)))::int AS weeks, count(*)::int AS n
    FROM office.case_overview WHERE stage = 'notified' GROUP BY 1 ORDER BY 1"""
_OUTREACH: Final = """SELECT date_trunc($1, m.day::timestamp)::date AS starts_on,
      count(DISTINCT (m.day, m.venue_id))::int AS sessions, sum(m.n)::int AS people
    FROM office.measure_counts AS m JOIN office.venue_overview AS v USING (venue_id)
    WHERE m.measure = 'people' AND v.kind <> 'office' AND m.day BETWEEN $2 AND $3 GROUP BY 1"""
