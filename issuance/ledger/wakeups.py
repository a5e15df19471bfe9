"""Being told that the log grew. A wake-up is only a hint; the position read is the truth."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

import asyncpg

from issuance.ledger.away import AWAY

CHANNEL = "stored_events"
_FAULTS = (*AWAY, asyncpg.PostgresError)


async def wakeups(
    pool: "asyncpg.Pool[asyncpg.Record]", poll_seconds: float = 1.0
) -> AsyncGenerator[None]:
    """Yield at once, then whenever the log may have grown, at the latest after *poll_seconds*.

    A listening connection that dies is noticed by the poll and replaced; nothing is missed,
    since whoever is woken reads on from a position of their own.
    """
    woken = asyncio.Event()
    listener = asyncio.create_task(_listen(pool, woken, poll_seconds))
    try:
        while True:
            yield
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), poll_seconds)
            woken.clear()
    finally:
        listener.cancel()
        with suppress(asyncio.CancelledError):
            await listener


async def _listen(
    pool: "asyncpg.Pool[asyncpg.Record]", woken: asyncio.Event, poll_seconds: float
) -> None:
    def wake(*_: object) -> None:
        woken.set()

    while True:
        with suppress(*_FAULTS):
            async with pool.acquire() as connection:
                await connection.add_listener(CHANNEL, wake)
                try:
                    while not connection.is_closed():
                        await asyncio.sleep(poll_seconds)
                        await connection.execute("SELECT 1")  # a dead peer is found out here
                finally:
                    with suppress(*_FAULTS):
                        await connection.remove_listener(CHANNEL, wake)
        await asyncio.sleep(poll_seconds)
