"""The `eventsourcing` library reads our log, and while many write it misses nothing.

The control appends without the log's lock: a reader that tails such a log does miss facts, so
the tests above it would notice if the lock were ever lost.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from eventsourcing.persistence import PersistenceError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from issuance.ledger.codec import decode, encode
from issuance.ledger.facts import Recorded
from tests.issuance.ledger.tallies import Counted, append, counted

WRITERS, BATCHES, FACTS = 8, 25, 3
ALL = WRITERS * BATCHES * FACTS
WITHOUT_LOCK = """INSERT INTO ledger.stored_events
    (originator_id, originator_version, topic, state)
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::bytea[])
    RETURNING notification_id"""


@contextmanager
def library_reader(access):
    """The library's recorder, with our role's rights and none of its own tables or functions."""
    with PostgresDatastore(
        dbname=access.database,
        host=access.host,
        port=access.port,
        user=access.user,
        password=access.password,
        pool_size=3,
        schema="ledger",
    ) as datastore:
        yield PostgresApplicationRecorder(datastore, events_table_name="stored_events")


async def write_all(append_batch: Callable[[list[Recorded[Any]]], Awaitable[object]]) -> None:
    """Eight writers, each with a stream of its own."""

    async def write(writer: int) -> None:
        for batch in range(BATCHES):
            amounts = range(batch * FACTS, (batch + 1) * FACTS)
            await append_batch(counted(*amounts, to=UUID(int=writer), after=batch * FACTS))

    await asyncio.gather(*(write(writer) for writer in range(WRITERS)))


def stand(notifications):
    return [(each.originator_id, each.originator_version) for each in notifications]


def written():
    return {(UUID(int=w), v) for w in range(WRITERS) for v in range(1, BATCHES * FACTS + 1)}


async def tail(recorder, done):
    """Read page after page from one's own position until all is written, then once more."""
    seen, position = [], 0
    while True:
        finished = done.is_set()
        page = await asyncio.to_thread(
            recorder.select_notifications, position, 50, inclusive_of_start=False
        )
        seen += page
        position = page[-1].id if page else position
        if finished and not page:
            return seen


async def test_its_reader_reads_what_we_wrote(issuance_access, issuance_log):
    await append(issuance_log, counted(5, 6))
    with library_reader(issuance_access) as recorder:
        first, second = await asyncio.to_thread(recorder.select_notifications, 1, 10)
        assert await asyncio.to_thread(recorder.max_notification_id) == 2
        events = await asyncio.to_thread(recorder.select_events, first.originator_id)
    assert [each.originator_version for each in events] == [1, 2]
    read = decode(
        second.originator_id, second.originator_version, second.id, second.topic, second.state
    )
    assert read.fact == Counted(amount=6)


async def test_its_tailing_reader_misses_nothing(issuance_access, issuance_log):
    done = asyncio.Event()
    with library_reader(issuance_access) as recorder:
        reading = asyncio.create_task(tail(recorder, done))
        await write_all(lambda facts: append(issuance_log, facts))
        done.set()
        seen = await reading
    assert [each.id for each in seen] == list(range(1, ALL + 1))
    assert len(stand(seen)) == ALL
    assert set(stand(seen)) == written()


async def test_its_subscription_misses_nothing(issuance_access, issuance_log):
    with library_reader(issuance_access) as recorder, recorder.subscribe(gt=0) as subscription:

        def read():
            return [next(subscription) for _ in range(ALL)]

        reading = asyncio.create_task(asyncio.to_thread(read))
        await write_all(lambda facts: append(issuance_log, facts))
        seen = await asyncio.wait_for(reading, 30)
    assert [each.id for each in seen] == list(range(1, ALL + 1))
    assert set(stand(seen)) == written()


async def test_our_own_reader_misses_nothing_either(issuance_log):
    done = asyncio.Event()

    async def read():
        seen: list[Recorded[Any]] = []
        while True:
            finished = done.is_set()
            page = await issuance_log.follow(seen[-1].position if seen else 0, 50)
            seen += page
            if finished and not page:
                return seen

    reading = asyncio.create_task(read())
    await write_all(lambda facts: append(issuance_log, facts))
    done.set()
    assert [each.position for each in await reading] == list(range(1, ALL + 1))


async def insert_without_lock(connection, facts):
    topics, states = zip(*map(encode, facts), strict=True)
    ids, versions = [each.stream_id for each in facts], [each.version for each in facts]
    return await connection.fetchval(WITHOUT_LOCK, ids, versions, topics, states)


async def test_control_without_the_lock_a_late_commit_is_passed_over(
    issuance_owner_db, issuance_log
):
    async with issuance_owner_db.acquire() as slow, issuance_owner_db.acquire() as fast:
        late = slow.transaction()
        await late.start()
        assert await insert_without_lock(slow, counted(1, to=UUID(int=1))) == 1
        assert await insert_without_lock(fast, counted(2, to=UUID(int=2))) == 2
        first_look = await issuance_log.follow(0)
        await late.commit()
        second_look = await issuance_log.follow(first_look[-1].position)
    assert [each.position for each in first_look] == [2]
    assert second_look == [], "position 1 is in the log, and this reader never sees it"


async def test_with_the_lock_the_second_writer_waits_its_turn(issuance_log):
    async with issuance_log.transaction() as slow:
        assert await slow.append(counted(1, to=UUID(int=1))) == [1]
        fast = asyncio.create_task(append(issuance_log, counted(2, to=UUID(int=2))))
        await asyncio.sleep(0.1)
        assert await issuance_log.follow(0) == []
        assert not fast.done()
    assert await fast == [2]
    assert [each.position for each in await issuance_log.follow(0)] == [1, 2]


async def test_control_without_the_lock_a_tailing_reader_misses_facts(
    issuance_access, issuance_owner_db
):
    chance = random.Random(1)
    done = asyncio.Event()

    async def append_slowly(facts):
        async with issuance_owner_db.acquire() as connection, connection.transaction():
            await insert_without_lock(connection, facts)
            await asyncio.sleep(chance.random() / 100)

    with library_reader(issuance_access) as recorder:
        reading = asyncio.create_task(tail(recorder, done))
        await write_all(append_slowly)
        done.set()
        seen = await reading
    assert await issuance_owner_db.fetchval("SELECT count(*) FROM ledger.stored_events") == ALL
    assert len(seen) < ALL


async def test_the_library_itself_cannot_write_here(issuance_access, issuance_log):
    with library_reader(issuance_access) as recorder, pytest.raises(PersistenceError):
        await asyncio.to_thread(
            recorder.insert_events, [StoredEvent(UUID(int=1), 1, "test.counted", b"{}")]
        )
    assert await issuance_log.head() == 0


async def test_our_role_alone_could_not_take_the_control_s_way(issuance_db):
    async with issuance_db.acquire() as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await insert_without_lock(connection, counted(1))
