"""Reads the figures of the board, and how old they are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from issuance.read_models.queries_visits import day_span

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool


@dataclass(frozen=True, kw_only=True)
class VisitFigures:
    """Parties of the day. Cycle time: from the call to the party's leaving."""

    arrived: int
    called: int
    finished: int
    median_seconds: float | None
    under_ten_share: float | None
    """0 to 1, of those finished today; None while nobody is."""


@dataclass(frozen=True, kw_only=True)
class Age:
    """How far the tables are behind the log."""

    position: int
    head: int

    @property
    def behind(self) -> int:
        return max(0, self.head - self.position)


@dataclass(frozen=True, kw_only=True)
class KeptPins:
    """Sealed PINs in their table: how many, since when, and when the next are destroyed."""

    count: int
    oldest_at: datetime | None
    next_expiry: datetime | None


class TodayQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def happened(self, day: date) -> dict[str, int]:
        """How often each kind of fact happened on that day."""
        rows = await self._pool.fetch("SELECT topic, n FROM office.day_counts WHERE day = $1", day)
        return {row["topic"]: row["n"] for row in rows}

    async def standing(self) -> dict[str, int]:
        """How many cases stand at each stage now."""
        rows = await self._pool.fetch(
            "SELECT stage, count(*) AS n FROM office.case_overview GROUP BY stage"
        )
        return {row["stage"]: row["n"] for row in rows}

    async def missing_cards(self) -> int:
        found: int = await self._pool.fetchval(
            "SELECT count(*) FROM office.case_overview WHERE missing"
        )
        return found

    async def booked(self, day: date) -> int:
        """People with an appointment on that day."""
        found: int = await self._pool.fetchval(_BOOKED, *day_span(day))
        return found

    async def visits(self, day: date) -> VisitFigures:
        row = await self._pool.fetchrow(_VISITS, *day_span(day))
        assert row is not None
        return VisitFigures(
            arrived=row["arrived"],
            called=row["called"],
            finished=row["finished"],
            median_seconds=row["median_seconds"],
            under_ten_share=row["under_ten_share"],
        )

    async def sealed_pins(self, before: datetime) -> int:
        """Sealed PINs that have waited since before that moment."""
        found: int = await self._pool.fetchval(
            "SELECT count(*) FROM office.sealed_pins WHERE sealed_at < $1", before
        )
        return found

    async def kept_pins(self) -> KeptPins:
        """All sealed PINs that wait for the writer."""
        row = await self._pool.fetchrow(
            "SELECT count(*) AS n, min(sealed_at) AS oldest_at, min(expires_at) AS next_expiry"
            " FROM office.sealed_pins"
        )
        assert row is not None
        return KeptPins(count=row["n"], oldest_at=row["oldest_at"], next_expiry=row["next_expiry"])

    async def open_boxes(self) -> int:
        """Boxes that were opened and not closed again."""
        found: int = await self._pool.fetchval(
            "SELECT count(*) FROM office.box_overview"
            " WHERE opened_at IS NOT NULL AND closed_at IS NULL"
        )
        return found

    async def age(self) -> Age:
        row = await self._pool.fetchrow(_AGE)
        assert row is not None
        return Age(position=row["position"], head=row["head"])


_BOOKED: Final = """SELECT count(*) FROM office.case_overview
    WHERE starts_at >= $1 AND starts_at < $2 AND visit_id IS NOT NULL"""
_VISITS: Final = """
    SELECT count(*) FILTER (WHERE arrived_at >= $1 AND arrived_at < $2) AS arrived,
      count(*) FILTER (WHERE called_at >= $1 AND called_at < $2) AS called,
      count(*) FILTER (WHERE done) AS finished,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE done) AS median_seconds,
      (avg((seconds < 600)::int) FILTER (WHERE done))::float8 AS under_ten_share
    FROM (SELECT *, stage = 'finished' AND ended_at >= $1 AND ended_at < $2
          AND called_at IS NOT NULL AS done,
        extract(epoch FROM coalesce(real_end, ended_at) - coalesce(real_start, called_at))::float8
          AS seconds
      FROM office.visit_overview WHERE stage <> 'no-show') AS v"""
_AGE: Final = """SELECT
    coalesce((SELECT position FROM exchange.read_positions WHERE reader = 'office'), 0) AS position,
    coalesce((SELECT max(notification_id) FROM ledger.stored_events), 0) AS head"""
