"""Where a household stands in the waiting list and why, read from the log for one page."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from booking_web.timetable.notices import Waiting
from booking_web.timetable.policy import Policy
from booking_web.timetable.rows import row_from
from booking_web.timetable.timetable import Timetable
from booking_web.timetable.waiting_list import could_meet, within
from booking_web.timetable.why import Why, why
from issuance.calendar import is_over, office_date
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import PostgresLog, Transaction, recorded_of

# The index of the line holds these names and no others.
_LINE: Final = """
SELECT originator_id, originator_version, notification_id, topic, state FROM ledger.stored_events
WHERE topic IN ('waiting.joined', 'waiting.offered', 'waiting.offer-lapsed', 'waiting.left',
  'slot.places-freed') ORDER BY notification_id"""
_STREAMS: Final = """
SELECT originator_id, originator_version, notification_id, topic, state FROM ledger.stored_events
WHERE originator_id = ANY ($1) ORDER BY notification_id"""
_MOST_SLOTS: Final = 400
"""Of more slots in which something happened, the latest are told of."""


class PlaceInLine(Struct, frozen=True, kw_only=True):
    """`ahead`: households that wait longer for places this one would take too."""

    entry_id: UUID
    ahead: int
    why: Why


async def place_in_line(
    log: PostgresLog, timetable: Timetable, waiting: Waiting, *, at: datetime, policy: Policy
) -> PlaceInLine:
    """Of a household that waits now."""
    async with log.transaction() as tx:
        history = await _history(tx, timetable, waiting, policy)
    today = office_date(at)
    ahead = sum(
        could_meet(each.wished, waiting.wished) and not is_over(each.wished.last_on, today)
        for each in timetable.waiting.before(waiting.entry_id)
    )
    told = why(waiting.entry_id, history, policy=policy)
    return PlaceInLine(entry_id=waiting.entry_id, ahead=ahead, why=told)


async def _history(
    tx: Transaction, timetable: Timetable, waiting: Waiting, policy: Policy
) -> list[Recorded[Any]]:
    """The line's facts; all of the slots wished for in which places came free, and of the rules."""
    line = [recorded_of(row) for row in await tx.connection.fetch(_LINE)]
    slot_ids = _slots_of(line, timetable, waiting, policy)
    rows = await tx.connection.fetch(_STREAMS, [*slot_ids, *timetable.venues])
    of_slots = [recorded_of(row) for row in rows]
    known = {each.position for each in of_slots}
    history = [*of_slots, *(each for each in line if each.position not in known)]
    return sorted(history, key=lambda each: each.position)


def _slots_of(
    line: list[Recorded[Any]], timetable: Timetable, waiting: Waiting, policy: Policy
) -> list[UUID]:
    touched = [getattr(each.fact, "slot_id", each.stream_id) for each in line]
    found: dict[UUID, None] = {}
    for each in reversed(touched):
        slot = timetable.slot(each)
        offer = slot.offer if slot else None
        if offer is None or len(found) > _MOST_SLOTS:
            continue
        if within(waiting.wished, venue_id=offer.venue_id, starts_at=offer.starts_at):
            row = row_from(timetable.slot, each, policy.slots_in_a_row)
            found |= dict.fromkeys(slot_id for slot_id, _ in row)
    return list(found)
