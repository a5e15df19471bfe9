"""A family over several slots gets one mail of each kind, with the time of its earliest place."""

from datetime import timedelta

import pytest

from booking_web.timetable.commands import Move
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
