"""順番を知らせる: how many parties are before each that waits, told to booking when it changes.

Kept in a table that moves in the transaction of the batch, so it stands exactly where the batch
ends. Read again, the same facts leave it as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from issuance.calendar import office_date, office_time
from issuance.cases import state as case_state
from issuance.cases.facts import CheckedIn
from issuance.cases.state import Case
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
from issuance.visits.visit import (
    VisitArrived,
    VisitCalled,
    VisitCalledOff,
    VisitEnded,
    VisitFact,
    VisitMissed,
)

_STANDS: Final = """INSERT INTO office.queue_told (visit_id, stage, counter) VALUES ($1, $2, $3)
    ON CONFLICT (visit_id) DO UPDATE SET stage = $2, counter = $3"""
_BOOKED: Final = """INSERT INTO office.queue_told AS q
      (visit_id, party_id, venue_id, starts_at, reference, stage)
    VALUES ($1, $2, $3, $4, $5, 'waiting') ON CONFLICT (visit_id) DO UPDATE
    SET party_id = $2, venue_id = $3, starts_at = least(q.starts_at, $4), reference = $5"""
_LEFT: Final = """DELETE FROM office.queue_told WHERE visit_id = $1
    RETURNING party_id, told_ahead IS NOT NULL AS told"""
_FORGOTTEN: Final = "DELETE FROM office.queue_told WHERE starts_at < $1"
# The order of the stations' own list: by time, then by number.
_QUEUE: Final = """SELECT visit_id, party_id, stage = 'called' AS called, counter,
      (told_ahead, told_counter) AS told, CASE WHEN stage = 'called' THEN 0 ELSE row_number()
        OVER (PARTITION BY venue_id, stage ORDER BY starts_at, reference) - 1 END::int AS ahead
    FROM office.queue_told WHERE party_id IS NOT NULL ORDER BY visit_id"""
_TOLD: Final = """UPDATE office.queue_told SET told_ahead = $2, told_counter = $3
    WHERE visit_id = $1"""


@dataclass(frozen=True, kw_only=True)
class _Place:
    """What booking is told of a party that waits; `counter` is empty until it is called."""

    ahead: int
    called: bool
    counter: str
    as_of: datetime


async def queue_news(tx: Transaction, facts: Sequence[Recorded[Any]]) -> list[Item]:
    """Who has left, and whose place is another one after all of these facts."""
    concerning = [each for each in facts if isinstance(each.fact, VisitFact | CheckedIn)]
    if not concerning:
        return []
    left = [each for recorded in concerning for each in await _follow(tx, recorded)]
    return [*left, *await _changed(tx, facts[-1])]


async def _follow(tx: Transaction, recorded: Recorded[Any]) -> list[Item]:
    match recorded.fact:
        case VisitArrived() | VisitCalledOff() | VisitHeld() | VisitReturned() | VisitTransferred():
            await tx.connection.execute(_STANDS, recorded.stream_id, "waiting", "")
        case VisitCalled(station=station):
            await tx.connection.execute(_STANDS, recorded.stream_id, "called", station)
        case VisitEnded() | VisitMissed() | VisitBrokenOff():
            return await _left(tx, recorded)
        case CheckedIn(visit_id=visit_id):
            await _booked(tx, recorded, visit_id)
        case _:
            pass
    return []


async def _left(tx: Transaction, recorded: Recorded[Any]) -> list[Item]:
    row = await tx.connection.fetchrow(_LEFT, recorded.stream_id)
    if row is None or not row["told"]:
        return []
    return [item_of(recorded, "visit.left", row["party_id"], {})]


async def _booked(tx: Transaction, recorded: Recorded[Any], visit_id: UUID) -> None:
    """Whose visit it is, as the case knew it when its holder was checked in."""
    case = Case()
    for each in await tx.history(recorded.stream_id):
        if each.version <= recorded.version:
            case = case_state.evolve(case, each.fact)
    if (booked := case.appointment) is not None:
        await tx.connection.execute(
            _BOOKED,
            *(visit_id, booked.party_id, booked.venue_id, booked.starts_at, booked.reference),
        )


async def _changed(tx: Transaction, last: Recorded[Any]) -> list[Item]:
    await tx.connection.execute(_FORGOTTEN, office_time(office_date(last.at), 0))
    items: list[Item] = []
    for row in await tx.connection.fetch(_QUEUE):
        place = _Place(
            ahead=row["ahead"], called=row["called"], counter=row["counter"], as_of=last.at
        )
        if tuple(row["told"]) != (place.ahead, place.counter):
            items.append(item_of(last, "visit.queued", row["party_id"], place))
            await tx.connection.execute(_TOLD, row["visit_id"], place.ahead, place.counter)
    return items
