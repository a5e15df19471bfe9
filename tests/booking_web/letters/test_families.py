"""A family over several slots gets one mail of each kind, with the time of its earliest place."""

from datetime import timedelta

import pytest

from booking_web.timetable.commands import AddPeople, Move
from booking_web.timetable.facts import slot_id_of
from tests.booking_web.desk.samples import MORNING_AT, VENUE, notice_of, open_ward
from tests.booking_web.letters.conftest import book
from tests.booking_web.letters.test_letters import calendar_of, text_of

STARTS = [MORNING_AT + timedelta(minutes=10 * number) for number in range(6)]


@pytest.fixture
async def ward(booking_log):
    await open_ward(booking_log, places=2, notices=10, starts=STARTS)
    return booking_log


async def test_one_mail_a_change_with_the_familys_own_time(desk, letters, mail):
    await mail.start()
    await book(desk, 1, 2, 3, slot_id=slot_id_of(VENUE, STARTS[0]))
    await letters.work()
    letters.now += timedelta(minutes=1)
    move = Move(notice_id=notice_of(3), slot_id=slot_id_of(VENUE, STARTS[1]))
    await desk.submit(move, key="m", at=letters.now)
    await letters.work()
    confirmed, moved = mail.mails()
    assert "午前10:00" in text_of(confirmed)
    assert "午前10:10" in text_of(moved)
    for each, starts_at in ((confirmed, STARTS[0]), (moved, STARTS[1])):
        event = calendar_of(each)[0].walk("VEVENT")[0]
        assert event["DTSTART"].dt == starts_at
        assert event["DTEND"].dt == starts_at + timedelta(minutes=20)


async def test_who_lets_somebody_come_along_gets_a_mail_with_the_longer_time(desk, letters, mail):
    await mail.start()
    await book(desk, 1, 2, slot_id=slot_id_of(VENUE, STARTS[0]))
    await letters.work()
    letters.now += timedelta(minutes=1)
    more = AddPeople(notice_id=notice_of(1), notice_ids=(notice_of(3),))
    await desk.submit(more, key="a", at=letters.now)
    await letters.work()
    _, grown = mail.mails()
    assert "いっしょに来る方を加えました" in text_of(grown)
    assert "3人" in text_of(grown)
    event = calendar_of(grown)[0].walk("VEVENT")[0]
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=20)
