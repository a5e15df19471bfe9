"""Somebody else writes to the log during a rush: batches go the short way and the long in turn."""

import asyncio
from itertools import count

from booking_web.refusals import SlotFullError
from booking_web.timetable.commands import Book
from booking_web.timetable.facts import NoticeReleased
from booking_web.timetable.outcomes import Outcome
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import PostgresLog
from tests.booking_web.desk.samples import (
    MORNING,
    NOON,
    NOW,
    booked,
    free,
    notice_of,
    open_ward,
    opened,
    taken,
)


async def meddle(log: PostgresLog, number: int) -> None:
    """Somebody else adds a fact, of a notice that has nothing to do with the others."""
    released = NoticeReleased(round=1, pickup_deadline=NOW.date())
    fact = Recorded(stream_id=notice_of(number), version=1, at=NOW, by="office", fact=released)
    async with log.transaction() as tx:
        await tx.append([fact])


async def test_a_rush_with_somebody_writing_all_the_time(booking_log):
    """Each place is sold once, and nobody is refused one that is left."""
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
