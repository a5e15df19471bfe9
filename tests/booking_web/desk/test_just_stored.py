"""What a batch has just left: told once, soon, and only by the process that stored it."""

from datetime import timedelta

import pytest

from booking_web.desk import just_stored
from booking_web.timetable.commands import Book, Cancel, Hold
from booking_web.timetable.notices import Stage
from issuance.ledger.postgres import PostgresLog
from tests.booking_web.desk.samples import MORNING, NOW, notice_of, open_ward, opened

HOLD = Hold(notice_ids=(notice_of(0),), slot_id=MORNING)
BOOK = Book(notice_ids=(notice_of(0),), slot_id=MORNING)
CANCEL = Cancel(notice_id=notice_of(0))


class CountingLog(PostgresLog):
    """Counts how often a notice is read."""

    asked = 0

    async def read(self, *args, **named):
        self.asked += 1
        return await super().read(*args, **named)


@pytest.fixture
async def log(booking_log):
    await open_ward(booking_log, places=3, notices=20)
    return CountingLog(booking_log.pool)


async def test_the_page_after_a_form_asks_nothing_more_once(log):
    async with opened(log) as desk:
        held = await desk.submit(HOLD, key="h", at=NOW)
        shown = await desk.answered(notice_of(0))
        assert log.asked == 0
        assert shown is not None
        assert (shown.stage, shown.until) == (Stage.HELD, held.until)
        again = await desk.answered(notice_of(0))
        assert log.asked == 1
        assert again == shown


async def test_the_last_answer_counts(log):
    async with opened(log) as desk:
        await desk.submit(BOOK, key="b", at=NOW)
        await desk.submit(CANCEL, key="c", at=NOW)
        assert await desk.answered(notice_of(0), vouch=True) is None


async def test_another_process_asks_the_log(log):
    async with opened(log) as desk, opened(log) as other:
        await desk.submit(BOOK, key="b", at=NOW)
        await other.answered(notice_of(0), vouch=True)
        assert log.asked == 1
        await other.submit(CANCEL, key="c", at=NOW)
        assert await other.answered(notice_of(0), vouch=True) is None


async def test_a_repeat_is_no_news_and_is_vouched_for(log):
    async with opened(log) as desk:
        await desk.submit(BOOK, key="b", at=NOW)
        await desk.answered(notice_of(0), vouch=True)
        await desk.submit(BOOK, key="b", at=NOW)
        shown = await desk.answered(notice_of(0), vouch=True)
        assert log.asked == 1
        assert shown is not None
        assert shown.stage is Stage.CONFIRMED


async def test_who_comes_late_is_told_what_the_log_says(log, monkeypatch):
    now = 1_000.0
    monkeypatch.setattr(just_stored, "monotonic", lambda: now)
    async with opened(log) as desk:
        await desk.submit(BOOK, key="b", at=NOW)
        now += timedelta(seconds=6).total_seconds()
        shown = await desk.answered(notice_of(0), vouch=True)
        assert log.asked == 1
        assert shown is not None
        assert shown.stage is Stage.CONFIRMED
