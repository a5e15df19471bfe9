"""The desk on a real log: answers, repeats, refusals, and what is shown as free."""

import asyncio
from datetime import timedelta

import pytest

from booking_web.refusals import (
    AlreadyBookedError,
    DeskAwayError,
    DeskBusyError,
    KeyReusedError,
    NoticeUnknownError,
    SlotFullError,
)
from booking_web.timetable.commands import Book, Cancel, Confirm, Hold, Move
from booking_web.timetable.notices import Stage
from booking_web.timetable.outcomes import Done, Outcome
from issuance.calendar import office_date
from tests.booking_web.desk.samples import (
    MORNING,
    MORNING_AT,
    NOON,
    NOW,
    POLICY,
    VENUE,
    free,
    notice_of,
    open_ward,
    opened,
    taken,
    until,
)

DAY = office_date(MORNING_AT)


@pytest.fixture
async def log(booking_log):
    await open_ward(booking_log, places=3, notices=20)
    return booking_log


def book(number: int, slot_id=MORNING) -> Book:
    return Book(notice_ids=(notice_of(number),), slot_id=slot_id)


async def test_a_booking_is_confirmed_and_shown(log):
    async with opened(log) as desk:
        outcome = await desk.submit(book(0), key="a", at=NOW)
        assert outcome.done is Done.CONFIRMED
        appointment = await desk.appointment(notice_of(0))
        assert appointment is not None
        assert appointment.stage is Stage.CONFIRMED
        assert appointment.reference == outcome.reference
        assert await taken(log) == 1
        assert free(desk) == 2


async def test_only_a_vouched_look_writes_wal_and_may_confirm(log):
    async with opened(log) as desk:
        await desk.submit(book(0), key="a", at=NOW)

    async def transactions_begun_by(look) -> int:
        counted = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        before = await log.pool.fetchval(counted)
        shown = await look(notice_of(0))
        assert shown is not None
        after = await log.pool.fetchval(counted)
        return int(after - before)

    assert await transactions_begun_by(desk.appointment) == 0
    assert await transactions_begun_by(desk.vouched_appointment) == 1


async def test_holding_confirming_moving_cancelling(log):
    async with opened(log) as desk:
        family = (notice_of(0), notice_of(1))
        held = await desk.submit(Hold(notice_ids=family, slot_id=MORNING), key="h", at=NOW)
        assert held.until == NOW + POLICY.hold
        await desk.submit(Confirm(notice_id=family[1]), key="c", at=NOW)
        moved = await desk.submit(Move(notice_id=family[0], slot_id=NOON), key="m", at=NOW)
        assert (moved.done, moved.slot_id) == (Done.MOVED, NOON)
        assert (await taken(log), await taken(log, NOON)) == (0, 2)
        await desk.submit(Cancel(notice_id=family[1]), key="x", at=NOW)
        assert await taken(log, NOON) == 0
        assert await desk.appointment(family[0]) is None


async def test_the_same_key_again_gets_the_same_answer(log):
    async with opened(log) as desk:
        first = await desk.submit(book(0), key="a", at=NOW)
        await desk.submit(Cancel(notice_id=notice_of(0)), key="b", at=NOW)
        assert await desk.submit(book(0), key="a", at=NOW) == first
        assert await desk.appointment(notice_of(0)) is None


async def test_a_repeat_is_confirmed_by_a_transaction_that_wrote(log, booking_owner_db):
    async with opened(log) as desk:
        await desk.submit(book(0), key="a", at=NOW)
        await desk.submit(book(0), key="a", at=NOW)
    asked_again = await booking_owner_db.fetchval(
        "SELECT asked_again FROM ledger.answered_commands WHERE key = 'a'"
    )
    assert asked_again == 1


async def test_a_double_click_is_one_booking(log):
    async with opened(log) as desk:
        answers = await asyncio.gather(
            *(desk.submit(book(0), key="a", at=NOW) for _ in range(5)),
            *(desk.submit(book(0), key=f"other tab {tab}", at=NOW) for tab in range(5)),
        )
    assert len(set(answers)) == 1
    assert await taken(log) == 1


async def test_a_key_used_for_something_else_is_refused(log):
    async with opened(log) as desk:
        await desk.submit(book(0), key="a", at=NOW)
        with pytest.raises(KeyReusedError):
            await desk.submit(book(1), key="a", at=NOW)
        both = asyncio.gather(
            desk.submit(book(2), key="b", at=NOW),
            desk.submit(book(3), key="b", at=NOW),
            return_exceptions=True,
        )
        _, refused = await both
        assert isinstance(refused, KeyReusedError)


async def test_refusals_do_not_touch_their_neighbours(log):
    async with opened(log) as desk:
        answers = await asyncio.gather(
            *(desk.submit(book(number), key=str(number), at=NOW) for number in (0, 99, 1, 2, 3)),
            desk.submit(book(0, NOON), key="n", at=NOW),
            return_exceptions=True,
        )
    kinds = [type(each).__name__ for each in answers]
    assert kinds == [
        "Outcome",
        NoticeUnknownError.__name__,
        "Outcome",
        "Outcome",
        SlotFullError.__name__,
        AlreadyBookedError.__name__,
    ]


async def test_one_bad_command_does_not_sink_its_batch(log, booking_owner_db):
    """The database itself refuses what one of them would write."""
    await booking_owner_db.execute(
        "ALTER TABLE booking.slot_places"
        f" ADD CONSTRAINT bad CHECK (slot_id <> '{NOON}' OR taken = 0)"
    )
    async with opened(log) as desk:
        good, bad, also_good = await asyncio.gather(
            desk.submit(book(0), key="a", at=NOW),
            desk.submit(book(1, NOON), key="b", at=NOW),
            desk.submit(book(2), key="c", at=NOW),
            return_exceptions=True,
        )
        assert isinstance(good, Outcome)
        assert isinstance(also_good, Outcome)
        assert type(bad).__name__ == "CheckViolationError"
        assert free(desk) == 1
        assert free(desk, NOON) == 3


async def test_free_days_and_times(log):
    async with opened(log) as desk:
        await desk.submit(book(0), key="a", at=NOW)
        assert [each.code for each in desk.venues()] == ["K01"]
        (day,) = desk.free_days(at=NOW, party_size=3)
        assert (day.day, day.free, day.times) == (DAY, 5, 1)
        morning, noon = desk.free_times(DAY, at=NOW, party_size=3, venue_id=VENUE)
        assert (morning.fits, noon.fits) == (False, True)
        assert desk.free_days(at=MORNING_AT + timedelta(seconds=1)) == []
        assert desk.free_days(at=NOW, last_on=office_date(NOW)) == []


async def test_two_desks_see_each_others_bookings(log):
    async with opened(log) as here, opened(log) as there:
        await here.submit(book(0), key="a", at=NOW)
        await until(lambda: free(there) == 2)
        assert there.as_of == NOW


async def test_a_full_queue_sheds(log):
    async with opened(log, queue_length=3) as desk:
        asked = [
            asyncio.create_task(desk.submit(book(number), key=str(number), at=NOW))
            for number in range(10)
        ]
        answers = await asyncio.gather(*asked, return_exceptions=True)
    shed = [each for each in answers if isinstance(each, DeskBusyError)]
    assert len(shed) == 7
    assert all(each.retry_after_seconds > 0 for each in shed)


async def test_a_closed_desk_answers_what_waits_and_takes_nothing_more(log):
    async with opened(log) as desk:
        asked = [
            asyncio.create_task(desk.submit(book(number), key=str(number), at=NOW))
            for number in range(3)
        ]
        await asyncio.sleep(0)
        await desk.stop()
        answers = await asyncio.gather(*asked)
        assert [each.done for each in answers] == [Done.CONFIRMED] * 3
        with pytest.raises(DeskAwayError):
            await desk.submit(book(4), key="late", at=NOW)


async def test_holds_lapse_by_themselves(log):
    async with opened(log) as desk:
        await desk.submit(Hold(notice_ids=(notice_of(0),), slot_id=MORNING), key="a", at=NOW)
    async with opened(log, now=NOW + POLICY.hold) as later:
        async with asyncio.timeout(10):
            while await taken(log):
                await asyncio.sleep(0.02)
        assert await later.appointment(notice_of(0)) is None


async def test_who_gave_up_waiting_harms_nobody(log):
    async with opened(log) as desk:
        impatient = asyncio.create_task(desk.submit(book(0), key="a", at=NOW))
        await asyncio.sleep(0)
        impatient.cancel()
        assert (await desk.submit(book(1), key="b", at=NOW)).done is Done.CONFIRMED
