"""What the office brings: applied whole and once, or refused with nothing applied."""

import asyncio
from functools import partial

import pytest

from booking_web.desk import Desk
from booking_web.refusals import (
    DeskAwayError,
    NoticeDoneError,
    NoticeWithdrawnError,
    SlotFullError,
)
from booking_web.timetable.commands import Book
from booking_web.timetable.notices import appointment_id_of
from issuance.ledger.batches import BatchRefusedError
from tests.booking_web.desk.samples import MORNING, NOW, free, opened, until
from tests.booking_web.desk.wire import wired_log
from tests.booking_web.exchange.samples import (
    BOOKING_KEY,
    Office,
    closed,
    exchange_of,
    id_of,
    number_of,
    places,
    released,
    venue,
    withdrawn,
)


@pytest.fixture
def exchange(booking_log):
    return exchange_of(booking_log)


@pytest.fixture
def office() -> Office:
    return Office()


async def everything(log) -> list[tuple[object, ...]]:
    """All that is stored, but for what was asked and answered."""
    tables = ["ledger.stored_events", "exchange.received_batches"]
    tables += ["booking.notices", "booking.slot_places"]
    return [tuple(row) for each in tables for row in await log.pool.fetch(f"TABLE {each}")]


async def refused(exchange, log, data: bytes, reason: str) -> None:
    before = await everything(log)
    with pytest.raises(BatchRefusedError) as refusal:
        await exchange.take_in(data, at=NOW)
    assert refusal.value.reason == reason
    assert await everything(log) == before


async def test_venue_places_and_notices_can_be_booked(exchange, office, booking_log):
    data = office.say(venue(), places(3), released(1))
    assert await exchange.take_in(data, at=NOW) == 1
    assert await exchange.last_taken_in() == 1
    async with opened(booking_log) as desk:
        assert free(desk) == 3
        await desk.submit(Book(notice_ids=(id_of(1),), slot_id=MORNING), key="a", at=NOW)


async def test_more_and_fewer_places(exchange, office, booking_log):
    await exchange.take_in(office.say(venue(), places(1), released(1)), at=NOW)
    async with opened(booking_log) as desk:
        await desk.submit(Book(notice_ids=(id_of(1),), slot_id=MORNING), key="a", at=NOW)
        for offered, left in ((4, 3), (4, 3), (0, 0), (2, 1)):
            await exchange.take_in(office.say(places(offered)), at=NOW)
            await until(partial(_shows, desk, left))


def _shows(desk: Desk, places: int) -> bool:
    return free(desk) == places


async def test_a_withdrawal_cancels_the_appointment_and_frees_its_place(
    exchange, office, booking_log
):
    await exchange.take_in(office.say(venue(), places(2), released(1), released(2)), at=NOW)
    async with opened(booking_log) as desk:
        party = (id_of(1), id_of(2))
        await desk.submit(Book(notice_ids=party, slot_id=MORNING), key="a", at=NOW)
        await exchange.take_in(office.say(withdrawn(1)), at=NOW)
        assert await desk.appointment(id_of(1)) is None
        assert await desk.appointment(id_of(2)) is not None
        with pytest.raises(NoticeWithdrawnError):
            await desk.submit(Book(notice_ids=party[:1], slot_id=MORNING), key="b", at=NOW)
        assert free(desk) == 1
    row = await booking_log.pool.fetchrow(
        "SELECT withdrawn FROM booking.notices WHERE notice_id = $1", id_of(1)
    )
    assert row["withdrawn"] == "voided"


async def test_after_a_no_show_one_may_book_again_after_the_visit_not(
    exchange, office, booking_log
):
    await exchange.take_in(office.say(venue(), places(3), released(1)), at=NOW)
    first, second = (appointment_id_of(id_of(1), number) for number in (0, 1))
    book = Book(notice_ids=(id_of(1),), slot_id=MORNING)
    async with opened(booking_log) as desk:
        await desk.submit(book, key="a", at=NOW)
        await exchange.take_in(office.say(closed(1, first, "no-show")), at=NOW)
        await desk.submit(book, key="b", at=NOW)
        await exchange.take_in(office.say(closed(1, second, "attended")), at=NOW)
        with pytest.raises(NoticeDoneError):
            await desk.submit(book, key="c", at=NOW)


async def test_what_crosses_on_the_way_is_taken_as_it_is(exchange, office, booking_log):
    """The office closes an appointment that was cancelled here meanwhile."""
    await exchange.take_in(office.say(venue(), places(3), released(1)), at=NOW)
    first = appointment_id_of(id_of(1), 0)
    async with opened(booking_log) as desk:
        book = Book(notice_ids=(id_of(1),), slot_id=MORNING)
        await desk.submit(book, key="a", at=NOW)
    await exchange.take_in(office.say(withdrawn(1)), at=NOW)
    assert await exchange.take_in(office.say(closed(1, first, "attended")), at=NOW) == 3


async def test_replayed(exchange, office, booking_log):
    data = office.say(venue())
    await exchange.take_in(data, at=NOW)
    await refused(exchange, booking_log, data, "replayed")


async def test_reordered_or_with_a_gap(exchange, office, booking_log):
    first, second = office.say(venue()), office.say(places(1))
    await refused(exchange, booking_log, second, "gap")
    await exchange.take_in(first, at=NOW)
    assert await exchange.take_in(second, at=NOW) == 2


async def test_cut_or_changed_anywhere(exchange, office, booking_log):
    data = office.say(venue(), places(3))
    for length in (0, 1, len(data) // 2, len(data) - 1):
        await refused(exchange, booking_log, data[:length], "unreadable")
    changed = data[:40] + bytes([data[40] ^ 1]) + data[41:]
    with pytest.raises(BatchRefusedError):
        await exchange.take_in(changed, at=NOW)
    assert await everything(booking_log) == []


async def test_signed_by_another_key(exchange, office, booking_log):
    await refused(exchange, booking_log, office.say(venue(), key=BOOKING_KEY), "signature")


async def test_from_another_sender(exchange, office, booking_log):
    await refused(exchange, booking_log, office.say(venue(), sender="booking"), "sender")


async def test_of_another_chain(exchange, office, booking_log):
    await exchange.take_in(office.say(venue()), at=NOW)
    await refused(exchange, booking_log, office.say(places(1), previous=bytes(32)), "chain")


NOT_UNDERSTOOD = {
    "unknown topic": (("notice.lost", id_of(1), {}), "unknown-topic"),
    "unknown venue": (("places.offered", id_of(9), places(1)[2]), "unknown-venue"),
    "unknown notice withdrawn": (withdrawn(7), "notice-unknown"),
    "unknown notice closed": (closed(7, id_of(7), "attended"), "unknown-appointment"),
    "unknown appointment": (closed(1, id_of(7), "attended"), "unknown-appointment"),
    "unknown reason": (withdrawn(1, "lost"), "unreadable-item"),
    "another day": (places(1, day="2026-11-28"), "unreadable-item"),
    "fewer than no places": (places(-1), "unreadable-item"),
    "more said than agreed": (
        ("notice.withdrawn", id_of(1), {"reason": "voided", "name": "x"}),
        "unreadable-item",
    ),
    "a mistyped number": (
        ("notice.released", id_of(3), released(3)[2] | {"number": "22222222222A"}),
        "number-invalid",
    ),
    "a check of another length": (
        ("notice.released", id_of(3), released(3)[2] | {"birthday_check": "AAAA"}),
        "unreadable-item",
    ),
    "the number of another notice": (
        ("notice.released", id_of(3), released(1)[2]),
        "number-taken",
    ),
    "another number for the notice": (
        ("notice.released", id_of(1), released(3)[2]),
        "number-taken",
    ),
}


@pytest.mark.parametrize("case", NOT_UNDERSTOOD)
async def test_what_is_not_understood_refuses_the_whole_batch(case, exchange, office, booking_log):
    said, reason = NOT_UNDERSTOOD[case]
    await exchange.take_in(office.say(venue(), places(2), released(1)), at=NOW)
    bad = office.say(released(2), places(5), said, withdrawn(1))
    await refused(exchange, booking_log, bad, reason)
    assert (
        await booking_log.pool.fetchval(
            "SELECT count(*) FROM booking.notices WHERE number = $1", number_of(2)
        )
        == 0
    )


async def test_a_batch_whose_answer_was_lost_was_applied_once(
    exchange, office, booking_log, booking_access
):
    data = office.say(venue(), places(3), released(1))
    async with wired_log(booking_access) as (wire, log):
        wire.cut_after_commits = 1
        with pytest.raises(DeskAwayError):
            await exchange_of(log).take_in(data, at=NOW)
    assert await exchange.last_taken_in() == 1
    await refused(exchange, booking_log, data, "replayed")


@pytest.mark.parametrize("pause", [0.0, 0.002, 0.005, 0.01, 0.02])
async def test_given_up_half_way_nothing_is_applied_or_all(pause, exchange, office, booking_log):
    data = office.say(venue(), places(3), *(released(each) for each in range(1, 50)))
    taking = asyncio.create_task(exchange.take_in(data, at=NOW))
    await asyncio.sleep(pause)
    taking.cancel()
    await asyncio.gather(taking, return_exceptions=True)
    if await exchange.last_taken_in() == 0:
        assert await everything(booking_log) == []
        await exchange.take_in(data, at=NOW)
    assert await booking_log.pool.fetchval("SELECT count(*) FROM booking.notices") == 49
    assert await booking_log.head() == 1 + 1 + 49


async def test_the_same_batch_brought_twice_at_once_is_applied_once(exchange, office, booking_log):
    data = office.say(venue(), places(3), released(1))
    answers = await asyncio.gather(
        *(exchange.take_in(data, at=NOW) for _ in range(5)), return_exceptions=True
    )
    assert [each for each in answers if isinstance(each, int)] == [1]
    reasons = {each.reason for each in answers if isinstance(each, BatchRefusedError)}
    assert reasons == {"replayed"}


async def test_taken_in_while_people_book(exchange, office, booking_log):
    """Batches and bookings share the lock; neither loses the other's places."""
    people = range(1, 31)
    await exchange.take_in(
        office.say(venue(), places(1), *(released(each) for each in people)), at=NOW
    )

    async def bring() -> None:
        for count in range(2, 22):
            await exchange.take_in(office.say(places(count)), at=NOW)

    async with opened(booking_log) as desk:
        bringing = asyncio.create_task(bring())

        async def persist(person: int) -> bool:
            book = Book(notice_ids=(id_of(person),), slot_id=MORNING)
            while True:
                all_brought = bringing.done()
                try:
                    await desk.submit(book, key=str(person), at=NOW)
                except SlotFullError:
                    if all_brought:
                        return False
                    await asyncio.sleep(0.01)
                else:
                    return True

        served = await asyncio.gather(*(persist(each) for each in people))
    row = await booking_log.pool.fetchrow(
        "SELECT places, taken FROM booking.slot_places WHERE slot_id = $1", MORNING
    )
    assert (row["places"], row["taken"]) == (21, 21)
    assert sum(served) == 21
