"""The log on PostgreSQL: expectations, answers given once, and confirmations that wrote WAL."""

import asyncio
from uuid import UUID

import asyncpg
import pytest

from issuance.errors import ConcurrentChangeError, KeyReusedError
from tests.issuance.ledger.tallies import (
    AT,
    OTHER,
    TALLY,
    Counted,
    Remarked,
    Tally,
    append,
    counted,
    evolve,
)

GONE = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
KEY, DIGEST, OTHER_DIGEST = "booking:1", b"d" * 32, b"e" * 32


async def add_one(log):
    """Read and write until nobody was faster."""
    while True:
        try:
            async with log.transaction() as tx:
                tally = await tx.read(TALLY, Tally(), evolve)
                return await tx.append(tally.record([Counted(amount=1)], at=AT, by="worker"))
        except ConcurrentChangeError:
            continue


async def test_no_addition_is_lost_among_many_writers(issuance_log):
    positions = await asyncio.gather(*(add_one(issuance_log) for _ in range(40)))
    assert sorted(position for each in positions for position in each) == list(range(1, 41))
    followed = await issuance_log.follow(0)
    assert [each.version for each in followed] == list(range(1, 41))


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(counted(1, after=1), id="a version left out"),
        pytest.param([*counted(1), *counted(2, after=2)], id="a gap inside"),
        pytest.param([*counted(1, after=-1)], id="version 0"),
    ],
)
async def test_a_stream_has_no_gaps(issuance_log, facts):
    with pytest.raises(ConcurrentChangeError):
        await append(issuance_log, facts)
    assert await issuance_log.head() == 0


async def test_facts_of_one_batch_may_stand_in_any_order_of_streams(issuance_log):
    batch = [
        *counted(1),
        *counted(7, to=OTHER),
        *counted(2, after=1),
        *counted(8, to=OTHER, after=1),
    ]
    assert await append(issuance_log, batch) == [1, 2, 3, 4]
    async with issuance_log.transaction() as tx:
        both = await tx.read_many([TALLY, OTHER, UUID(int=9)], Tally(), evolve)
    assert [both[each].state.total for each in (TALLY, OTHER, UUID(int=9))] == [3, 15, 0]


async def test_large_batches_keep_their_order(issuance_log):
    facts = [each for n in range(300) for each in counted(n, n, n, to=UUID(int=1000 - n))]
    assert await append(issuance_log, facts) == list(range(1, 901))
    followed = await issuance_log.follow(0)
    assert [each.stream_id for each in followed] == [each.stream_id for each in facts]


async def test_what_a_transaction_gives_up_was_never_there(issuance_log):
    async def give_up():
        async with issuance_log.transaction() as tx:
            await tx.append(counted(1))
            await tx.remember_answer(KEY, DIGEST, b"done")
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await give_up()
    async with issuance_log.transaction() as tx:
        assert await tx.earlier_answer(KEY, DIGEST) is None
    assert await issuance_log.follow(0) == []
    assert await append(issuance_log, counted(1)) == [2]  # a number may be left out, never late


async def test_an_answer_is_given_again_to_the_same_question(issuance_log):
    async with issuance_log.transaction() as tx:
        assert await tx.earlier_answer(KEY, DIGEST) is None
        await tx.append(counted(1))
        await tx.remember_answer(KEY, DIGEST, b"seat 4")
    async with issuance_log.transaction() as tx:
        assert await tx.earlier_answer(KEY, DIGEST) == b"seat 4"


async def test_a_key_answers_one_question_only(issuance_log):
    async with issuance_log.transaction() as tx:
        await tx.remember_answer(KEY, DIGEST, b"seat 4")
    with pytest.raises(KeyReusedError):
        async with issuance_log.transaction() as tx:
            await tx.earlier_answer(KEY, OTHER_DIGEST)


async def test_the_same_question_at_the_same_moment_is_answered_once(issuance_log):
    async def ask(amount):
        async with issuance_log.transaction() as tx:
            if (earlier := await tx.earlier_answer(KEY, DIGEST)) is not None:
                return earlier
            await tx.append(counted(amount, to=UUID(int=amount)))
            answer = str(amount).encode()
            await tx.remember_answer(KEY, DIGEST, answer)
            return answer

    answers = await asyncio.gather(*(ask(n) for n in range(10, 16)), return_exceptions=True)
    given = {each for each in answers if isinstance(each, bytes)}
    others = [each for each in answers if not isinstance(each, bytes)]
    assert len(given) == 1
    assert all(isinstance(each, ConcurrentChangeError) for each in others)
    assert len(await issuance_log.follow(0)) == 1
    assert await ask(99) == given.pop()


async def flushed(owner):
    """How far the WAL is flushed: a commit that waited for nothing does not move it."""
    return await owner.fetchval("SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn")


async def inserted(owner):
    return await owner.fetchval("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")


async def written_by(owner, log, act):
    """Bytes of WAL that one transaction wrote and flushed before it was over."""
    before = await inserted(owner)
    async with log.transaction() as tx:
        await act(tx)
    return await flushed(owner) - before


async def test_mere_reading_writes_no_wal(issuance_log, issuance_owner_db):
    """The control: what the barrier adds would otherwise not be there."""
    await issuance_owner_db.execute("CHECKPOINT")
    await issuance_log.head()
    written = [
        await written_by(issuance_owner_db, issuance_log, lambda tx: tx.history(TALLY))
        for _ in range(5)
    ]
    assert min(written) <= 0


async def test_a_confirmation_writes_wal_each_time(issuance_log, issuance_owner_db):
    for _ in range(3):
        assert await written_by(issuance_owner_db, issuance_log, lambda tx: tx.confirm()) > 0


@pytest.mark.parametrize("vouched", [True, False])
async def test_a_vouched_read_is_a_confirmation_in_one_round_trip(
    issuance_log, issuance_owner_db, vouched
):
    await append(issuance_log, counted(2))
    await issuance_owner_db.execute("CHECKPOINT")
    written = []
    for _ in range(5):
        before = await inserted(issuance_owner_db)
        stream = await issuance_log.read(TALLY, Tally(), evolve, vouched=vouched)
        assert stream.version == 1
        written.append(await flushed(issuance_owner_db) - before)
    assert (min(written) > 0) is vouched


async def test_a_repeated_answer_writes_wal_each_time(issuance_log, issuance_owner_db):
    async with issuance_log.transaction() as tx:
        await tx.remember_answer(KEY, DIGEST, b"seat 4")
    for _ in range(3):
        ask = written_by(issuance_owner_db, issuance_log, lambda tx: tx.earlier_answer(KEY, DIGEST))
        assert await ask > 0


async def test_a_confirmation_belongs_to_its_own_transaction(issuance_log):
    async with issuance_log.transaction() as tx:
        await tx.confirm()
        assert await tx.connection.fetchval("SELECT pg_current_xact_id_if_assigned()") is not None


async def test_while_one_holds_the_lock_others_read_but_do_not_write(issuance_log):
    await append(issuance_log, counted(1))
    async with issuance_log.transaction() as holder:
        await holder.lock()
        assert await issuance_log.head() == 1
        waiting = asyncio.create_task(append(issuance_log, counted(2, after=1)))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        await holder.append(counted(7, to=OTHER))
    assert await waiting == [3]


async def test_a_writer_does_not_wait_for_ever(issuance_log):
    async with issuance_log.transaction() as tx:
        await tx.lock()
        assert await tx.connection.fetchval("SHOW lock_timeout") == "10s"
    async with issuance_log.transaction() as tx:
        assert await tx.connection.fetchval("SHOW lock_timeout") == "0"


async def test_a_stored_fact_that_nobody_knows_is_not_passed_over(issuance_log):
    state = b'{"v":1,"at":"2026-11-22T00:30:00Z","by":"worker","fact":{}}'
    async with issuance_log.transaction() as tx:
        await tx.connection.fetchval(
            "SELECT ledger.append_facts($1, $2, $3, $4)",
            *([TALLY], [1], ["test.from-the-future"], [state]),
        )
    with pytest.raises(KeyError):
        await issuance_log.follow(0)


async def test_remarks_of_any_kind_are_only_text(issuance_log):
    nasty = "'); DROP TABLE ledger.stored_events; --"
    async with issuance_log.transaction() as tx:
        tally = await tx.read(TALLY, Tally(), evolve)
        await tx.append(tally.record([Remarked(text=nasty)], at=AT, by=nasty))
    assert (await issuance_log.follow(0))[0].by == nasty


async def test_a_commit_on_a_dead_connection_is_never_taken_for_success(
    issuance_log, issuance_owner_db
):
    async def write():
        async with issuance_log.transaction() as tx:
            await tx.append(counted(1))
            pid = tx.connection.get_server_pid()
            await issuance_owner_db.execute(f"SELECT pg_terminate_backend({pid})")

    with pytest.raises(GONE):
        await write()
    assert await issuance_log.follow(0) == []
    assert await append(issuance_log, counted(1))
