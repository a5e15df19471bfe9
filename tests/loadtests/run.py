"""A ward on a real log, two desks, a crowd at them, and the office that reads the log meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from booking_web.desk import Desk
from booking_web.exchange import outgoing
from issuance.ledger.exchange import Sender
from issuance.ledger.postgres import PostgresLog
from loadtests.auditor import Told
from tests.booking_web.desk.samples import POLICY, open_ward
from tests.loadtests.crowd import PEOPLE, STARTS, Clock, Crowd
from tests.loadtests.visits import visit

PLACES = 8


async def run(here: PostgresLog, there: PostgresLog) -> tuple[list[Told], int]:
    """Open ward and desks, let the crowd come; its journal, and where the log stood before."""
    await open_ward(here, places=PLACES, notices=PEOPLE, starts=STARTS)
    since, clock = await here.head(), Clock()
    desks = tuple(Desk(each, policy=POLICY, clock=clock) for each in (here, there))
    crowd = Crowd(desks=(desks[0], desks[1]), clock=clock)
    for desk in desks:
        await desk.start()
    try:
        async with _office_reading(here):
            await visit(crowd)
    finally:
        for desk in desks:
            await desk.stop()
    return crowd.told, since


@asynccontextmanager
async def _office_reading(log: PostgresLog) -> AsyncIterator[None]:
    """The reader of the log that tells the office; it reads on to the end."""
    key, over = Ed25519PrivateKey.generate(), asyncio.Event()
    sender = Sender(log, key, name="booking", translate=outgoing.translate)

    async def follow() -> None:
        while not over.is_set():
            await sender.prepare()
            await asyncio.sleep(0.002)

    reading = asyncio.create_task(follow())
    try:
        yield
    finally:
        over.set()
        await reading
        await sender.prepare()
