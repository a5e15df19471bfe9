"""Somebody else writes to the log during a rush: batches go the short way or the long."""

import asyncio
from collections.abc import Awaitable, Iterable
from itertools import count
from uuid import UUID

import pytest

from booking_web.desk import Desk
from booking_web.desk.storing import Storing
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
    until,
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


async def test_two_desks_at_slots_of_their_own_store_side_by_side(booking_log, monkeypatch):
    """News of other slots hold no batch up, and enter each desk's timetable all the same."""
    waves, people = 8, 40
    await open_ward(booking_log, places=waves * people, notices=2 * waves * people)
    beside = note_calls_of(monkeypatch, Storing, "_beside")
    async with opened(booking_log) as here, opened(booking_log) as there:
        for wave in range(0, 2 * waves * people, 2 * people):
            mine, theirs = range(wave, wave + people), range(wave + people, wave + 2 * people)
            await asyncio.gather(*rush(here, MORNING, mine), *rush(there, NOON, theirs))
        assert any(stored is not None for stored in beside)
        await until(lambda: {free(d, s) for d in (here, there) for s in (MORNING, NOON)} == {0})
        left = [timetable_of(each) for each in (here, there)]
    async with opened(booking_log) as fresh:
        assert left == [timetable_of(fresh)] * 2
    assert await booked(booking_log) == 2 * waves * people


async def test_news_of_the_same_slot_go_the_long_way(booking_log, monkeypatch):
    waves, people, places = 8, 40, 260
    await open_ward(booking_log, places=places, notices=waves * people)
    beside = note_calls_of(monkeypatch, Storing, "_beside")
    answers: list[Outcome | BaseException] = []
    async with opened(booking_log) as here, opened(booking_log) as there:
        for wave in range(0, waves * people, people):
            mine, theirs = range(wave, wave + people, 2), range(wave + 1, wave + people, 2)
            asked = (*rush(here, MORNING, mine), *rush(there, MORNING, theirs))
            answers += await asyncio.gather(*asked, return_exceptions=True)
    assert None in beside
    assert sum(isinstance(each, Outcome) for each in answers) == places
    assert (await booked(booking_log), await taken(booking_log)) == (places, places)


def rush(desk: Desk, slot_id: UUID, numbers: Iterable[int]) -> list[Awaitable[Outcome]]:
    """Each of these people books, all at once."""
    return [
        desk.submit(Book(notice_ids=(notice_of(n),), slot_id=slot_id), key=str(n), at=NOW)
        for n in numbers
    ]


def timetable_of(desk: Desk) -> dict[UUID, tuple[int, object]]:
    """Each slot's version and state."""
    return {each: (stream.version, stream.state) for each, stream in desk.shown.slots.items()}


def note_calls_of(monkeypatch: pytest.MonkeyPatch, of: type, name: str) -> list[object]:
    """What a method returned, each time."""
    returned: list[object] = []
    original = getattr(of, name)

    async def noting(*given: object) -> object:
        returned.append(answer := await original(*given))
        return answer

    monkeypatch.setattr(of, name, noting)
    return returned
