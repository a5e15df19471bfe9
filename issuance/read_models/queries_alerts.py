"""Reads the figures that alerts are about: counts and ages, never of whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from issuance.alerts.rules import AlertKind
from issuance.calendar import office_date
from issuance.read_models.queries_board import BoardQueries
from issuance.visits.outages import System

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

MAIL_DAYS: Final = 30
LEAST_POSTED: Final = 20
"""Of fewer envelopes, what came back says nothing."""


@dataclass(frozen=True, kw_only=True)
class MailState:
    """Mails about alerts, by what became of them."""

    waiting: int
    sent: int
    dead: int


class AlertQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool, self._board = pool, BoardQueries(pool)

    async def figures(self, now: datetime) -> dict[AlertKind, int]:
        """Each figure as it is now; one of which nothing can be said is left out."""
        today = office_date(now)
        row = await self._pool.fetchrow(_FIGURES, now, today, today - timedelta(days=MAIL_DAYS))
        assert row is not None
        found = {
            AlertKind.WAITING: row["waiting"],
            AlertKind.MISSING_CARDS: row["missing"],
            AlertKind.OLD_SEALED_PINS: row["kept_days"],
            AlertKind.TABLES_STALE: row["stale"],
            AlertKind.JLIS_AWAY: await self._jlis(now),
        }
        if row["posted"] >= LEAST_POSTED:
            found[AlertKind.RETURNED_MAIL] = 100 * row["returned"] // row["posted"]
        return found

    async def mails(self) -> MailState:
        row = await self._pool.fetchrow(_MAILS)
        assert row is not None
        return MailState(**dict(row))

    async def _jlis(self, now: datetime) -> int:
        down = await self._board.systems_down(now)
        since = down.get(System.JLIS.value)
        return 0 if since is None else int((now - since) / timedelta(minutes=1))


# Minutes and days are whole ones, so that a figure says what a person would.
_FIGURES: Final = """SELECT
    (SELECT coalesce(floor(max(extract(epoch FROM $1 - greatest(v.arrived_at, c.starts_at)))
        / 60), 0)::int
      FROM office.visit_overview AS v LEFT JOIN office.case_overview AS c USING (visit_id)
      WHERE v.stage = 'waiting' AND v.arrived_at <= $1
        AND (v.arrived_at AT TIME ZONE 'Asia/Tokyo')::date = $2) AS waiting,
    (SELECT count(*)::int FROM office.case_overview WHERE missing) AS missing,
    (SELECT coalesce(floor(extract(epoch FROM $1 - min(kept_since)) / 86400), 0)::int FROM (
        SELECT sealed_at AS kept_since FROM office.sealed_pins UNION ALL
        SELECT taken_at FROM office.pin_sheets WHERE destroyed_at IS NULL) AS kept) AS kept_days,
    (SELECT coalesce(floor(max(extract(epoch FROM
        $1 - (convert_from(state, 'UTF8')::json ->> 'at')::timestamptz)) / 60), 0)::int
      FROM (SELECT state FROM ledger.stored_events WHERE notification_id > coalesce((
          SELECT position FROM exchange.read_positions WHERE reader = 'office'), 0)
        ORDER BY notification_id LIMIT 1) AS oldest) AS stale,
    (SELECT coalesce(sum(n), 0)::int FROM office.day_counts
      WHERE topic = 'case.handed-to-post' AND day > $3) AS posted,
    (SELECT coalesce(sum(n), 0)::int FROM office.day_counts
      WHERE topic = 'case.mail-returned' AND day > $3) AS returned"""
_MAILS: Final = """SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
    count(*) FILTER (WHERE state = 'sent')::int AS sent,
    count(*) FILTER (WHERE state = 'dead')::int AS dead FROM office.alert_mails"""
