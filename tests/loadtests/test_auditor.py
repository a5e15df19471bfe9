"""The auditor finds nothing in an honest log, and each fault that is planted in one."""

import asyncio
from datetime import timedelta

import pytest

from booking_web.refusals import SlotFullError
from booking_web.timetable.commands import Book, Cancel, Hold
from loadtests.auditor import Told, audit
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
        "places_exceeded",
    ),
    "a place freed that nobody had": (
        COPY.format(
            place=FIRST.format("slot.places-freed"),
            state="""convert_to(replace(convert_from(state, 'UTF8'), '"count":1', '"count":9'),
              'UTF8')""",
        ),
        "places_below_none",
    ),
    "a slot without its first fact": (
        "DELETE FROM ledger.stored_events WHERE topic = 'slot.offered'",
        "never_offered",
    ),
    "booked twice": (COPY.format(place=CONFIRMED, state="state"), "booked_twice"),
    "booked without a place": (
        """DELETE FROM ledger.stored_events
           WHERE topic IN ('slot.places-taken', 'slot.places-kept')""",
        "places_and_people",
    ),
    "a fact is gone": (
        "DELETE FROM ledger.stored_events WHERE originator_version = 2 AND topic LIKE 'slot.%'",
        "gap_in_stream",
    ),
    "the order of two facts is changed": (
        """UPDATE ledger.stored_events SET notification_id = -notification_id
           WHERE topic = 'appointment.confirmed'""",
        "reordered",
    ),
    "the table of places says something else": (
        "UPDATE booking.slot_places SET taken = taken - 1 WHERE taken > 0",
        "table_of_places",
    ),
    "an acknowledged booking is lost": (
        "DELETE FROM ledger.stored_events WHERE topic = 'appointment.confirmed'",
        "acknowledged_and_lost",
    ),
    "a booking that nobody asked for": (
        """UPDATE ledger.stored_events SET originator_id = gen_random_uuid()
           WHERE topic = 'appointment.confirmed'""",
        "booked_unasked",
    ),
}


async def rush(log) -> list[Told]:
    """Some book at once, some hold and let go, some cancel; what each was told."""
    async with opened(log) as desk:

        async def come(number: int) -> Told:
            notice, slot = notice_of(number), (MORNING, NOON)[number % 2]
            book = Book(notice_ids=(notice,), slot_id=slot)
            try:
                await desk.submit(book, key=str(number), at=NOW)
            except SlotFullError:
                return told(notice, slot, str(number), "taken")
            return told(notice, slot, str(number), "confirmed")

        await desk.submit(Hold(notice_ids=(notice_of(90),), slot_id=NOON), key="h", at=NOW)
        await desk.submit(Cancel(notice_id=notice_of(90)), key="c", at=NOW)
        answers = await asyncio.gather(*(come(number) for number in range(PEOPLE)))
        left = next(each for each in answers if each.outcome == "confirmed")
        await desk.submit(Cancel(notice_id=left.notice), key="cancel", at=NOW)
    return [*answers, told(left.notice, left.slot, "cancel", "cancelled", seconds=2)]


def told(notice, slot, key, outcome, seconds=0) -> Told:
    """Asked at that second, answered a second later."""
    began = NOW + timedelta(seconds=seconds)
    asked = "cancel" if outcome == "cancelled" else "book"
    return Told(notice, slot, key, outcome, began + timedelta(seconds=1), asked, began)


@pytest.fixture
async def rushed(booking_log):
    await open_ward(booking_log, places=PLACES, notices=100)
    since = await booking_log.head()
    return await rush(booking_log), since


async def broken(dsn, answers, since) -> set[str]:
    return {each.name for each in await audit(dsn, answers, since) if not each.holds}


async def test_an_honest_log_is_found_honest(rushed, booking_admin):
    answers, since = rushed
    assert {each.outcome for each in answers} == {"confirmed", "taken", "cancelled"}
    assert await broken(booking_admin.dsn, answers, since) == set()


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_planted_fault_is_found(rushed, booking_admin, booking_owner_db, fault):
    answers, since = rushed
    statement, check = FAULTS[fault]
    await booking_owner_db.execute(statement)
    assert check in await broken(booking_admin.dsn, answers, since)


async def test_who_was_told_a_lie_is_found(rushed, booking_admin):
    (first, *rest), since = rushed
    lied = [first._replace(outcome="taken"), *rest]
    assert "refused_and_booked" in await broken(booking_admin.dsn, lied, since)


async def test_without_clients_the_log_alone_is_judged(rushed, booking_admin):
    assert await broken(booking_admin.dsn, [], None) == set()
