"""Reads one case's whole course from the log: what happened to it, its card and its visits."""

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from issuance.ledger.codec import decode
from issuance.ledger.facts import Recorded

if TYPE_CHECKING:
    from collections.abc import Collection

    from issuance.ledger.postgres import Pool


class TimelineQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def of(self, stream_ids: "Collection[UUID]") -> list[Recorded[Any]]:
        """The facts of these streams in the order they were recorded."""
        rows = await self._pool.fetch(_STREAMS, list(stream_ids))
        return [decode(*row) for row in rows]


_STREAMS: Final = """SELECT originator_id, originator_version, notification_id, topic, state
    FROM ledger.stored_events WHERE originator_id = ANY($1) ORDER BY notification_id"""
