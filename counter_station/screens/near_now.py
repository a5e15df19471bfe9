"""Which rows of a long day's queue the clerk sees: who is here, due soon, or left lately.

A day of thirty counters has nine hundred rows; nobody reads them, and each screen would wait for
them. The whole day is one press away, and any row that is chosen by its number is shown.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from counter_station.screens.clerk_view import Row

FITS: Final = 60
"""So many rows are always shown, whatever their time."""
AHEAD: Final = timedelta(minutes=30)
"""Longer than before anybody unseen may be called."""
BEHIND: Final = timedelta(minutes=60)
_GONE: Final = frozenset({"finished", "no-show", "broken-off"})


def near_now(rows: Sequence[Row], now: datetime) -> list[Row]:
    """Those a clerk has to do with around *now*, in their order."""
    if len(rows) <= FITS:
        return list(rows)
    return [row for row in rows if _is_near(row, now)]


def _is_near(row: Row, now: datetime) -> bool:
    if row.stage in _GONE:
        return row.starts_at > now - BEHIND
    return row.stage != "expected" or row.starts_at < now + AHEAD
