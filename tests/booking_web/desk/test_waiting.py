"""The waiting list on a real log: what comes free is offered by itself, once, in turn."""

import asyncio
from datetime import date, timedelta

import pytest

from booking_web.desk import Desk
from booking_web.letters.contacts import Contact
from booking_web.refusals import SlotFullError
from booking_web.timetable.commands import Book, Cancel, Join, Leave
from booking_web.timetable.facts import Wished
from booking_web.timetable.notices import Stage
from booking_web.timetable.outcomes import Done
from issuance.ledger.postgres import PostgresLog
from tests.booking_web.desk.samples import (
    MORNING,
    NOW,
    POLICY,
    notice_of,
    open_ward,
    opened,
    taken,
    until,
)
from tests.support.postgres import pool

ANY = Wished(first_on=date(2026, 11, 24), last_on=date(2026, 12, 31))
FAMILY = (notice_of(10), notice_of(11))


@pytest.fixture
async def log(booking_log):
    """Two slots of two places, all taken."""
    await open_ward(booking_log, places=2, notices=60)
    async with opened(booking_log) as desk:
        noon = [each.slot_id for each in desk.free_times(date(2026, 11, 27), at=NOW)]
        for number, slot_id in enumerate(noon):
            party = (notice_of(2 * number), notice_of(2 * number + 1))
            await desk.submit(Book(notice_ids=party, slot_id=slot_id), key=f"f{number}", at=NOW)
    return booking_log


async def join(desk: Desk, *people, key: str | None = None, **how):
    command = Join(notice_ids=people, wished=ANY)
    return await desk.submit(command, key=key or f"join {people}", at=NOW, **how)


async def cancel(desk: Desk, number: int) -> None:
    await desk.submit(Cancel(notice_id=notice_of(number)), key=f"c{number}", at=NOW)


async def stage_of(desk: Desk, notice_id) -> Stage | None:
    held = await desk.appointment(notice_id)
    return held.stage if held else None


async def facts(log: PostgresLog, topic: str) -> int:
    found: int = await log.pool.fetchval(
        "SELECT count(*) FROM ledger.stored_events WHERE topic = $1", topic
    )
    return found


async def until_offered(desk: Desk, notice_id) -> None:
    async with asyncio.timeout(10):
        while await stage_of(desk, notice_id) is not Stage.HELD:
            await asyncio.sleep(0.01)


async def test_what_is_cancelled_is_offered_and_one_tap_books_it(log):
    async with opened(log) as desk:
        await join(desk, *FAMILY)
        await cancel(desk, 0)
        await until_offered(desk, FAMILY[0])
        held = await desk.appointment(FAMILY[1])
        assert held is not None
        assert held.until == NOW + POLICY.offer
        book = Book(notice_ids=FAMILY, slot_id=held.first_slot_id)
        assert (await desk.submit(book, key="yes", at=NOW)).done is Done.CONFIRMED
        assert (await desk.notice(FAMILY[1])).waiting is None
        assert await taken(log) == 2


async def test_nothing_comes_between_a_cancellation_and_its_offer(log):
    """Neither in the log nor in time: public bookings asked for at once find it full."""
    async with opened(log) as desk:
        await join(desk, *FAMILY)
        slot_id = desk.free_times(date(2026, 11, 27), at=NOW)[0].slot_id
        gone = asyncio.create_task(cancel(desk, 0))
        hands = [
            desk.submit(
                Book(notice_ids=(notice_of(each),), slot_id=slot_id), key=f"h{each}", at=NOW
            )
            for each in range(20, 40)
        ]
        answers = await asyncio.gather(gone, *hands, return_exceptions=True)
        assert {type(each) for each in answers[1:]} == {SlotFullError}
        assert await stage_of(desk, FAMILY[0]) is Stage.HELD
    rows = await log.pool.fetch(
        "SELECT topic FROM ledger.stored_events WHERE originator_id = $1"
        " ORDER BY originator_version DESC LIMIT 2",
        slot_id,
    )
    assert [each["topic"] for each in rows] == ["slot.places-held", "slot.places-freed"]


async def test_who_joins_while_there_are_places_is_offered_them_at_once(log):
    async with opened(log) as desk:
        await cancel(desk, 0)
        await join(desk, *FAMILY)
        await until_offered(desk, FAMILY[0])


async def test_a_desk_that_opens_later_knows_the_line(log):
    async with opened(log) as desk:
        await join(desk, *FAMILY)
        await join(desk, notice_of(20))
    async with opened(log) as desk:
        await until(lambda: desk.as_of is not None)
        await cancel(desk, 0)
        await until_offered(desk, FAMILY[0])
        assert await stage_of(desk, notice_of(20)) is None


async def test_a_lapsed_offer_goes_to_the_next(log):
    async with opened(log) as desk:
        await join(desk, *FAMILY)
        await join(desk, notice_of(20))
        await cancel(desk, 0)
        await until_offered(desk, FAMILY[0])
    async with opened(log, now=NOW + POLICY.offer) as desk:
        await until_offered(desk, notice_of(20))
        assert await stage_of(desk, FAMILY[0]) is None
        assert await taken(log) == 1


async def test_leaving_lets_the_next_one_have_it(log):
    async with opened(log) as desk:
        await join(desk, *FAMILY)
        await join(desk, notice_of(20))
        await cancel(desk, 0)
        await until_offered(desk, FAMILY[0])
        await desk.submit(Leave(notice_id=FAMILY[1]), key="leave", at=NOW)
        await until_offered(desk, notice_of(20))


async def test_two_desks_make_one_offer_of_each_place(log, booking_access):
    """Both see what came free and both ask; the log's lock decides."""
    async with (
        pool(booking_access) as second,
        opened(log) as here,
        opened(PostgresLog(second)) as there,
    ):
        desks = (here, there)
        await asyncio.gather(
            *(join(desks[each % 2], notice_of(20 + each)) for each in range(8)),
        )
        await asyncio.gather(cancel(here, 0), cancel(there, 2))
        line = [
            row["originator_id"]
            for row in await log.pool.fetch(
                "SELECT originator_id FROM ledger.stored_events WHERE topic = 'waiting.joined'"
                " ORDER BY notification_id"
            )
        ]
        for each in line[:4]:
            await until_offered(here, each)
        await asyncio.sleep(0.3)
        assert await facts(log, "waiting.offered") == 4
        assert [await stage_of(here, each) for each in line[4:]] == [None] * 4
        assert await taken(log, MORNING) == 2
        for each in line[:4]:
            held = await there.appointment(each)
            assert held is not None
            book = Book(notice_ids=(each,), slot_id=held.first_slot_id)
            await there.submit(book, key=f"yes {each}", at=NOW)
        assert await facts(log, "appointment.confirmed") == 8


async def test_why_not_is_answered_in_figures(log):
    async with opened(log) as desk:
        await join(desk, notice_of(20), notice_of(21), notice_of(22))
        await join(desk, notice_of(30))
        await join(desk, notice_of(31))
        await cancel(desk, 0)
        await until_offered(desk, notice_of(31))
        three = await desk.place_in_line(notice_of(20), at=NOW)
        last = await desk.place_in_line(notice_of(31), at=NOW)
        assert three is not None
        assert last is not None
        assert (three.ahead, three.why.too_large, three.why.most_free) == (0, 1, 2)
        assert (last.ahead, last.why.earlier, last.why.offered) == (2, 1, 1)
        assert await desk.place_in_line(notice_of(0), at=NOW) is None


async def test_an_address_given_in_line_is_kept_with_it(log):
    contact = Contact(notice_id=FAMILY[0], sealed=bytes(40), language="en")
    async with opened(log) as desk:
        joined = await join(desk, *FAMILY, contact=contact)
    row = await log.pool.fetchrow("SELECT * FROM booking.contacts")
    assert row["party_id"] == joined.party_id
    assert row["forget_at"] == joined.starts_at + timedelta(days=30)
