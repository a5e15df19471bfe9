"""Families over several slots of a real log: shown, held, moved, and fought for by two desks."""

import asyncio
from datetime import timedelta

import pytest

from booking_web.refusals import SlotFullError
from booking_web.timetable.commands import Book, Cancel, Confirm, Hold, Move
from booking_web.timetable.facts import slot_id_of
from booking_web.timetable.outcomes import Outcome
from issuance.calendar import office_date
from issuance.ledger.postgres import PostgresLog
from tests.booking_web.desk.samples import (
    MORNING_AT,
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
from tests.support.postgres import pool

STARTS = [MORNING_AT + timedelta(minutes=10 * number) for number in range(6)]
ROW = [slot_id_of(VENUE, each) for each in STARTS]
FAMILY = tuple(notice_of(number) for number in range(4))


@pytest.fixture
async def log(booking_log):
    await open_ward(booking_log, places=2, notices=60, starts=STARTS)
    return booking_log


async def taken_in(log) -> list[int]:
    return [await taken(log, each) for each in ROW]


async def test_a_family_is_held_booked_moved_and_cancelled_over_several_slots(log):
    async with opened(log) as desk:
        held = await desk.submit(Hold(notice_ids=FAMILY, slot_id=ROW[0]), key="h", at=NOW)
        assert (held.starts_at, held.minutes) == (STARTS[0], 20)
        assert await taken_in(log) == [2, 2, 0, 0, 0, 0]
        await desk.submit(Confirm(notice_id=FAMILY[3]), key="c", at=NOW)
        moved = await desk.submit(Move(notice_id=FAMILY[1], slot_id=ROW[1]), key="m", at=NOW)
        assert (moved.starts_at, moved.minutes) == (STARTS[1], 20)
        assert await taken_in(log) == [0, 2, 2, 0, 0, 0]
        await desk.submit(Cancel(notice_id=FAMILY[2]), key="x", at=NOW)
        assert await taken_in(log) == [0] * 6


async def test_what_is_shown_as_fitting_is_what_can_be_booked(log):
    alone = notice_of(50), notice_of(51), notice_of(52)
    async with opened(log) as desk:
        await desk.submit(Book(notice_ids=alone[:1], slot_id=ROW[2]), key="a", at=NOW)
        await desk.submit(Book(notice_ids=alone[1:], slot_id=ROW[4]), key="b", at=NOW)
        day = office_date(MORNING_AT)
        times = desk.free_times(day, at=NOW, party_size=4)
        assert [each.fits for each in times] == [True, True, False, False, False, False]
        for number, each in enumerate(times):
            book = Book(notice_ids=FAMILY, slot_id=each.slot_id)
            if not each.fits:
                with pytest.raises(SlotFullError):
                    await desk.submit(book, key=f"no {number}", at=NOW)
        three = desk.free_times(day, at=NOW, party_size=3)
        assert [(each.fits, each.slots) for each in three[:2]] == [(True, 2), (True, 2)]
        await desk.submit(Book(notice_ids=FAMILY, slot_id=ROW[0]), key="yes", at=NOW)
        assert await taken_in(log) == [2, 2, 1, 0, 2, 0]


async def test_a_familys_hold_lapses_by_itself_in_every_slot(log):
    async with opened(log) as desk:
        await desk.submit(Hold(notice_ids=FAMILY, slot_id=ROW[0]), key="h", at=NOW)
    async with opened(log, now=NOW + POLICY.hold) as desk:
        await until(lambda: free(desk, ROW[1]) == 2)
        assert await taken_in(log) == [0] * 6
        assert await desk.appointment(FAMILY[3]) is None


async def test_families_race_for_a_row_at_two_desks(log, booking_access, booking_owner_db):
    """Twelve places in a row of six slots; families of three and four want to begin anywhere."""
    families = [
        tuple(notice_of(4 * number + each) for each in range(3 + number % 2))
        for number in range(15)
    ]
    async with (
        pool(booking_access) as second,
        opened(log) as here,
        opened(PostgresLog(second)) as there,
    ):
        answers = await asyncio.gather(
            *(
                (here, there)[number % 2].submit(
                    Book(notice_ids=family, slot_id=ROW[number % 5]), key=str(number), at=NOW
                )
                for number, family in enumerate(families)
            ),
            return_exceptions=True,
        )
    served = [each for each in answers if isinstance(each, Outcome)]
    refused = [each for each in answers if isinstance(each, SlotFullError)]
    assert served
    assert refused
    assert len(served) + len(refused) == len(families)
    seated = sum(each.party_size for each in served)
    confirmed = await booking_owner_db.fetchval(
        "SELECT count(*) FROM ledger.stored_events WHERE topic = 'appointment.confirmed'"
    )
    assert sum(await taken_in(log)) == seated == confirmed
    assert max(await taken_in(log)) <= 2
