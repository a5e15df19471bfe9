"""The last guard against overbooking: places counted in a table, beside the facts."""

from booking_web.timetable.books import Books
from issuance.ledger.postgres import Transaction

_ENTER = """
INSERT INTO booking.slot_places (slot_id, places, taken)
SELECT slot_id, 0, 0 FROM unnest($1::uuid[]) AS new (slot_id)"""
_COUNT = """
UPDATE booking.slot_places AS s SET places = change.places, taken = s.taken + change.more
FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS change (slot_id, places, more)
WHERE s.slot_id = change.slot_id"""


async def keep_places(tx: Transaction, before: Books, after: Books) -> None:
    """Count what these entries took and freed.

    Changes are added up by the database, not replaced: a writer whose books were stale is
    stopped here even if every other guard was forgotten.

    Raises:
        asyncpg.CheckViolationError: more would be taken than there are places.
    """
    changed = [
        (slot_id, stream.state, before.slot(slot_id))
        for slot_id, stream in after.slots.items()
        if stream.state is not before.slot(slot_id)
    ]
    new = [slot_id for slot_id, _, was in changed if was.offer is None]
    if new:
        await tx.connection.execute(_ENTER, new)
    if changed:
        ids, places, more = zip(
            *((each, slot.places, slot.taken - was.taken) for each, slot, was in changed),
            strict=True,
        )
        await tx.connection.execute(_COUNT, ids, places, more)
