"""混雑を知らせる: how many wait at each venue, and how long, told to booking when it changes.

Numbers only, never whose. Kept in tables that move in the transaction of the batch, as the queue's
(`queue.py`); read again, the same facts leave them as they were.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from issuance.calendar import office_date, office_time
from issuance.ledger.batches import Item
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import Transaction
from issuance.release.items import item_of
from issuance.visits.line_facts import (
    VisitBrokenOff,
    VisitHeld,
    VisitReturned,
    VisitTransferred,
)
from issuance.visits.ticket import TicketIssued
from issuance.visits.visit import VisitCalled, VisitCalledOff, VisitEnded, VisitFact, VisitMissed

_CAME: Final = """INSERT INTO office.waits (visit_id, venue_id, since) VALUES ($1, $2, $3)
    ON CONFLICT (visit_id) DO NOTHING"""
_CALLED: Final = "UPDATE office.waits SET called_at = $2 WHERE visit_id = $1"
_OVER: Final = "UPDATE office.waits SET over = true WHERE visit_id = $1"
_FORGOTTEN: Final = "DELETE FROM office.waits WHERE since < $1"
# Who is called at once, by a clerk who saw them come in, did not wait and counts for no median.
_NOW: Final = """SELECT venue_id, count(*) FILTER (WHERE waits)::int AS waiting,
      min(since) FILTER (WHERE waits) AS longest_since,
      round(percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes) FILTER
        (WHERE called_at > since AND called_at > $1::timestamptz - interval '1 hour'))::int
        AS usual_minutes
    FROM (SELECT *, called_at IS NULL AND NOT over AS waits,
        extract(epoch FROM called_at - since)::float8 / 60 AS minutes FROM office.waits) AS w
    GROUP BY venue_id ORDER BY venue_id"""
_TOLD: Final = """INSERT INTO office.congestion_told AS t
      (venue_id, waiting, longest_since, usual_minutes) VALUES ($1, $2, $3, $4)
    ON CONFLICT (venue_id) DO UPDATE
      SET waiting = $2, longest_since = $3, usual_minutes = $4
      WHERE (t.waiting, t.longest_since, t.usual_minutes) IS DISTINCT FROM ($2, $3, $4)
    RETURNING true"""


@dataclass(frozen=True, kw_only=True)
class Congestion:
    """What booking is told of a venue. `longest_since`: since when the longest wait lasts."""

    waiting: int
    longest_since: datetime | None
    usual_minutes: int | None
    """The median of those called within the last hour; None where nobody was."""
    as_of: datetime


async def congestion_news(tx: Transaction, facts: Sequence[Recorded[Any]]) -> list[Item]:
    """How each venue stands after all of these facts, where it stands otherwise than was told."""
    concerning = [each for each in facts if isinstance(each.fact, TicketIssued | VisitFact)]
    if not concerning:
        return []
    for recorded in concerning:
        await _follow(tx, recorded)
    await tx.connection.execute(_FORGOTTEN, office_time(office_date(facts[-1].at), 0))
    return await _changed(tx, facts[-1])


async def _follow(tx: Transaction, recorded: Recorded[Any]) -> None:
    visit_id: UUID = recorded.stream_id
    match recorded.fact:
        case TicketIssued(visit_id=visit_id, venue_id=venue_id):
            await tx.connection.execute(_CAME, visit_id, venue_id, recorded.at)
        case VisitCalled():
            await tx.connection.execute(_CALLED, visit_id, recorded.at)
        case VisitCalledOff() | VisitReturned() | VisitTransferred() | VisitHeld():
            await tx.connection.execute(_CALLED, visit_id, None)
        case VisitEnded() | VisitMissed() | VisitBrokenOff():
            await tx.connection.execute(_OVER, visit_id)
        case _:
            pass


async def _changed(tx: Transaction, last: Recorded[Any]) -> list[Item]:
    items: list[Item] = []
    for row in await tx.connection.fetch(_NOW, last.at):
        now = Congestion(
            waiting=row["waiting"],
            longest_since=row["longest_since"],
            usual_minutes=row["usual_minutes"],
            as_of=last.at,
        )
        values = (now.waiting, now.longest_since, now.usual_minutes)
        if await tx.connection.fetchval(_TOLD, row["venue_id"], *values):
            items.append(item_of(last, "venue.congestion", row["venue_id"], now))
    return items
