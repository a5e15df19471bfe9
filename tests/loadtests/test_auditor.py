"""The auditor finds nothing in an honest log, and each fault that is planted in one."""

import asyncio
from uuid import UUID

import pytest

from booking_web.timetable.commands import Book, Cancel, Hold
from booking_web.timetable.outcomes import Outcome
from loadtests.auditor import audit
from tests.booking_web.desk.samples import MORNING, NOON, NOW, notice_of, open_ward, opened

PEOPLE, PLACES = 12, 4
FIRST = "(SELECT min(notification_id) FROM ledger.stored_events WHERE topic = '{}')"
CONFIRMED = FIRST.format("appointment.confirmed").replace("min", "max")
COPY = """INSERT INTO ledger.stored_events (originator_id, originator_version, topic, state)
  SELECT originator_id, (SELECT max(originator_version) + 1 FROM ledger.stored_events AS s
    WHERE s.originator_id = e.originator_id), topic, {state} FROM ledger.stored_events AS e
  WHERE notification_id = {place}"""
FAULTS = {
    "one place more than there are": (
        COPY.format(place=FIRST.format("slot.places-taken"), state="state")
        + ";"
        + COPY.format(place=FIRST.format("slot.places-taken"), state="state"),
        "01_places_exceeded",
    ),
    "a place freed that nobody had": (
        COPY.format(
            place=FIRST.format("slot.places-freed"),
            state="""convert_to(replace(convert_from(state, 'UTF8'), '"count":1', '"count":9'),
              'UTF8')""",
        ),
        "02_places_below_none",
    ),
    "a slot without its first fact": (
        "DELETE FROM ledger.stored_events WHERE topic = 'slot.offered'",
        "03_never_offered",
    ),
    "booked twice": (COPY.format(place=CONFIRMED, state="state"), "04_booked_twice"),
    "booked without a place": (
        """DELETE FROM ledger.stored_events
           WHERE topic IN ('slot.places-taken', 'slot.places-kept')""",
        "05_without_places",
    ),
    "a fact is gone": (
        "DELETE FROM ledger.stored_events WHERE originator_version = 2 AND topic LIKE 'slot.%'",
        "06_gap_in_stream",
    ),
    "the order of two facts is changed": (
        """UPDATE ledger.stored_events SET notification_id = -notification_id
           WHERE topic = 'appointment.confirmed'""",
        "07_reordered",
    ),
    "the table of places says something else": (
        "UPDATE booking.slot_places SET taken = taken - 1 WHERE taken > 0",
        "08_table_of_places",
    ),
    "an acknowledged booking is lost": (
        "DELETE FROM ledger.stored_events WHERE topic = 'appointment.confirmed'",
        "09_acknowledged_and_lost",
    ),
    "a booking that nobody asked for": (
        """UPDATE ledger.stored_events SET originator_id = gen_random_uuid()
           WHERE topic = 'appointment.confirmed'""",
        "10_booked_unasked",
    ),
}


async def rush(log) -> list[tuple[UUID, UUID, str]]:
    """Some book at once, some hold and let go, some cancel; what each was told."""
    async with opened(log) as desk:

        async def come(number: int) -> tuple[UUID, UUID, str]:
            notice, slot = notice_of(number), (MORNING, NOON)[number % 2]
            book = Book(notice_ids=(notice,), slot_id=slot)
            try:
                answer = await desk.submit(book, key=str(number), at=NOW)
            except Exception:  # noqa: BLE001 - full is full
                return notice, slot, "taken"
            assert isinstance(answer, Outcome)
            return notice, slot, "confirmed"

        await desk.submit(Hold(notice_ids=(notice_of(90),), slot_id=NOON), key="h", at=NOW)
        await desk.submit(Cancel(notice_id=notice_of(90)), key="c", at=NOW)
        told = await asyncio.gather(*(come(number) for number in range(PEOPLE)))
        left = next(notice for notice, _, outcome in told if outcome == "confirmed")
        await desk.submit(Cancel(notice_id=left), key="cancel", at=NOW)
    return list(told)


@pytest.fixture
async def rushed(booking_log):
    await open_ward(booking_log, places=PLACES, notices=100)
    since = await booking_log.head()
    return await rush(booking_log), since


async def broken(dsn, told, since) -> set[str]:
    return {each.name for each in await audit(dsn, told, since) if not each.holds}


async def test_an_honest_log_is_found_honest(rushed, booking_admin):
    told, since = rushed
    assert {outcome for *_, outcome in told} == {"confirmed", "taken"}
    assert await broken(booking_admin.dsn, told, since) == set()


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_planted_fault_is_found(rushed, booking_admin, booking_owner_db, fault):
    told, since = rushed
    statement, check = FAULTS[fault]
    await booking_owner_db.execute(statement)
    assert check in await broken(booking_admin.dsn, told, since)


async def test_who_was_told_a_lie_is_found(rushed, booking_admin):
    (first, *rest), since = rushed
    lied = [(*first[:2], "taken"), *rest]
    assert "11_refused_and_booked" in await broken(booking_admin.dsn, lied, since)


async def test_without_clients_the_log_alone_is_judged(rushed, booking_admin):
    assert await broken(booking_admin.dsn, [], None) == set()
