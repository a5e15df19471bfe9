"""The day of the visit between the zones: who is here, who is late, who waits, and the card."""

from datetime import timedelta

import pytest

from booking_web.queue.places import Queue
from booking_web.timetable.commands import AnnounceLate, Arrive, Book
from booking_web.timetable.facts.day import CardStatus
from issuance.ledger.batches import BatchRefusedError
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
from tests.booking_web.exchange.test_intake import refused
from tests.booking_web.exchange.test_outbox import Reader, body

LATER = MORNING_AT + timedelta(seconds=30)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
async def exchange(booking_log, office):
    exchange = exchange_of(booking_log)
    await exchange.take_in(office.say(venue(), places(3), released(1), released(2)), at=NOW)
    return exchange


@pytest.fixture
async def desk(booking_log, exchange):
    async with opened(booking_log) as desk:
        yield desk


async def book(desk):
    party = (id_of(1), id_of(2))
    return (await desk.submit(Book(notice_ids=party, slot_id=MORNING), key="b", at=NOW)).party_id


def queued(party_id, **other):
    right = {"ahead": 2, "called": False, "counter": "", "as_of": MORNING_AT}
    return ("visit.queued", party_id, right | other)


def card(person=1, **other):
    right = {"status": "posted", "since": MORNING_AT, "tracking_number": "12345678903"}
    return ("card.status", id_of(person), right | other)


async def test_who_is_here_and_who_is_late_is_told_once_for_each_of_the_party(exchange, desk):
    await book(desk)
    reader = Reader(exchange)
    await reader.read()
    for key in "lm":
        await desk.submit(AnnounceLate(notice_id=id_of(1), minutes=10), key=key, at=MORNING_AT)
        await desk.submit(Arrive(notice_id=id_of(2)), key=f"a{key}", at=MORNING_AT)
    items = await reader.read()
    assert [(each.topic, each.stream_id) for each in items] == [
        ("appointment.late-announced", id_of(1)),
        ("appointment.late-announced", id_of(2)),
        ("appointment.arrived", id_of(1)),
        ("appointment.arrived", id_of(2)),
    ]
    assert body(items[0])["minutes"] == 10


async def test_the_place_in_the_queue_is_shown_with_its_age(exchange, office, desk, booking_log):
    party_id, queue = await book(desk), Queue(booking_log)
    assert await queue.place_of(party_id) is None
    await exchange.take_in(office.say(queued(party_id)), at=NOW)
    place = await queue.place_of(party_id)
    assert place is not None
    assert (place.ahead, place.called, place.as_of) == (2, False, MORNING_AT)
    await exchange.hear(at=LATER)
    await exchange.hear(at=LATER + timedelta(seconds=5))
    heard = await queue.place_of(party_id)
    assert heard is not None
    assert heard.as_of == LATER  # what changes nothing for ten seconds is not written
    assert heard.is_stale(LATER + timedelta(minutes=3))
    called = queued(party_id, ahead=0, called=True, counter="A3", as_of=LATER)
    await exchange.take_in(office.say(called), at=NOW)
    place = await queue.place_of(party_id)
    assert place is not None
    assert (place.called, place.counter) == (True, "A3")


async def test_who_left_is_in_the_queue_no_more_and_yesterday_is_forgotten(
    exchange, office, desk, booking_log
):
    party_id, queue = await book(desk), Queue(booking_log)
    await exchange.take_in(office.say(queued(party_id), queued(id_of(2))), at=NOW)
    await exchange.take_in(office.say(("visit.left", party_id, {})), at=NOW)
    assert await queue.place_of(party_id) is None
    tomorrow = MORNING_AT + timedelta(days=1, minutes=1)
    await exchange.take_in(office.say(queued(party_id, as_of=tomorrow)), at=NOW)
    assert await queue.place_of(id_of(2)) is None


async def test_the_queue_leaves_no_fact(exchange, office, desk, booking_log):
    party_id, head = await book(desk), await booking_log.head()
    await exchange.take_in(office.say(queued(party_id)), at=NOW)
    assert await booking_log.head() == head


async def test_the_cards_status_is_noted_also_when_the_notice_is_done(exchange, office, desk):
    await book(desk)
    appointment = await desk.appointment(id_of(1))
    end = closed(1, appointment.appointment_id, "attended")
    await exchange.take_in(office.say(end, card(status="identity-done")), at=NOW)
    await exchange.take_in(office.say(withdrawn(1, "completed"), card()), at=NOW)
    told = (await desk.notice(id_of(1))).card
    assert told is not None
    assert (told.status, told.tracking_number) == (CardStatus.POSTED, "12345678903")


@pytest.mark.parametrize(
    "wrong",
    [
        queued(id_of(1), ahead=-1),
        queued(id_of(1), ahead=10**9),
        queued(id_of(1), counter="x" * 17),
        queued(id_of(1), name="山田"),
        queued(id_of(1), as_of="2026-11-27T10:00:00"),
        ("visit.left", id_of(1), {"party": 1}),
        card(status="lost-in-space"),
        card(tracking_number="1234 5678"),
        card(tracking_number="12345678901234"),
        card(address="江戸川区"),
    ],
)
async def test_what_was_not_agreed_on_is_refused_whole(exchange, office, booking_log, wrong):
    await refused(exchange, booking_log, office.say(card(2), wrong), "unreadable-item")


async def test_a_card_of_a_notice_nobody_knows_is_refused(exchange, office, booking_log):
    with pytest.raises(BatchRefusedError):
        await exchange.take_in(office.say(card(9)), at=NOW)
