"""The card is posted or comes back: one mail a fact; then the address is forgotten."""

from datetime import timedelta

import pytest

from booking_web.letters.reader import READER
from booking_web.timetable.commands import Book
from booking_web.timetable.notices import appointment_id_of
from tests.booking_web.desk.samples import MORNING, MORNING_AT, NOW, opened
from tests.booking_web.exchange.samples import (
    Office,
    closed,
    exchange_of,
    id_of,
    places,
    released,
    venue,
)
from tests.booking_web.letters.conftest import SEAL, Letters

AFTER = MORNING_AT + timedelta(hours=1)
DAY = timedelta(days=1)


def card(person, status, at, number=""):
    body = {"status": status, "since": at, "tracking_number": number}
    return ("card.status", id_of(person), body)


def attended(person):
    return closed(person, appointment_id_of(id_of(person), 0), "attended")


@pytest.fixture
async def ward(booking_log):
    """Two come together and gave an address, a third came alone and gave none; all were here."""
    office, exchange = Office(), exchange_of(booking_log)
    people = [released(each) for each in (1, 2, 3)]
    await exchange.take_in(office.say(venue(), places(4), *people), at=NOW)
    async with opened(booking_log) as desk:
        contact = SEAL.close("family@example.jp", notice_id=id_of(1), language="en")
        both = Book(notice_ids=(id_of(1), id_of(2)), slot_id=MORNING)
        await desk.submit(both, key="a", at=NOW, contact=contact)
        await desk.submit(Book(notice_ids=(id_of(3),), slot_id=MORNING), key="b", at=NOW)

    async def said(*items, at=AFTER) -> None:
        await exchange.take_in(office.say(*items), at=at)

    booking_log.said = said
    return booking_log


async def contacts(ward) -> int:
    count: int = await ward.pool.fetchval("SELECT count(*) FROM booking.contacts")
    return count


async def test_a_family_gets_one_mail_for_the_cards_of_a_day(ward, letters: Letters, mail):
    await mail.start()
    await ward.said(attended(1), attended(2), attended(3))
    letters.now = AFTER
    await letters.work()
    for person in (1, 2, 3):
        await ward.said(card(person, "identity-done", AFTER), card(person, "in-setting", AFTER))
        await ward.said(card(person, "posted", AFTER + DAY, "12345678903"), at=AFTER + DAY)
    letters.now = AFTER + DAY
    await letters.work()
    await ward.pool.execute(
        "UPDATE exchange.read_positions SET position = 0 WHERE reader = $1", READER
    )
    await letters.work()
    posted = [each for each in mail.mails() if "post" in str(each["Subject"])]
    assert len(posted) == 1
    assert {str(each["To"]) for each in posted} == {"family@example.jp"}
    text = posted[0].get_body().get_content()
    assert "There are 2 cards." in text
    assert "Your card is in the post." in text
    assert "/mine" in text
    assert "12345678903" not in str(posted[0])
    assert [part.get_content_type() for part in posted[0].walk()] == ["text/plain"]


async def test_a_card_posted_after_that_mail_has_its_own(ward, letters: Letters, mail):
    await mail.start()
    await ward.said(attended(1), attended(2))
    letters.now = AFTER
    await letters.work()
    for person, later in ((1, timedelta(0)), (2, timedelta(hours=2))):
        await ward.said(card(person, "posted", AFTER + later), at=AFTER + later)
        letters.now = AFTER + later
        await letters.work()
        await letters.work()
    await ward.pool.execute(
        "UPDATE exchange.read_positions SET position = 0 WHERE reader = $1", READER
    )
    await letters.work()
    assert len([each for each in mail.mails() if "post" in str(each["Subject"])]) == 2


async def test_what_came_back_is_told_and_the_address_is_kept_until_the_last_card_arrived(
    ward, letters: Letters, mail
):
    await mail.start()
    await ward.said(attended(1), attended(2))
    await letters.work()
    month = AFTER + 30 * DAY
    await ward.said(card(1, "returned", month), card(2, "delivered", month), at=month)
    letters.now = month + 8 * DAY
    await letters.outbox.forget()
    await letters.work()
    await letters.outbox.forget()
    assert letters.subjects()[-1] == "Your card came back to the ward office (My Number Card)"
    assert await contacts(ward) == 1
    end = month + 10 * DAY
    await ward.said(card(1, "handed-over", end), at=end)
    await letters.work()
    letters.now = end + 6 * DAY
    await letters.outbox.forget()
    assert await contacts(ward) == 1
    letters.now = end + 8 * DAY
    await letters.outbox.forget()
    assert await contacts(ward) == 0
    assert await ward.pool.fetchval("SELECT count(*) FROM booking.letter_cards") == 0


async def test_one_who_was_turned_away_shortens_nothing_for_the_others(ward, letters: Letters):
    await ward.said(attended(1))
    await letters.reader.catch_up()
    turned_away = closed(2, appointment_id_of(id_of(2), 0), "turned-away")
    await ward.said(turned_away)
    await letters.reader.catch_up()
    letters.now = AFTER + 60 * DAY
    await letters.outbox.forget()
    assert await contacts(ward) == 1


async def test_old_news_is_no_longer_worth_a_letter(ward, letters: Letters, mail):
    await mail.start()
    await ward.said(attended(1), attended(2), card(1, "posted", AFTER))
    letters.now = AFTER + 15 * DAY
    await letters.work()
    assert "card-posted" not in {
        kind for kind, state in (await letters.states()).items() if state == "sent"
    }
