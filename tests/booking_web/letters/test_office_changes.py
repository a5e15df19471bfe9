"""The office withdraws notices and closes visits: what residents hear of it."""

from datetime import timedelta

import pytest

from booking_web.timetable.commands import Book
from tests.booking_web.desk.samples import MORNING, MORNING_AT, NOW, opened
from tests.booking_web.exchange.samples import (
    Office,
    closed,
    exchange_of,
    id_of,
    places,
    released,
    venue,
    withdrawn,
)
from tests.booking_web.letters.conftest import SEAL, Letters


@pytest.fixture
async def ward(booking_log):
    """Two people come together; the office goes on speaking."""
    office, exchange = Office(), exchange_of(booking_log)
    batch = office.say(venue(), places(4), released(1), released(2))
    await exchange.take_in(batch, at=NOW)
    async with opened(booking_log) as desk:
        contact = SEAL.close("family@example.jp", notice_id=id_of(1), language="ja")
        party = Book(notice_ids=(id_of(1), id_of(2)), slot_id=MORNING)
        outcome = await desk.submit(party, key="a", at=NOW, contact=contact)
    booking_log.party_id = outcome.party_id

    async def said(*items, at=NOW + timedelta(minutes=1)) -> None:
        await exchange.take_in(office.say(*items), at=at)

    booking_log.said = said
    return booking_log


async def test_who_leads_leaves_and_the_other_still_comes(ward, letters: Letters, mail):
    await mail.start()
    await ward.said(withdrawn(1))
    await letters.work()
    assert await letters.states() == {
        "confirmed": "sent",
        "day-before": "waiting",
        "fewer": "sent",
    }
    await ward.said(withdrawn(2))
    await letters.work()
    assert await letters.states() == {"confirmed": "sent", "fewer": "sent", "cancelled": "sent"}
    assert sum("取り消されました" in each for each in letters.subjects()) == 1


async def test_a_visit_that_took_place_ends_in_silence(ward, letters: Letters, mail):
    await mail.start()
    await letters.work()
    after = MORNING_AT + timedelta(hours=1)
    visited = closed(1, ward.party_id, "attended")
    await ward.said(visited, withdrawn(1, "completed"), withdrawn(2, "completed"), at=after)
    letters.now = after
    await letters.work()
    assert await letters.states() == {"confirmed": "sent"}
    assert len(mail.mails()) == 1
    letters.now = after + timedelta(days=8)
    await letters.outbox.forget()
    assert await ward.pool.fetchval("SELECT count(*) FROM booking.contacts") == 1  # for the card
    letters.now = after + timedelta(days=181)
    await letters.outbox.forget()
    assert await ward.pool.fetchval("SELECT count(*) FROM booking.contacts") == 0
