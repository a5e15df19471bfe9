"""Where the pages find the published rules: read from the log now and then, kept meanwhile."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from booking_web.documents.facts import DOCUMENTS, DocumentsPublished, evolve
from issuance.ledger.away import AWAY
from issuance.ledger.postgres import PostgresLog

_FRESH: Final = timedelta(seconds=30)
_SOON: Final = timedelta(seconds=1)
"""While nothing is published: the first rules are to be seen at once."""


class Shelf:
    """A page about documents never waits for a database that is away: the last rules stand."""

    def __init__(self, log: PostgresLog, clock: Callable[[], datetime]) -> None:
        self._log, self._clock = log, clock
        self._rules: DocumentsPublished | None = None
        self._read_at: datetime | None = None

    async def rules(self) -> DocumentsPublished | None:
        """The rules in force; None until the office published some."""
        now = self._clock()
        fresh = _SOON if self._rules is None else _FRESH
        if self._read_at is None or now - self._read_at >= fresh:
            await self._read(now)
        return self._rules

    async def _read(self, now: datetime) -> None:
        try:
            self._rules = (await self._log.read(DOCUMENTS, None, evolve)).state
        except AWAY:
            return
        self._read_at = now
