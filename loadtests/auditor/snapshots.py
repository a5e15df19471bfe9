"""What booking desks open from, read as bytes for the auditor's own SQL to judge."""

from typing import Final
from uuid import UUID

import asyncpg
import msgspec

_TABLE: Final = """CREATE TEMP TABLE kept_slots (
  position bigint, slot uuid, places bigint, taken bigint)"""
_KEPT: Final = "SELECT position, slots FROM booking.timetable_snapshots"


class _State(msgspec.Struct, frozen=True):
    """Of all that is kept of a slot."""

    places: int
    taken: int


_decoder: Final = msgspec.msgpack.Decoder(list[tuple[bytes, int, _State]])
"""Slot, version of its stream, state."""


async def enter_snapshots(connection: asyncpg.Connection) -> None:
    """Make the temporary table `kept_slots`: places, and how many are taken, at each position."""
    await connection.execute(_TABLE)
    for position, packed in await connection.fetch(_KEPT):
        rows = [
            (position, UUID(bytes=slot), state.places, state.taken)
            for slot, _, state in _decoder.decode(packed)
        ]
        await connection.copy_records_to_table("kept_slots", records=rows)
