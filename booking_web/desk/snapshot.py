"""Where the slots stood lately, kept beside the log: a desk opens from it and reads on.

Only the slots are in it, of which there are many facts; venues, rules and the waiting list are
read from the log itself. A snapshot of another form of `Slot` is not understood, and not used.
"""

from hashlib import sha256
from typing import Final
from uuid import UUID

import msgspec
from msgspec.inspect import type_info

from booking_web.timetable.slots import Slot, evolve_slot
from booking_web.timetable.timetable import OTHERS, Timetable
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import PostgresLog

_Slots = list[tuple[UUID, int, Slot]]
"""Slot, version of its stream, state."""
_FORM: Final = sha256(repr(type_info(_Slots)).encode()).hexdigest()[:16]
_encoder = msgspec.msgpack.Encoder(uuid_format="bytes")
_decoder = msgspec.msgpack.Decoder(_Slots)
_READ = "SELECT position, slots FROM booking.timetable_snapshots WHERE form = $1"
_KEEP = """
INSERT INTO booking.timetable_snapshots AS kept (form, position, slots) VALUES ($1, $2, $3)
ON CONFLICT (form) DO UPDATE SET position = excluded.position, slots = excluded.slots
WHERE kept.position < excluded.position"""
_FORGET = "DELETE FROM booking.timetable_snapshots WHERE form <> $1"


async def stand_as_lately(log: PostgresLog, timetable: Timetable) -> None:
    """Bring an empty timetable to where the last snapshot stood; without one, it stays empty."""
    kept = await log.pool.fetchrow(_READ, _FORM)
    if kept is None or kept["position"] > await log.head():
        return
    timetable.apply(await log.topics_until(kept["position"], OTHERS))
    slots = (
        Stream(slot_id, slot, evolve_slot, version)
        for slot_id, version, slot in _decoder.decode(kept["slots"])
    )
    timetable.stand(slots, kept["position"])


async def keep_snapshot(log: PostgresLog, timetable: Timetable) -> int:
    """Keep how the slots stand; return the position."""
    position = timetable.position
    slots = [(each.id, each.version, each.state) for each in timetable.slots.values()]
    await log.pool.execute(_KEEP, _FORM, position, _encoder.encode(slots))
    await log.pool.execute(_FORGET, _FORM)
    return position
