"""A batch that is sent while the one before is being stored holds only if nothing came between."""

import asyncio
from itertools import count

from booking_web.desk.batch import Batch
from booking_web.desk.memory import Memory
from booking_web.desk.requests import Request
from booking_web.desk.storing import Storing, enter
from booking_web.refusals import SlotFullError
from booking_web.timetable.commands import Book
from booking_web.timetable.facts import NoticeReleased
from booking_web.timetable.outcomes import Outcome
from booking_web.timetable.timetable import Timetable
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import PostgresLog
from tests.booking_web.desk.samples import (
    MORNING,
    NOON,
    NOW,
    POLICY,
    booked,
    free,
    notice_of,
    open_ward,
    opened,
    taken,
)


async def decided(log: PostgresLog, timetable: Timetable, number: int, before: Batch | None = None):
    """A batch of one booking."""
    batch = Batch(timetable=timetable, policy=POLICY, before=before)
    answer = asyncio.get_running_loop().create_future()
    command = Book(notice_ids=(notice_of(number),), slot_id=MORNING)
    request = Request(command=command, key=str(number), at=NOW, by="resident", answer=answer)
    await batch.take(log.pool, [request])
    return batch


async def read(log: PostgresLog) -> Timetable:
    memory = Memory(log, lambda: NOW)
    await memory.refresh()
    return memory.shown


async def meddle(log: PostgresLog, number: int) -> None:
    """Somebody else adds a fact, of a notice that has nothing to do with the others."""
    released = NoticeReleased(round=1, pickup_deadline=NOW.date())
    fact = Recorded(stream_id=notice_of(number), version=1, at=NOW, by="office", fact=released)
    async with log.transaction() as tx:
        await tx.append([fact])


async def test_the_second_is_stored_on_top_of_the_first(booking_log):
    await open_ward(booking_log, places=3, notices=2)
    timetable, storing = await read(booking_log), Storing(booking_log)
    first = await decided(booking_log, timetable, 0)
    second = await decided(booking_log, timetable, 1, before=first)
    stored = [await storing.at_once(first), await storing.at_once(second)]
    for batch, each in zip((first, second), stored, strict=True):
        assert each
        enter(batch, each.positions)
    assert (await booked(booking_log), await taken(booking_log)) == (2, 2)
    assert timetable.slots[MORNING].state.taken == 2


async def test_without_the_first_the_second_is_not_stored(booking_log):
    await open_ward(booking_log, places=3, notices=2)
    timetable, storing = await read(booking_log), Storing(booking_log)
    second = await decided(
        booking_log, timetable, 1, before=await decided(booking_log, timetable, 0)
    )
    assert await storing.at_once(second) is None
    assert (await booked(booking_log), await taken(booking_log)) == (0, 0)


async def test_what_another_wrote_between_them_stops_the_second(booking_log):
    await open_ward(booking_log, places=3, notices=2)
    timetable, storing = await read(booking_log), Storing(booking_log)
    first = await decided(booking_log, timetable, 0)
    second = await decided(booking_log, timetable, 1, before=first)
    assert await storing.at_once(first)
    await meddle(booking_log, 7)
    assert await storing.at_once(second) is None
    assert await booked(booking_log) == 1


async def test_what_another_wrote_before_them_stops_both(booking_log):
    await open_ward(booking_log, places=3, notices=2)
    timetable, storing = await read(booking_log), Storing(booking_log)
    first = await decided(booking_log, timetable, 0)
    second = await decided(booking_log, timetable, 1, before=first)
    await meddle(booking_log, 7)
    assert await storing.at_once(first) is None
    assert await storing.at_once(second) is None
    assert await booked(booking_log) == 0


async def test_a_rush_with_somebody_writing_all_the_time(booking_log):
    """Batches go the short way and the long one in turn; each place is sold once."""
    people, places = 240, 100
    await open_ward(booking_log, places=places, notices=people)
    numbers, over = count(1_000), asyncio.Event()

    async def keep_meddling() -> None:
        while not over.is_set():
            await meddle(booking_log, next(numbers))
            await asyncio.sleep(0.02)

    async with opened(booking_log) as desk:
        meddling = asyncio.create_task(keep_meddling())
        answers = await asyncio.gather(
            *(
                desk.submit(
                    Book(notice_ids=(notice_of(n),), slot_id=(MORNING, NOON)[n % 2]),
                    key=str(n),
                    at=NOW,
                )
                for n in range(people)
            ),
            return_exceptions=True,
        )
        over.set()
        await meddling
        assert (free(desk, MORNING), free(desk, NOON)) == (0, 0)
    served = [each for each in answers if isinstance(each, Outcome)]
    assert {type(each) for each in answers} == {Outcome, SlotFullError}
    assert len(served) == await booked(booking_log) == 2 * places
    assert await taken(booking_log) == await taken(booking_log, NOON) == places
