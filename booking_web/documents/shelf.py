"""Where the pages find the published rules: read from the log now and then, kept meanwhile."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from booking_web.documents.facts import DOCUMENTS, DocumentsPublished, evolve
from issuance.ledger.away import AWAY
from issuance.ledger.postgres import PostgresLog

_FRESH: Final = timedelta(seconds=30)


class Shelf:
    """A page about documents never waits for a database that is away: the last rules stand."""

    def __init__(self, log: PostgresLog, clock: Callable[[], datetime]) -> None:
        self._log, self._clock = log, clock
        self._rules: DocumentsPublished | None = None
        self._read_at: datetime | None = None

    async def rules(self) -> DocumentsPublished | None:
        """The rules in force; None until the office published some."""
        now = self._clock()
        # While nothing is published every look counts, so that the first rules are seen at once.
        if self._rules is None or self._read_at is None or now - self._read_at >= _FRESH:
            await self._read(now)
        return self._rules

    async def _read(self, now: datetime) -> None:
        try:
            self._rules = (await self._log.read(DOCUMENTS, None, evolve)).state
        except AWAY:
            return
        self._read_at = now
