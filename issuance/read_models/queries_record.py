"""The log as an auditor reads it: newest first, straight from where facts are stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from issuance.ledger.facts import Recorded, form_of
from issuance.ledger.postgres import recorded_of

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One fact's envelope; what it says is read at its case."""

    position: int
    at: datetime
    by: str
    topic: str
    stream_id: UUID


class RecordQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def newest(
        self, limit: int, *, before: int | None = None, by: str | None = None
    ) -> list[Entry]:
        """The newest facts before a position; *by*: of one actor only."""
        rows = await self._pool.fetch(_NEWEST, limit, before, by)
        return [_entry(recorded_of(row)) for row in rows]


def _entry(recorded: Recorded[Any]) -> Entry:
    return Entry(
        position=recorded.position,
        at=recorded.at,
        by=recorded.by,
        topic=_topic(recorded.fact),
        stream_id=recorded.stream_id,
    )


def _topic(fact: object) -> str:
    return form_of(type(fact)).topic


SPAN: Final = 100_000
"""Facts looked through for one person's: somebody who did little must not cost the whole log."""
_NEWEST: Final = f"""SELECT originator_id, originator_version, notification_id, topic, state
    FROM ledger.stored_events
    WHERE notification_id < coalesce($2::bigint, 9223372036854775807)
      AND notification_id >= coalesce($2::bigint,
        (SELECT max(notification_id) FROM ledger.stored_events)) - {SPAN}
      AND ($3::text IS NULL OR convert_from(state, 'UTF8')::jsonb ->> 'by' = $3)
    ORDER BY notification_id DESC LIMIT $1"""  # noqa: S608 - our figure
