"""Who booked a time that the rules no longer offer gets one letter that asks to move."""

import pytest

from booking_web.timetable.commands import Book
from tests.booking_web.desk.samples import NOW
from tests.booking_web.exchange.samples import Office, exchange_of, id_of, released, venue
from tests.booking_web.exchange.test_rules import rules_set
from tests.booking_web.letters.conftest import ADDRESS, SEAL
from tests.booking_web.timetable.rules import CLOSED, NINE, rules


@pytest.fixture
async def ward(booking_log):
    return booking_log


@pytest.fixture
async def office(ward):
    exchange, office = exchange_of(ward), Office()

    async def says(*said):
        await exchange.take_in(office.say(*said), at=NOW)

    await says(venue(), rules_set(rules()), released(1), released(2))
    return says


async def test_one_letter_asks_the_whole_party_and_one_says_it_stands(office, desk, letters, mail):
    await mail.start()
    party = (id_of(1), id_of(2))
    contact = SEAL.close(ADDRESS, notice_id=party[0], language="ja")
    await desk.submit(Book(notice_ids=party, slot_id=NINE), key="b", at=NOW, contact=contact)
    await letters.work()
    await office(rules_set(CLOSED))
    await letters.work()
    await letters.work()
    await office(rules_set(rules()))
    await letters.work()
    assert sorted(each.split("（")[0] for each in letters.subjects()) == [
        "予約ができました",
        "予約の日時はそのままです",
        "予約の日時を変えてください",
    ]
