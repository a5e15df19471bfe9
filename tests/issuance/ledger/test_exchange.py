"""Senders and receivers on real databases: each batch once, in order, whole or not at all."""

import asyncio
from collections.abc import Iterable
from typing import Any

import asyncpg
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from issuance.ledger import exchange
from issuance.ledger.batches import BatchRefusedError, Item
from issuance.ledger.exchange import Receiver, Sender
from issuance.ledger.facts import Recorded, form_of
from issuance.ledger.postgres import PostgresLog, Transaction
from tests.issuance.ledger.tallies import (
    TALLY,
    Counted,
    Tally,
    append,
    counted,
    evolve,
)

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"o" * 32)


async def tell_counts(_tx: Transaction, facts: list[Recorded[Any]]) -> Iterable[Item]:
    return [
        Item(
            position=each.position,
            stream_id=each.stream_id,
            topic=form_of(type(each.fact)).topic,
            at=each.at,
            body=msgspec.Raw(msgspec.json.encode(each.fact)),
        )
        for each in facts
        if isinstance(each.fact, Counted)
    ]


@pytest.fixture
def sender(booking_log):
    return Sender(booking_log, KEY, name="booking", translate=tell_counts)


@pytest.fixture
def receiver():
    return Receiver(KEY.public_key(), sender="booking")


async def take_in(log: PostgresLog, receiver: Receiver, data: bytes) -> int:
    """As an intake does: open, apply, all in one transaction; returns the number of items."""
    async with log.transaction() as tx:
        batch = await receiver.open(tx, data)
        for item in batch.items:
            tally = await tx.read(item.stream_id, Tally(), evolve)
            told = msgspec.json.decode(item.body, type=Counted)
            await tx.append(tally.record([told], at=item.at, by="booking"))
        return len(batch.items)


async def last_number(log, receiver):
    async with log.transaction() as tx:
        return await receiver.last_number(tx)


async def total(log):
    async with log.transaction() as tx:
        return (await tx.read(TALLY, Tally(), evolve)).state.total


async def test_news_cross_over_in_order(booking_log, issuance_log, sender, receiver):
    await append(booking_log, counted(1, 2))
    assert await take_in(issuance_log, receiver, await sender.envelope_after(0)) == 2
    await append(booking_log, counted(4, after=2))
    assert await take_in(issuance_log, receiver, await sender.envelope_after(1)) == 1
    assert await last_number(issuance_log, receiver) == 2
    assert await total(issuance_log) == 7


async def test_without_news_there_is_no_batch(booking_log, sender):
    assert await sender.envelope_after(0) is None
    await append(booking_log, counted(1))
    assert await sender.envelope_after(0) is not None
    assert await sender.envelope_after(1) is None


async def test_a_batch_never_changes_however_often_it_is_asked_for(booking_log, sender):
    await append(booking_log, counted(1, 2))
    first = await sender.envelope_after(0)
    await append(booking_log, counted(3, after=2))
    another = Sender(booking_log, KEY, name="booking", translate=tell_counts)
    assert await another.envelope_after(0) == first
    assert await sender.envelope_after(0) == first


async def test_many_who_ask_at_once_make_one_batch(booking_log, sender):
    await append(booking_log, counted(1, 2))
    answers = await asyncio.gather(*(sender.envelope_after(0) for _ in range(8)))
    assert len(set(answers)) == 1
    assert await booking_log.pool.fetchval("SELECT count(*) FROM exchange.sent_batches") == 1


async def test_a_long_backlog_goes_over_in_several_batches(
    booking_log, issuance_log, sender, receiver, monkeypatch
):
    monkeypatch.setattr(exchange, "MOST_FACTS", 3)
    await append(booking_log, counted(*range(1, 9)))
    taken: list[int] = []
    while (data := await sender.envelope_after(len(taken))) is not None:
        taken.append(await take_in(issuance_log, receiver, data))
    assert taken == [3, 3, 2]
    assert await total(issuance_log) == sum(range(1, 9))


async def test_facts_that_concern_nobody_move_the_position_on(booking_log, receiver, monkeypatch):
    async def tell_nothing(_tx: Transaction, _facts: list[Recorded[Any]]) -> Iterable[Item]:
        return ()

    monkeypatch.setattr(exchange, "MOST_FACTS", 3)
    quiet = Sender(booking_log, KEY, name="booking", translate=tell_nothing)
    await append(booking_log, counted(*range(1, 8)))
    assert await quiet.envelope_after(1) is not None
    assert await quiet.envelope_after(2) is None


async def test_a_crash_while_a_batch_is_made_leaves_none(booking_log, sender):
    async def fail(_tx: Transaction, _facts: list[Recorded[Any]]) -> Iterable[Item]:
        raise ConnectionResetError

    await append(booking_log, counted(1))
    with pytest.raises(ConnectionResetError):
        await Sender(booking_log, KEY, name="booking", translate=fail).envelope_after(0)
    assert await booking_log.pool.fetchval("SELECT count(*) FROM exchange.sent_batches") == 0
    assert await sender.envelope_after(0) is not None


async def test_a_crash_while_a_batch_is_applied_lets_it_come_again(
    booking_log, issuance_log, sender, receiver
):
    await append(booking_log, counted(1, 2))
    data = await sender.envelope_after(0)

    async def crash():
        async with issuance_log.transaction() as tx:
            batch = await receiver.open(tx, data)
            await tx.append(counted(len(batch.items)))
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await crash()
    assert await last_number(issuance_log, receiver) == 0
    assert await issuance_log.head() == 0
    assert await take_in(issuance_log, receiver, data) == 2


async def test_the_same_batch_taken_in_at_once_counts_once(
    booking_log, issuance_log, sender, receiver
):
    await append(booking_log, counted(1, 2))
    data = await sender.envelope_after(0)
    answers = await asyncio.gather(
        *(take_in(issuance_log, receiver, data) for _ in range(6)), return_exceptions=True
    )
    assert sorted(map(str, answers)) == ["2", *["batch-refused: replayed"] * 5]
    assert await total(issuance_log) == 3


async def test_what_must_not_come_next_changes_nothing(booking_log, issuance_log, sender, receiver):
    await append(booking_log, counted(1))
    first = await sender.envelope_after(0)
    await append(booking_log, counted(2, after=1))
    second = await sender.envelope_after(1)
    forged = Sender(booking_log, OTHER_KEY, name="booking", translate=tell_counts)
    await append(booking_log, counted(3, after=2))
    third = await forged.envelope_after(2)
    await _refused(issuance_log, receiver, second, "gap")
    await take_in(issuance_log, receiver, first)
    await _refused(issuance_log, receiver, first, "replayed")
    await _refused(issuance_log, receiver, second[:-9], "unreadable")
    await take_in(issuance_log, receiver, second)
    await _refused(issuance_log, receiver, third, "signature")
    assert await total(issuance_log) == 3


async def test_a_batch_of_another_history_is_refused(
    booking_log, booking_owner_db, issuance_log, sender, receiver
):
    """Booking's database was set back to a backup and went on otherwise."""
    await append(booking_log, counted(1))
    await take_in(issuance_log, receiver, await sender.envelope_after(0))
    await booking_owner_db.execute("DELETE FROM exchange.sent_batches")
    await append(booking_log, counted(2, 3, after=1))
    assert await sender.envelope_after(1) is None
    await append(booking_log, counted(4, after=3))
    other = await sender.envelope_after(1)
    await _refused(issuance_log, receiver, other, "chain")


async def test_neither_side_can_rewrite_what_went_over(issuance_db):
    for table in ("sent_batches", "received_batches"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await issuance_db.execute(f"UPDATE exchange.{table} SET upto = 0")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await issuance_db.execute(f"DELETE FROM exchange.{table}")


async def _refused(log, receiver, data, reason):
    before = await log.head(), await last_number(log, receiver)
    with pytest.raises(BatchRefusedError) as refusal:
        await take_in(log, receiver, data)
    assert refusal.value.reason == reason
    assert (await log.head(), await last_number(log, receiver)) == before
