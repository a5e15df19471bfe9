"""Token buckets: free for the few, shared by all workers for the many, and full again in time."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from booking_web.buckets import Bucket, Buckets
from booking_web.refusals import TooOftenError
from issuance.ledger.postgres import PostgresLog, leave_as_it_is
from tests.booking_web.desk.samples import NOW

BUCKET = Bucket(name="test", burst=6, each=timedelta(seconds=10), alone=3)
KEY = bytes(32)


async def drawn(buckets: Buckets, times: int, *, whose: str = "A", at=NOW) -> int:
    """How many of so many draws were given."""
    given = 0
    for _ in range(times):
        try:
            await buckets.draw(BUCKET, whose, at)
        except TooOftenError:
            continue
        given += 1
    return given


async def test_few_cost_nothing(booking_log, booking_owner_db):
    buckets = Buckets(booking_log, key=KEY)
    assert await drawn(buckets, BUCKET.alone) == BUCKET.alone
    assert await booking_owner_db.fetchval("SELECT count(*) FROM booking.buckets") == 0
    await drawn(buckets, 1)
    assert await booking_owner_db.fetchval("SELECT count(*) FROM booking.buckets") == 1


async def test_all_workers_together_give_what_one_bucket_holds(booking_log):
    workers = [Buckets(booking_log, key=KEY) for _ in range(3)]
    given = sum(await asyncio.gather(*(drawn(each, 40) for each in workers)))
    assert given == 3 * BUCKET.alone + BUCKET.burst
    assert await drawn(workers[0], 1, whose="B") == 1


async def test_it_says_how_long_to_wait_and_keeps_its_word(booking_log):
    buckets = Buckets(booking_log, key=KEY)
    assert await drawn(buckets, 20) == BUCKET.alone + BUCKET.burst
    with pytest.raises(TooOftenError) as refused:
        await buckets.draw(BUCKET, "A", NOW)
    assert refused.value.seconds == 10
    later = NOW + timedelta(seconds=10)
    assert await drawn(buckets, 5, at=later) == 2  # one of the worker's own, one of the shared
    much_later = NOW + timedelta(hours=1)
    assert await drawn(buckets, 20, at=much_later) == BUCKET.alone + BUCKET.burst


async def test_a_clock_that_steps_back_gives_nothing(booking_log):
    buckets = Buckets(booking_log, key=KEY)
    await drawn(buckets, 20)
    assert await drawn(buckets, 5, at=NOW - timedelta(hours=1)) == 0


async def test_neither_number_nor_browser_stands_in_the_table(booking_log, booking_owner_db):
    await drawn(Buckets(booking_log, key=KEY), 9, whose="7H2K9QXM4T8W")
    row = await booking_owner_db.fetchrow("SELECT key, b::text AS words FROM booking.buckets AS b")
    assert len(row["key"]) == 32
    assert "7H2K" not in row["words"]


async def test_old_ones_are_forgotten(booking_log, booking_owner_db):
    await drawn(Buckets(booking_log, key=KEY), 9)
    await drawn(Buckets(booking_log, key=KEY), 9, whose="B", at=NOW + timedelta(days=2))
    assert await booking_owner_db.fetchval("SELECT count(*) FROM booking.buckets") == 1


async def test_only_the_draw_itself_does_not_wait_for_the_disk(booking_access):
    dsn = booking_access.dsn
    async with asyncpg.create_pool(dsn, min_size=1, max_size=1, reset=leave_as_it_is) as pool:
        await drawn(Buckets(PostgresLog(pool), key=KEY), BUCKET.alone + 1)
        assert await pool.fetchval("SHOW synchronous_commit") == "on"
