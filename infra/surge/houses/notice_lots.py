"""Notices released lot after lot, and the look at the other zone for when they arrive."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import asyncpg

from infra.bench.booked_people import Holder
from infra.postgres.access import Access
from issuance.application import Issuance, Order
from loadtests.drills import Drill

RELEASED, ARRIVED = "released", "arrived"
"""Files of the drill's folder: when how many notices had been released, and had arrived."""
NOTICE: Final = "notice.released"
_BY: Final = "staff:K90"
_COUNT: Final = "SELECT count(*) FROM ledger.stored_events WHERE topic = $1"
_LOOK_SECONDS: Final = 0.1
_PATIENCE_SECONDS: Final = 120


async def release(
    issuance: Issuance, holders: Sequence[Holder], drill: Drill, folder: Path
) -> None:
    """Lot after lot, as the office's page releases them, at an even pace."""
    size, pause = int(drill.number("lot")), drill.number("lot") / drill.number("notices_a_second")
    with (folder / RELEASED).open("w", encoding="ascii", buffering=1) as file:
        for first in range(0, len(holders), size):
            begun, lot = time.time(), [each.case_id for each in holders[first : first + size]]
            await issuance.notices.release(Order(by=_BY, at=datetime.now(UTC)), lot)
            file.write(f"{time.time():.3f} {first + len(lot)}\n")
            await asyncio.sleep(max(0.0, pause - (time.time() - begun)))


async def watch(booking: Access, folder: Path) -> None:
    """Note each time that more have arrived at the booking site."""
    connection, before = await asyncpg.connect(booking.dsn), 0
    try:
        with (folder / ARRIVED).open("w", encoding="ascii", buffering=1) as file:
            while True:
                arrived: int = await connection.fetchval(_COUNT, NOTICE)
                if arrived != before:
                    file.write(f"{time.time():.3f} {arrived}\n")
                before = arrived
                await asyncio.sleep(_LOOK_SECONDS)
    finally:
        await connection.close()


async def until_arrived(
    booking: Access, topic: str, count: int, *, while_running: "asyncio.Task[None] | None" = None
) -> None:
    """Return when the booking log has so many facts of a topic.

    Raises:
        TimeoutError: it takes too long; or what kept *while_running* from going on.
    """
    connection = await asyncpg.connect(booking.dsn)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while await connection.fetchval(_COUNT, topic) < count:
                if while_running is not None and while_running.done():
                    while_running.result()
                await asyncio.sleep(_LOOK_SECONDS)
    finally:
        await connection.close()
