"""A writer that prints what was acknowledged to it, made to be killed at any moment.

Run as a program; MADOGUCHI_TEST_DSN says where, the arguments who writes and how much.
"""

import asyncio
import os
import sys
from uuid import UUID

import asyncpg

from issuance.errors import ConcurrentChangeError
from issuance.ledger.postgres import PostgresLog
from tests.issuance.ledger.tallies import AT, Counted, Tally, evolve

DIGEST = b"d" * 32


async def write(log: PostgresLog, stream_id: UUID, number: int) -> None:
    """Count *number* once, however often it is asked for."""
    async with log.transaction() as tx:
        key = f"{stream_id}:{number}"
        if await tx.earlier_answer(key, DIGEST) is not None:
            return
        tally = await tx.read(stream_id, Tally(), evolve)
        await tx.append(tally.record([Counted(amount=number)], at=AT, by="worker"))
        await tx.remember_answer(key, DIGEST, b"done")


async def main(writer: int, numbers: int) -> None:
    async with asyncpg.create_pool(
        os.environ["MADOGUCHI_TEST_DSN"], min_size=1, max_size=4
    ) as pool:
        log = PostgresLog(pool)
        gate = asyncio.Semaphore(4)

        async def acknowledged(number: int) -> None:
            async with gate:
                while True:
                    try:
                        await write(log, UUID(int=writer), number)
                    except ConcurrentChangeError:
                        continue
                    print(number, flush=True)  # noqa: T201 - the acknowledgement
                    return

        await asyncio.gather(*map(acknowledged, range(numbers)))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
