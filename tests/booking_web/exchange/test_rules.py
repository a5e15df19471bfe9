"""Opening rules from the office: slots at once, used ones follow, who booked is asked to move."""

from dataclasses import replace
from functools import partial

import msgspec
import pytest

from booking_web.desk import Desk
from booking_web.refusals import SlotClosedError, SlotFullError, SlotUnknownError
from booking_web.timetable.commands import Book, Confirm, Hold, Move
from booking_web.timetable.facts import OpeningRulesSet
from booking_web.timetable.notices import Stage
from issuance.calendar.opening_rules import OpeningRules, VenueKind
from issuance.ledger.batches import BatchRefusedError
from tests.booking_web.desk.samples import NOW, VENUE, opened, taken, until
from tests.booking_web.exchange.samples import Office, exchange_of, id_of, places, released, venue
from tests.booking_web.timetable.rules import CLOSED, DAY, NINE, NINE_AT, TEN, rules, shorter

TARO, HANAKO = id_of(1), id_of(2)


def rules_set(by: OpeningRules):
    return ("rules.set", VENUE, {"rules": msgspec.to_builtins(by)})


@pytest.fixture
def exchange(booking_log):
    return exchange_of(booking_log)


@pytest.fixture
async def office(exchange) -> Office:
    """The venue opens by its rules, and three may book."""
    office = Office()
    said = [venue(), rules_set(rules()), *map(released, (1, 2, 3))]
    await exchange.take_in(office.say(*said), at=NOW)
    return office


@pytest.fixture
async def desk(office, booking_log):
    async with opened(booking_log) as desk:
        yield desk


async def book(desk: Desk, *people, slot=NINE):
    command = Book(notice_ids=people, slot_id=slot)
    return await desk.submit(command, key=f"book {people}", at=NOW)


async def topics(log, stream_id) -> list[str]:
    rows = await log.pool.fetch(
        "SELECT topic FROM ledger.stored_events WHERE originator_id = $1"
        " ORDER BY originator_version",
        stream_id,
    )
    return [row["topic"] for row in rows]


def shows(desk: Desk, *slots) -> bool:
    return [each.slot_id for each in desk.free_times(DAY, at=NOW)] == list(slots)


async def test_slots_are_there_without_any_fact_of_their_own(desk, booking_log):
    assert shows(desk, NINE, TEN)
    assert len(desk.free_days(at=NOW)) > 40
    assert await topics(booking_log, NINE) == []


async def test_the_first_booking_makes_the_slot_a_fact(desk, booking_log):
    await book(desk, TARO)
    assert await topics(booking_log, NINE) == ["slot.offered", "slot.places-taken"]
    assert await taken(booking_log, NINE) == 1
    assert [each.free for each in desk.free_times(DAY, at=NOW)] == [1, 2]


async def test_another_worker_finds_it_so(desk, booking_log):
    await book(desk, TARO)
    async with opened(booking_log) as other:
        assert [each.free for each in other.free_times(DAY, at=NOW)] == [1, 2]
        await book(other, HANAKO)
    await until(partial(_is_full, desk))


def _is_full(desk: Desk) -> bool:
    slot = desk.slot(NINE, at=NOW)
    return slot is not None and slot.free == 0


async def test_closing_asks_who_booked_to_move_and_takes_no_more(
    desk, exchange, office, booking_log
):
    await book(desk, TARO, slot=TEN)
    await exchange.take_in(office.say(rules_set(shorter())), at=NOW)
    await exchange.take_in(office.say(rules_set(shorter())), at=NOW)
    assert (await topics(booking_log, TARO)).count("appointment.move-asked") == 1
    with pytest.raises(SlotClosedError):
        await book(desk, HANAKO, slot=TEN)
    booked = await desk.vouched_appointment(TARO)
    assert booked is not None
    assert (booked.stage, booked.move_asked) == (Stage.CONFIRMED, True)
    await until(partial(shows, desk, NINE))
    await desk.submit(Move(notice_id=TARO, slot_id=NINE), key="m", at=NOW)
    moved = await desk.appointment(TARO)
    assert moved is not None
    assert not moved.move_asked


async def test_one_who_held_first_is_asked_too(desk, exchange, office, booking_log):
    await desk.submit(Hold(notice_ids=(TARO,), slot_id=NINE), key="h", at=NOW)
    await desk.submit(Confirm(notice_id=TARO), key="c", at=NOW)
    await exchange.take_in(office.say(rules_set(CLOSED)), at=NOW)
    assert (await topics(booking_log, TARO))[-1] == "appointment.move-asked"


async def test_the_offices_own_word_brings_a_closed_time_back(desk, exchange, office, booking_log):
    await book(desk, TARO)
    await exchange.take_in(office.say(rules_set(CLOSED)), at=NOW)
    offered = places(4, NINE_AT, DAY.isoformat())
    await exchange.take_in(office.say(offered), at=NOW)
    assert (await topics(booking_log, TARO))[-1] == "appointment.stands"
    await book(desk, HANAKO)
    assert await taken(booking_log, NINE) == 2


async def test_the_offices_own_word_may_have_another_length_than_the_rules(
    desk, exchange, office, booking_log
):
    await book(desk, TARO)
    await exchange.take_in(office.say(places(4, NINE_AT, DAY.isoformat())), at=NOW)
    assert (await book(desk, HANAKO)).minutes == 10


async def test_more_counters_are_more_places(desk, exchange, office, booking_log):
    await book(desk, TARO, HANAKO)
    await exchange.take_in(office.say(rules_set(rules(counters=3))), at=NOW)
    await book(desk, id_of(3))
    assert await taken(booking_log, NINE) == 3


async def test_a_venue_says_its_kind(desk, exchange, office):
    topic, venue_id, body = venue()
    await exchange.take_in(office.say((topic, venue_id, {**body, "kind": "mobile"})), at=NOW)
    await until(lambda: desk.venues()[0].kind is VenueKind.MOBILE)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"rules": {"rules": [{}]}},
        {"rules": msgspec.to_builtins(rules(minutes=0))},
        {"rules": msgspec.to_builtins(rules(minutes=10**9))},
        {"rules": msgspec.to_builtins(rules(overbooking_percent=99_999))},
        {"rules": {**msgspec.to_builtins(rules()), "closed_on": ["never"]}},
    ],
)
async def test_rules_nobody_can_keep_are_refused(exchange, office, booking_log, body):
    with pytest.raises(BatchRefusedError):
        await exchange.take_in(office.say(("rules.set", VENUE, body)), at=NOW)


async def test_rules_of_a_venue_nobody_announced_are_refused(exchange, office):
    unknown = rules_set(rules())
    with pytest.raises(BatchRefusedError):
        await exchange.take_in(office.say((unknown[0], id_of(9), unknown[2])), at=NOW)


async def test_what_is_stored_is_what_was_said(office, booking_log):
    (said,) = [
        each.fact for each in await booking_log.follow(0) if isinstance(each.fact, OpeningRulesSet)
    ]
    assert said == OpeningRulesSet(rules=rules())
    assert said != OpeningRulesSet(rules=replace(rules(), closed_on=(DAY,)))


async def test_rules_changed_while_a_batch_was_being_decided_hold_for_it(
    desk, exchange, office, booking_log
):
    """The other desk has not read the news when it decides; storing decides anew."""
    late = rules_set(rules(counters=1))
    async with opened(booking_log) as other:
        await exchange.take_in(office.say(late), at=NOW)
        first = await book(other, TARO)
        with pytest.raises(SlotFullError):
            await book(other, HANAKO)
    assert first.slot_id == NINE
    places = await booking_log.pool.fetchval(
        "SELECT places FROM booking.slot_places WHERE slot_id = $1", NINE
    )
    assert places == 1


async def test_slots_withdrawn_while_a_batch_was_being_decided_are_not_booked(
    desk, exchange, office, booking_log
):
    async with opened(booking_log) as other:
        await exchange.take_in(office.say(rules_set(CLOSED)), at=NOW)
        with pytest.raises(SlotUnknownError):
            await book(other, TARO)
    assert await topics(booking_log, NINE) == []
