"""A process of its own that books for everybody and prints who was confirmed: for killing it."""

import asyncio
import sys

import asyncpg

from booking_web.timetable.commands import Book
from issuance.ledger.postgres import PostgresLog
from tests.booking_web.desk.samples import MORNING, NOW, notice_of, opened

PEOPLE = 200
AT_ONCE = 4


async def book_for_everybody(dsn: str) -> None:
    async with (
        asyncpg.create_pool(dsn, min_size=0, max_size=4) as pool,
        opened(PostgresLog(pool)) as desk,
    ):

        async def book(number: int) -> None:
            command = Book(notice_ids=(notice_of(number),), slot_id=MORNING)
            await desk.submit(command, key=str(number), at=NOW)
            print(number, flush=True)  # noqa: T201 - told to the test, and only once confirmed

        for first in range(0, PEOPLE, AT_ONCE):
            await asyncio.gather(*(book(first + each) for each in range(AT_ONCE)))


if __name__ == "__main__":
    asyncio.run(book_for_everybody(sys.argv[1]))
