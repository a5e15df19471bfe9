"""Storing a batch: one call, unless others wrote to the log meanwhile."""

from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from booking_web.desk.batch import Batch
from booking_web.letters.contacts import keep_contacts
from booking_web.timetable.slots import Slot
from booking_web.timetable.timetable import CONCERNED, Timetable
from booking_web.timetable.waiting_list import LINE, of_the_line
from issuance.ledger.codec import decode
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import PostgresLog, Transaction

_MOST_NEWS = 5_000
_READ_ON = "SELECT stream, version, place, name, state FROM booking.read_on($1, $2, $3)"
_STORE = """SELECT booking.store_batch(
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"""


class Stored(NamedTuple):
    """A batch that is committed; the caller enters batches in their order."""

    positions: list[int]
    revised: AbstractSet[UUID] = frozenset()
    """Streams that stand otherwise than the batch said before."""


class Storing:
    """Stores batches that were decided before the log's lock was had.

    Under the lock it is checked that the log holds nothing the batch does not know; else the news
    of slots, rules and the waiting list are read, and what stands on them is decided again, still
    under the lock. A notice that another desk changed meanwhile is found by the version of its
    stream, and the batch decided anew; an answer that adds no fact to it tells how it was when it
    was looked at, after the request came.
    """

    def __init__(self, log: PostgresLog) -> None:
        self._log = log
        self._others_write = False

    def can_at_once(self, batch: Batch) -> bool:
        """Whether one call is likely to do."""
        return not self._others_write and not any(each.contact for each in batch.decisions)

    async def at_once(self, batch: Batch) -> Stored | None:
        """Make the batch last in one call; None, and nothing done, where others wrote meanwhile.

        The batch before it may still be under way, on a connection of its own.
        """
        positions: list[int] | None = await self._log.pool.fetchval(_STORE, *_arguments(batch))
        return None if positions is None else Stored(positions)

    async def under_lock(self, batch: Batch) -> Stored:
        """Make the batch last, decided again where that is needed.

        No batch before it is under way any more.
        """
        async with self._log.transaction() as tx:
            news = await read_on(tx, batch.timetable)
            self._others_write = bool(news)
            revised = batch.revise(news) if news else news
            positions = await store_under_lock(tx, batch)
        return Stored(positions, revised)


async def read_on(tx: Transaction, timetable: Timetable) -> AbstractSet[UUID]:
    """Take the log's lock and bring the timetable to the log's head; return what changed."""
    changed: set[UUID] = set()
    while True:
        rows = await tx.connection.fetch(_READ_ON, timetable.position, CONCERNED, _MOST_NEWS)
        news: list[Recorded[Any]] = [decode(*row) for row in rows if row[0] is not None]
        timetable.apply(news)
        changed.update(each.stream_id for each in news)
        changed.update({LINE} if of_the_line(news) else ())
        if len(news) < _MOST_NEWS:
            timetable.position = rows[-1][2]
            return changed


async def store_under_lock(tx: Transaction, batch: Batch) -> list[int]:
    """Store in a transaction that has the lock and has read on; the caller commits."""
    batch.batch_id = uuid4()  # what was sent after it has to be decided again
    positions: list[int] | None = await tx.connection.fetchval(_STORE, *_arguments(batch))
    if positions is None:
        raise RuntimeError("the log grew although its lock was had")
    await keep_contacts(tx, [each.contact for each in batch.decisions if each.contact])
    return positions


def enter(batch: Batch, positions: list[int]) -> None:
    """Once committed, the timetable stands where the batch left its slots."""
    if positions:
        touched = {line[0] for each in batch.decisions for line in each.lines}
        slots = {each: batch.slots[each] for each in touched & batch.slots.keys()}
        batch.timetable.adopt(slots, positions[-1])
        of_line = [happened for each in batch.decisions for happened in each.of_line]
        batch.timetable.waiting = batch.timetable.waiting.after(of_line)


def _arguments(batch: Batch) -> tuple[object, ...]:
    """For booking.store_batch; texts that belong together are joined, as lists of them are dear."""
    lines = [line for each in batch.decisions for line in each.lines]
    streams = [line[0] for line in lines]
    digests = [digest for digest, _ in batch.answers.values()]
    return (
        batch.batch_id,
        batch.before.batch_id if batch.before else None,
        batch.timetable.position,
        streams,
        [line[1] for line in lines],
        "\n".join(line[2] for line in lines),
        b"\n".join(line[3] for line in lines).decode(),
        *_places(batch, set(streams)),
        list(batch.answers),
        digests,
        b"\n".join(answer for _, answer in batch.answers.values()).decode(),
        [each.request.key for each in batch.decisions if each.again],
    )


def _places(batch: Batch, touched: set[UUID]) -> tuple[object, ...]:
    """Slots, their places, how many more are taken; and whether one of them is new."""
    changed = [(each, batch.slots[each].state) for each in touched & batch.slots.keys()]
    before = [_before(batch, each) for each, _ in changed]
    return (
        [slot_id for slot_id, _ in changed],
        [slot.places for _, slot in changed],
        [slot.taken - was.taken for (_, slot), was in zip(changed, before, strict=True)],
        any(was.offer is None for was in before),
    )


def _before(batch: Batch, slot_id: UUID) -> Slot:
    stream = batch.slot_before(slot_id)
    return Slot() if stream is None else stream.state
