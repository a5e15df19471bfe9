"""Database away, connection lost in a COMMIT, process killed: nothing lost, nothing twice."""

import asyncio
import sys

import pytest

from booking_web.refusals import DeskAwayError
from booking_web.timetable.commands import Book
from booking_web.timetable.outcomes import Done
from tests.booking_web.desk.rush import PEOPLE
from tests.booking_web.desk.samples import (
    MORNING,
    NOW,
    booked,
    free,
    notice_of,
    open_ward,
    opened,
    taken,
    until,
)
from tests.booking_web.desk.wire import wired_log


def book(number: int) -> Book:
    return Book(notice_ids=(notice_of(number),), slot_id=MORNING)


@pytest.fixture
async def ward(booking_log):
    await open_ward(booking_log, places=PEOPLE, notices=PEOPLE)
    return booking_log


@pytest.fixture
async def wired(ward, booking_access):
    """The same log, reached over a wire that can be cut."""
    async with wired_log(booking_access) as wire_and_log:
        yield wire_and_log


async def test_a_commit_whose_answer_was_lost_is_found_by_its_key(wired, ward):
    wire, log = wired
    async with opened(log) as desk:
        wire.cut_after_commits = 1
        outcome = await desk.submit(book(0), key="a", at=NOW)
        assert outcome.done is Done.CONFIRMED
        assert wire.cut_after_commits == 0
    assert (await booked(ward), await taken(ward)) == (1, 1)


async def test_lost_twice_it_is_unknown_and_asking_again_tells(wired, ward):
    wire, log = wired
    async with opened(log) as desk:
        wire.cut_after_commits = 2
        with pytest.raises(DeskAwayError):
            await desk.submit(book(0), key="a", at=NOW)
        assert (await desk.submit(book(0), key="a", at=NOW)).done is Done.CONFIRMED
    assert (await booked(ward), await taken(ward)) == (1, 1)


async def test_away_it_says_so_and_recovers_by_itself(wired, ward):
    wire, log = wired
    async with opened(log) as desk:
        await desk.submit(book(0), key="a", at=NOW)
        wire.cut()
        with pytest.raises(DeskAwayError):
            await desk.submit(book(1), key="b", at=NOW)
        with pytest.raises(DeskAwayError):
            await desk.notice(notice_of(1))
        assert free(desk) == PEOPLE - 1
        wire.mend()
        assert (await desk.submit(book(1), key="b", at=NOW)).done is Done.CONFIRMED
    assert (await booked(ward), await taken(ward)) == (2, 2)


async def test_it_opens_while_the_database_is_away(wired):
    wire, log = wired
    wire.cut()
    async with opened(log) as desk:
        assert desk.as_of is None
        wire.mend()
        await until(lambda: desk.venues() != [])


async def test_the_wire_cut_again_and_again_in_a_rush(wired, ward):
    wire, log = wired

    async def persist(desk, number: int) -> None:
        while True:
            try:
                await desk.submit(book(number), key=str(number), at=NOW)
            except DeskAwayError:
                await asyncio.sleep(0.1)
            else:
                return

    async def vandal() -> None:
        for pause in (0.02, 0.05, 0.1, 0.2, 0.3):
            await asyncio.sleep(pause)
            wire.cut()
            await asyncio.sleep(0.05)
            wire.mend()

    async with opened(log) as desk:
        async with asyncio.timeout(60):
            await asyncio.gather(vandal(), *(persist(desk, number) for number in range(PEOPLE)))
    assert (await booked(ward), await taken(ward)) == (PEOPLE, PEOPLE)


@pytest.mark.parametrize("after", [1, 40, 120])
async def test_killed_in_a_rush_nothing_confirmed_is_missing_and_nothing_twice(
    after, ward, booking_access
):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.booking_web.desk.rush", booking_access.dsn),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    confirmed: list[int] = []
    async with asyncio.timeout(60):
        while len(confirmed) < after and (line := await process.stdout.readline()):
            confirmed.append(int(line))
        process.kill()
        confirmed += [int(line) async for line in process.stdout]
        await process.wait()
    assert after <= len(confirmed) <= await booked(ward)
    async with opened(ward) as desk:
        for number in confirmed:
            assert await desk.appointment(notice_of(number)) is not None
        await asyncio.gather(
            *(desk.submit(book(number), key=str(number), at=NOW) for number in range(PEOPLE))
        )
    assert (await booked(ward), await taken(ward)) == (PEOPLE, PEOPLE)
