"""What the office fetches: appointments as they come about, whole, in order and once."""

from typing import Any

import msgspec
import pytest

from booking_web.timetable.commands import Book, Cancel, Confirm, Hold, Move, Wishes
from booking_web.timetable.facts import Need
from issuance.ledger.batches import FIRST, Item, open_batch
from tests.booking_web.desk.samples import MORNING, MORNING_AT, NOON, NOW, VENUE, opened
from tests.booking_web.exchange.samples import (
    BOOKING_KEY,
    Office,
    exchange_of,
    id_of,
    places,
    released,
    venue,
    withdrawn,
)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
async def exchange(booking_log, office):
    exchange = exchange_of(booking_log)
    later = MORNING_AT.replace(hour=MORNING_AT.hour + 2)
    data = office.say(
        venue(), places(3), places(3, later), *(released(each) for each in range(1, 5))
    )
    await exchange.take_in(data, at=NOW)
    return exchange


class Reader:
    """The office's side: opens each batch after the one before."""

    def __init__(self, exchange) -> None:
        self.exchange, self.number, self.upto, self.digest = exchange, 0, 0, FIRST

    async def read(self) -> list[Item]:
        items: list[Item] = []
        while (data := await self.exchange.envelope_after(self.number)) is not None:
            batch, self.digest = open_batch(
                data,
                BOOKING_KEY.public_key(),
                sender="booking",
                number=self.number + 1,
                previous=self.digest,
                after=self.upto,
            )
            self.number, self.upto = batch.number, batch.upto
            items += batch.items
        return items


def body(item: Item) -> dict[str, Any]:
    return msgspec.json.decode(item.body, type=dict[str, Any])


async def test_a_confirmed_appointment_is_told_with_all_the_office_needs(exchange, booking_log):
    wishes = Wishes(language="en", needs=(Need.WHEELCHAIR,))
    async with opened(booking_log) as desk:
        party = (id_of(1), id_of(2))
        await desk.submit(Hold(notice_ids=party, slot_id=MORNING), key="h", at=NOW)
        assert await exchange.envelope_after(0) is None
        outcome = await desk.submit(Confirm(notice_id=id_of(1), wishes=wishes), key="c", at=NOW)
        first, second = await Reader(exchange).read()
    assert (first.topic, first.stream_id) == ("appointment.confirmed", id_of(1))
    assert second.stream_id == id_of(2)
    told = body(first)
    assert told.pop("starts_at").startswith("2026-11-27T01:00:00")
    assert told == {
        "appointment_id": str(outcome.party_id),
        "party_id": str(outcome.party_id),
        "party_size": 2,
        "reference": outcome.reference,
        "venue_id": str(VENUE),
        "minutes": 10,
        "language": "en",
        "needs": ["wheelchair"],
        "channel": "web",
    }


async def test_who_booked_by_phone_is_told_apart(exchange, booking_log):
    """Which way they booked, never who sat at the phone desk."""
    async with opened(booking_log) as desk:
        book = Book(notice_ids=(id_of(1),), slot_id=MORNING)
        await desk.submit(book, key="p", at=NOW, by="phone:P01")
        [item] = await Reader(exchange).read()
    assert body(item)["channel"] == "phone"
    assert "P01" not in str(body(item))


async def test_moved_cancelled_and_withdrawn_are_told(exchange, office, booking_log):
    async with opened(booking_log) as desk:
        for person in (1, 2):
            book = Book(notice_ids=(id_of(person),), slot_id=MORNING)
            await desk.submit(book, key=f"b{person}", at=NOW)
        await desk.submit(Move(notice_id=id_of(1), slot_id=NOON), key="m", at=NOW)
        await desk.submit(Cancel(notice_id=id_of(1)), key="x", at=NOW)
        await exchange.take_in(office.say(withdrawn(2)), at=NOW)
    told = [(each.topic, body(each).get("reason")) for each in await Reader(exchange).read()]
    assert told == [
        ("appointment.confirmed", None),
        ("appointment.confirmed", None),
        ("appointment.moved", None),
        ("appointment.cancelled", "resident"),
        ("appointment.cancelled", "notice-withdrawn"),
    ]


async def test_the_office_catches_up_after_days(exchange, booking_log):
    """Nobody fetched for long; then everything comes once, in the order it happened."""
    office = Reader(exchange)
    async with opened(booking_log) as desk:
        for person in (1, 2, 3):
            book = Book(notice_ids=(id_of(person),), slot_id=MORNING)
            await desk.submit(book, key=f"b{person}", at=NOW)
        assert len(await office.read()) == 3
        for number in range(700):
            person, slot_id = 1 + number % 3, (NOON, MORNING)[number // 3 % 2]
            move = Move(notice_id=id_of(person), slot_id=slot_id)
            await desk.submit(move, key=f"{number}", at=NOW)
    items = await office.read()
    assert [each.topic for each in items] == ["appointment.moved"] * 700
    assert await office.read() == []
    positions = [each.position for each in items]
    assert positions == sorted(set(positions))


async def test_a_batch_fetched_again_is_the_same(exchange, booking_log):
    async with opened(booking_log) as desk:
        await desk.submit(Book(notice_ids=(id_of(1),), slot_id=MORNING), key="b", at=NOW)
        first = await exchange.envelope_after(0)
        await desk.submit(Cancel(notice_id=id_of(1)), key="x", at=NOW)
        assert await exchange.envelope_after(0) == first
        assert await exchange_of(booking_log).envelope_after(0) == first


async def test_it_tells_no_number_and_no_birthday(exchange, booking_log):
    async with opened(booking_log) as desk:
        await desk.submit(Book(notice_ids=(id_of(1),), slot_id=MORNING), key="b", at=NOW)
    (item,) = await Reader(exchange).read()
    assert set(body(item)) <= {
        *("appointment_id", "party_id", "party_size", "reference", "venue_id"),
        *("starts_at", "minutes", "language", "needs", "channel"),
    }
