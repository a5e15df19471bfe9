"""Whoever lays cards on the PIN desk's virtual reader while the demo runs."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg

from infra.demo.cards import feed_pin_desk
from infra.demo.house import House
from infra.postgres.zones import ISSUANCE
from issuance.ledger.away import AWAY

RETRY_SECONDS = 1.0


@asynccontextmanager
async def hands_at_the_pin_desk(house: House) -> AsyncGenerator[None]:
    """While the block runs, cards in setting are laid on the PIN desk's reader in turn."""
    told = asyncio.Event()
    laying = asyncio.create_task(_lay_cards(house, told), name="hands at the PIN desk")
    try:
        yield
    finally:
        told.set()
        await asyncio.gather(laying, return_exceptions=True)


async def _lay_cards(house: House, told: asyncio.Event) -> None:
    """Go on after the database was away."""
    while not told.is_set():
        try:
            async with asyncpg.create_pool(
                house.access(ISSUANCE).dsn, min_size=1, max_size=1
            ) as pool:
                await feed_pin_desk(pool, house.readers, house.virtual_cards, told)
        except AWAY:
            await asyncio.sleep(RETRY_SECONDS)
