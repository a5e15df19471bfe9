"""Being told that the log grew: at once by NOTIFY, by the clock when nobody tells."""

import asyncio
from contextlib import aclosing, suppress
from time import monotonic

import asyncpg
import pytest

from issuance.ledger.wakeups import wakeups
from tests.issuance.ledger.tallies import append, counted

LISTENERS = """SELECT pid FROM pg_stat_activity
    WHERE query LIKE 'LISTEN%' AND datname = current_database()"""
SOON = 5.0


async def seconds_until_woken(woken):
    started = monotonic()
    await asyncio.wait_for(anext(woken), SOON)
    return monotonic() - started


async def listener(owner):
    """The process id of the connection that listens, once there is one."""
    while (pid := await owner.fetchval(LISTENERS)) is None:
        await asyncio.sleep(0.01)
    return pid


async def append_and_give_up(log):
    async with log.transaction() as tx:
        await tx.append(counted(1))
        raise ConnectionResetError


async def another_listener(owner, than):
    async with asyncio.timeout(SOON):
        while await listener(owner) == than:
            await asyncio.sleep(0.01)


async def let_go(waiting):
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting


async def listening(owner):
    """Wait until somebody listens; only their own session could tell for certain."""
    await listener(owner)
    await asyncio.sleep(0.05)


async def test_the_first_wake_up_comes_at_once(issuance_db):
    async with aclosing(wakeups(issuance_db, poll_seconds=60)) as woken:
        assert await seconds_until_woken(woken) < 0.5


async def test_an_append_wakes_a_reader_without_waiting_for_the_poll(
    issuance_db, issuance_log, issuance_owner_db
):
    async with aclosing(wakeups(issuance_db, poll_seconds=60)) as woken:
        await anext(woken)
        waiting = asyncio.create_task(anext(woken))
        await listening(issuance_owner_db)
        assert not waiting.done()
        await append(issuance_log, counted(1))
        await asyncio.wait_for(waiting, SOON)


async def test_nothing_is_said_of_what_was_given_up(issuance_db, issuance_log, issuance_owner_db):
    async with aclosing(wakeups(issuance_db, poll_seconds=60)) as woken:
        await anext(woken)
        waiting = asyncio.create_task(anext(woken))
        await listening(issuance_owner_db)
        with pytest.raises(ConnectionResetError):
            await append_and_give_up(issuance_log)
        await asyncio.sleep(0.2)
        assert not waiting.done()
        await let_go(waiting)


async def test_the_poll_wakes_where_nobody_notifies(issuance_db):
    async with aclosing(wakeups(issuance_db, poll_seconds=0.1)) as woken:
        await anext(woken)
        assert 0.05 < await seconds_until_woken(woken) < 2


async def test_a_listener_that_was_killed_is_replaced(issuance_db, issuance_log, issuance_owner_db):
    async with aclosing(wakeups(issuance_db, poll_seconds=0.2)) as woken:
        await anext(woken)
        for version in range(3):
            pid = await asyncio.wait_for(listener(issuance_owner_db), SOON)
            await issuance_owner_db.execute(f"SELECT pg_terminate_backend({pid})")
            await append(issuance_log, counted(1, after=version))
            await asyncio.wait_for(anext(woken), SOON)
            await another_listener(issuance_owner_db, than=pid)
    assert await issuance_log.head() == 3


async def test_a_new_listener_is_woken_by_notify_again(
    issuance_access, issuance_log, issuance_owner_db
):
    pool = await asyncpg.create_pool(issuance_access.dsn, min_size=0, max_size=2)
    try:
        async with aclosing(wakeups(pool, poll_seconds=0.5)) as woken:
            await anext(woken)
            pid = await listener(issuance_owner_db)
            await issuance_owner_db.execute(f"SELECT pg_terminate_backend({pid})")
            while pid == await asyncio.wait_for(listener(issuance_owner_db), SOON):
                await asyncio.wait_for(anext(woken), SOON)
            await seconds_until_woken(woken)
            waits = []
            for version in range(6):
                waiting = asyncio.create_task(seconds_until_woken(woken))
                await asyncio.sleep(0.05)
                await append(issuance_log, counted(1, after=version))
                waits.append(await waiting)
            assert min(waits) < 0.4
    finally:
        pool.terminate()


async def test_who_stops_waiting_leaves_no_listener_behind(issuance_db, issuance_owner_db):
    async with aclosing(wakeups(issuance_db, poll_seconds=60)) as woken:
        await anext(woken)
        waiting = asyncio.create_task(anext(woken))
        pid = await listener(issuance_owner_db)
        await let_go(waiting)
    assert await issuance_owner_db.fetchval(LISTENERS) is None
    assert await issuance_db.fetchval("SELECT pg_backend_pid()") == pid  # it serves again
