"""An offer to a household in line is one mail, without a calendar file; too late, it is none."""

from datetime import date, timedelta

import pytest

from booking_web.timetable.commands import Book, Cancel, Confirm, Join, Leave
from booking_web.timetable.facts import Wished
from tests.booking_web.desk.samples import MORNING, NOON, NOW, POLICY, notice_of, open_ward
from tests.booking_web.desk.test_waiting import until_offered
from tests.booking_web.letters.conftest import ADDRESS, SEAL
from tests.booking_web.letters.test_letters import text_of

FAMILY = (notice_of(10), notice_of(11))
ANY = Wished(first_on=date(2026, 11, 24), last_on=date(2026, 12, 31))


@pytest.fixture
async def ward(booking_log):
    await open_ward(booking_log, places=2, notices=20)
    return booking_log


@pytest.fixture
async def line(desk):
    """Both slots are full; a family waits, with an address."""
    for number, slot_id in enumerate((MORNING, NOON)):
        party = (notice_of(2 * number), notice_of(2 * number + 1))
        await desk.submit(Book(notice_ids=party, slot_id=slot_id), key=f"f{number}", at=NOW)
    contact = SEAL.close(ADDRESS, notice_id=FAMILY[0], language="en")
    join = Join(notice_ids=FAMILY, wished=ANY)
    await desk.submit(join, key="j", at=NOW, contact=contact)
    return desk


async def test_one_mail_for_the_offer_and_one_for_the_booking(line, letters, mail):
    await mail.start()
    await line.submit(Cancel(notice_id=notice_of(0)), key="c", at=NOW)
    await until_offered(line, FAMILY[0])
    await letters.work()
    await letters.work()
    [offer] = mail.mails()
    assert offer["Subject"] == "Places have come free (My Number Card collection)"
    assert "2 people" in text_of(offer)
    assert "12:00" in text_of(offer)
    assert list(offer.iter_attachments()) == []
    await line.submit(Confirm(notice_id=FAMILY[1]), key="yes", at=NOW)
    await letters.work()
    assert [each["Subject"] for each in mail.mails()][1:] == [
        "Your booking is confirmed (My Number Card collection)"
    ]
    assert mail.recipients() == [ADDRESS] * 2


async def test_too_late_it_is_not_sent(line, letters):
    await line.submit(Cancel(notice_id=notice_of(0)), key="c", at=NOW)
    await until_offered(line, FAMILY[0])
    letters.now = NOW + POLICY.offer
    await letters.work()
    assert await letters.states() == {"offered": "dropped"}


async def test_who_leaves_is_forgotten_soon(line, letters):
    await line.submit(Leave(notice_id=FAMILY[0]), key="l", at=NOW)
    await letters.work()
    forget_at = await letters.log.pool.fetchval("SELECT forget_at FROM booking.contacts")
    assert forget_at == NOW + timedelta(days=7)
