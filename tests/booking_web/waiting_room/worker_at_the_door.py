"""A worker that takes people in until it is killed, and prints the place of each.

Run as a program; MADOGUCHI_TEST_DSN says where, the argument is the room.
"""

import asyncio
import os
import sys
from uuid import uuid4

import asyncpg

from booking_web.waiting_room.door import Door
from booking_web.waiting_room.store import Store
from tests.booking_web.waiting_room.rooms import OPENS

PEOPLE_AT_ONCE = 20


async def main(room_id: int) -> None:
    async with asyncpg.create_pool(
        os.environ["MADOGUCHI_TEST_DSN"], min_size=1, max_size=2
    ) as pool:
        door = Door(Store(pool), lambda: OPENS)

        async def come() -> None:
            while True:
                ticket = await door.step_up(room_id, uuid4())
                assert ticket is not None
                print(ticket.ticket_id, ticket.place, flush=True)  # noqa: T201 - told to the browser

        await asyncio.gather(*(come() for _ in range(PEOPLE_AT_ONCE)))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
