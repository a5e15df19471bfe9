"""One mail for each fact, as a resident's mail program reads it."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from booking_web.letters.addresses import is_plausible, plain
from booking_web.timetable.commands import Cancel, Move
from tests.booking_web.desk.samples import MORNING_AT, NOON, NOW, notice_of
from tests.booking_web.letters.conftest import ADDRESS, SEAL, book


def calendar_of(mail):
    [attached] = mail.iter_attachments()
    return Calendar.from_ical(attached.get_content()), attached


def text_of(mail):
    return mail.get_body().get_content()


async def test_a_booking_a_move_and_a_cancellation_are_three_mails(desk, letters, mail):
    await mail.start()
    outcome = await book(desk)
    await letters.work()
    letters.now += timedelta(minutes=1)
    await desk.submit(Move(notice_id=notice_of(0), slot_id=NOON), key="m", at=letters.now)
    await letters.work()
    letters.now += timedelta(minutes=1)
    await desk.submit(Cancel(notice_id=notice_of(0)), key="c", at=letters.now)
    await letters.work()
    await letters.work()
    confirmed, moved, cancelled = mail.mails()
    assert mail.recipients() == [ADDRESS] * 3
    assert "予約ができました" in confirmed["Subject"]
    assert "午前10:00" in text_of(confirmed)
    assert outcome.reference in text_of(confirmed)
    assert "正午12:00" in text_of(moved) or "午後" in text_of(moved)
    assert "取り消されました" in cancelled["Subject"]
    assert {each["Auto-Submitted"] for each in mail.mails()} == {"auto-generated"}
    assert len({each["Message-ID"] for each in mail.mails()}) == 3
    events = [calendar_of(each) for each in (confirmed, moved, cancelled)]
    assert [str(file["METHOD"]) for file, _ in events] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [part.get_param("method") for _, part in events] == ["PUBLISH", "PUBLISH", "CANCEL"]
    inside = [file.walk("VEVENT")[0] for file, _ in events]
    assert [each["SEQUENCE"] for each in inside] == [0, 1, 2]
    assert len({str(each["UID"]) for each in inside}) == 1
    assert str(inside[2]["STATUS"]) == "CANCELLED"
    assert inside[1]["DTSTART"].dt == MORNING_AT + timedelta(hours=2)


async def test_a_family_gets_one_mail_in_the_language_of_its_pages(desk, letters, mail):
    await mail.start()
    await book(desk, 1, 2, 3, language="en")
    await letters.work()
    [confirmed] = mail.mails()
    assert confirmed["Subject"] == "Your booking is confirmed (My Number Card collection)"
    assert "3 people" in text_of(confirmed)
    assert "Kasai Hall" in text_of(confirmed)
    assert confirmed["Content-Language"] == "en"


async def test_a_double_tap_makes_one_mail(desk, letters, mail):
    await mail.start()
    await book(desk, key="tap")
    await book(desk, key="tap")
    await letters.work()
    assert len(mail.mails()) == 1


async def test_without_an_address_there_is_no_mail(desk, letters):
    await book(desk, address="")
    await letters.work()
    assert await letters.states() == {}


async def test_reminders_come_once_each_and_on_their_day(desk, letters, mail):
    await mail.start()
    booked_at = NOW - timedelta(days=10)
    await book(desk, at=booked_at)
    letters.now, seen = booked_at, []
    while letters.now < MORNING_AT + timedelta(days=1):
        before = len(mail.mails())
        await letters.work()
        seen += [letters.now - booked_at] * (len(mail.mails()) - before)
        letters.now += timedelta(hours=6)
    assert seen == [timedelta(0), timedelta(days=6), timedelta(days=12)]
    assert await letters.states() == {
        "confirmed": "sent",
        "week-before": "sent",
        "day-before": "sent",
    }


async def test_tomorrow_is_not_said_on_the_day_itself(desk, letters, mail):
    await mail.start()
    await book(desk)
    await letters.work()
    letters.now = MORNING_AT - timedelta(minutes=30)
    await letters.work()
    assert await letters.states() == {"confirmed": "sent", "day-before": "dropped"}


async def test_booked_late_there_is_no_reminder_of_days_gone_by(desk, letters, mail):
    await mail.start()
    await book(desk)  # three days before
    await letters.work()
    assert await letters.states() == {"confirmed": "sent", "day-before": "waiting"}


async def test_a_move_takes_the_reminders_with_it_and_a_cancellation_ends_them(desk, letters, mail):
    await mail.start()
    await book(desk)
    await letters.work()
    await desk.submit(Move(notice_id=notice_of(0), slot_id=NOON), key="m", at=letters.now)
    await letters.work()
    rows = await letters.log.pool.fetch("SELECT * FROM booking.letters WHERE state = 'waiting'")
    assert [row["starts_at"] for row in rows] == [MORNING_AT + timedelta(hours=2)]
    await desk.submit(Cancel(notice_id=notice_of(0)), key="c", at=letters.now)
    await letters.work()
    assert await letters.states() == {"confirmed": "sent", "moved": "sent", "cancelled": "sent"}


async def test_the_address_is_forgotten_after_the_time_set(desk, letters, mail, booking_owner_db):
    await mail.start()
    await book(desk)
    await letters.work()
    for table in ("booking.contacts", "booking.letters", "ledger.stored_events"):
        rows = await booking_owner_db.fetch(f"TABLE {table}")
        assert not any(ADDRESS.encode() in repr(dict(row)).encode() for row in rows)
    await desk.submit(Cancel(notice_id=notice_of(0)), key="c", at=letters.now)
    await letters.work()
    letters.now += timedelta(days=6)
    await letters.outbox.forget()
    assert await booking_owner_db.fetchval("SELECT count(*) FROM booking.contacts") == 1
    letters.now += timedelta(days=2)
    await letters.outbox.forget()
    assert await booking_owner_db.fetchval("SELECT count(*) FROM booking.contacts") == 0


HOSTILE = [
    "a@example.jp\r\nBcc: b@example.jp",
    "a@example.jp\nSubject: x",
    "a@example.jp, b@example.jp",
    "a@example.jp>\r\nRCPT TO:<b@example.jp",
    "<a@example.jp>",
    '"a b"@example.jp',
    "a@example",
    "a@-example.jp",
    "a@example..jp",
    "a\0@example.jp",
    "花子@example.jp",
    "@example.jp",
    "a" * 65 + "@example.jp",
    "a@" + "b" * 250 + ".jp",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_no_single_address_is_never_sealed(typed):
    assert not is_plausible(plain(typed))
    with pytest.raises(ValueError, match="address"):
        SEAL.close(typed, notice_id=notice_of(0), language="ja")


@pytest.mark.parametrize(
    "address", ["o'neil+card@sub.example.co.jp", "a..b@docomo.example", "dot.@ezweb.example"]
)
async def test_unusual_addresses_get_their_mail(desk, letters, mail, address):
    await mail.start()
    await book(desk, address=address)
    await letters.work()
    [confirmed] = mail.mails()
    assert confirmed["To"].addresses[0].username == address.rpartition("@")[0]
    assert (await letters.states())["confirmed"] == "sent"


def test_full_width_is_understood():
    assert plain(" ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ　") == "hanako@example.jp"
