"""Storing a batch: one call, unless others wrote of the same meanwhile."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any
from uuid import UUID

from booking_web.desk.batch import Batch
from booking_web.letters.contacts import keep_contacts
from booking_web.timetable.slots import Slot
from booking_web.timetable.timetable import CONCERNED, Timetable
from booking_web.timetable.waiting_list import LINE, WAITING, of_the_line
from issuance.ledger.codec import decode
from issuance.ledger.facts import Recorded, form_of
from issuance.ledger.postgres import PostgresLog, Transaction

if TYPE_CHECKING:
    import asyncpg

_MOST_NEWS = 5_000
_OF_LINE = [form_of(each).topic for each in WAITING]
_READ_ON = "SELECT stream, version, place, name, state FROM booking.read_on($1, $2, $3)"
_STORE = """SELECT booking.store_batch(
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"""
_STORE_BESIDE = """SELECT booking.store_beside(
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"""
_BETWEEN = """SELECT originator_id, originator_version, notification_id, topic, state
  FROM ledger.stored_events
  WHERE notification_id > $1 AND notification_id < $2 AND topic = ANY ($3)
  ORDER BY notification_id"""


class Storing:
    """Stores batches that were decided before the log's lock was had.

    Under the lock it is checked that the log holds nothing new, or, while others write too,
    nothing new of what the batch stands on: their news are read after it. Else the news of slots,
    rules and the waiting list are read, and what stands on them is decided again, still under the
    lock. A notice that another desk changed meanwhile is found by the version of its stream, and
    the batch decided anew; an answer that adds no fact to it tells how it was when it was looked
    at, after the request came.
    """

    def __init__(self, log: PostgresLog) -> None:
        self._log = log
        self._others_write = False

    async def store(self, batch: Batch) -> AbstractSet[UUID]:
        """Make the batch last; return the streams that stand otherwise than it said before."""
        if not any(each.contact for each in batch.decisions):
            revised = await (self._beside(batch) if self._others_write else self._at_head(batch))
            if revised is not None:
                return revised
        async with self._log.transaction() as tx:
            news = await read_on(tx, batch.timetable)
            revised = batch.revise(news) if news else news
            positions = await store_under_lock(tx, batch)
        enter(batch, positions)
        return revised

    async def _at_head(self, batch: Batch) -> AbstractSet[UUID] | None:
        """None: not stored, others wrote meanwhile."""
        positions = await self._log.pool.fetchval(_STORE, *_arguments(batch))
        if positions is None:
            self._others_write = True
            return None
        enter(batch, positions)
        return frozenset()

    async def _beside(self, batch: Batch) -> AbstractSet[UUID] | None:
        """None: not stored, others wrote of the same, or it is not known what it stands on."""
        looked_at = batch.looked_at()
        if looked_at is None:
            return None
        known, *others = _arguments(batch)
        positions: list[int] | None = await self._log.pool.fetchval(
            _STORE_BESIDE, known, _MOST_NEWS, list(looked_at), _OF_LINE, *others
        )
        if positions is None:
            return None
        timetable = batch.timetable
        rows = await self._log.pool.fetch(_BETWEEN, timetable.position, positions[0], CONCERNED)
        self._others_write = positions[0] > timetable.position + 1
        changed = _take_in(timetable, rows)
        enter(batch, positions)
        return changed


async def read_on(tx: Transaction, timetable: Timetable) -> AbstractSet[UUID]:
    """Take the log's lock and bring the timetable to the log's head; return what changed."""
    changed: set[UUID] = set()
    while True:
        rows = await tx.connection.fetch(_READ_ON, timetable.position, CONCERNED, _MOST_NEWS)
        news = [row for row in rows if row[0] is not None]
        changed |= _take_in(timetable, news)
        if len(news) < _MOST_NEWS:
            timetable.position = rows[-1][2]
            return changed


def _take_in(timetable: Timetable, rows: "Sequence[asyncpg.Record]") -> AbstractSet[UUID]:
    """Bring others' facts into the timetable; return the streams that changed."""
    news: list[Recorded[Any]] = [decode(*row) for row in rows]
    timetable.apply(news)
    line = {LINE} if of_the_line(news) else set[UUID]()
    return {each.stream_id for each in news} | line


async def store_under_lock(tx: Transaction, batch: Batch) -> list[int]:
    """Store in a transaction that has the lock and has read on; the caller commits."""
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
    before = [_committed(batch.timetable, each) for each, _ in changed]
    return (
        [slot_id for slot_id, _ in changed],
        [slot.places for _, slot in changed],
        [slot.taken - was.taken for (_, slot), was in zip(changed, before, strict=True)],
        any(was.offer is None for was in before),
    )


def _committed(timetable: Timetable, slot_id: UUID) -> Slot:
    stream = timetable.slots.get(slot_id)
    return Slot() if stream is None else stream.state
