"""Three places and two hundred who want them, through two desks: never overbooked."""

import asyncio

import asyncpg
import pytest

from booking_web.desk import Desk
from booking_web.refusals import SlotFullError
from booking_web.timetable.commands import Book, Hold
from booking_web.timetable.outcomes import Outcome
from issuance.ledger.postgres import PostgresLog
from tests.booking_web.desk.samples import MORNING, NOW, notice_of, open_ward, opened
from tests.support.postgres import pool

WANTED, PLACES = 200, 3

# Every guard taken away: no lock, no check of the stream's place, no primary key, no CHECK.
CARELESS = """
ALTER TABLE ledger.stored_events DROP CONSTRAINT stored_events_pkey;
ALTER TABLE booking.slot_places DROP CONSTRAINT never_overbooked;
CREATE OR REPLACE FUNCTION ledger.take_lock() RETURNS void LANGUAGE sql AS 'SELECT';
CREATE OR REPLACE FUNCTION ledger.append_facts(
  streams uuid[], versions bigint[], topics text[], states bytea[]
) RETURNS bigint[] LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_temp AS $$
  SELECT pg_sleep(0.2);
  WITH appended AS (
    INSERT INTO stored_events (originator_id, originator_version, topic, state)
    SELECT * FROM unnest(streams, versions, topics, states) RETURNING notification_id
  )
  SELECT array_agg(notification_id ORDER BY notification_id) FROM appended;
$$;
"""


async def rush(desks: list[Desk], make: type[Book] | type[Hold]) -> list[Outcome]:
    answers = await asyncio.gather(
        *(
            desks[number % len(desks)].submit(
                make(notice_ids=(notice_of(number),), slot_id=MORNING), key=str(number), at=NOW
            )
            for number in range(WANTED)
        ),
        return_exceptions=True,
    )
    served = [each for each in answers if isinstance(each, Outcome)]
    refused = [each for each in answers if isinstance(each, SlotFullError)]
    assert len(served) + len(refused) == WANTED
    return served


async def booked_in_the_log(db: asyncpg.Pool) -> int:
    """Counted by nothing of ours: the stored facts themselves."""
    booked: int = await db.fetchval(
        "SELECT count(*) FROM ledger.stored_events"
        " WHERE topic IN ('appointment.confirmed', 'appointment.held')"
    )
    return booked


@pytest.mark.parametrize("make", [Book, Hold])
async def test_exactly_the_places_there_are(make, booking_log, booking_access, booking_owner_db):
    await open_ward(booking_log, places=PLACES, notices=WANTED)
    async with (
        pool(booking_access) as second,
        opened(booking_log) as here,
        opened(PostgresLog(second)) as there,
    ):
        assert len(await rush([here, there], make)) == PLACES
    assert await booked_in_the_log(booking_owner_db) == PLACES


async def test_without_the_guards_the_race_is_lost(booking_log, booking_access, booking_owner_db):
    """The control: the same desks oversell when nothing holds them back."""
    await open_ward(booking_log, places=PLACES, notices=WANTED)
    await booking_owner_db.execute(CARELESS)
    async with (
        pool(booking_access) as second,
        opened(booking_log) as here,
        opened(PostgresLog(second)) as there,
    ):
        assert len(await rush([here, there], Book)) > PLACES
    assert await booked_in_the_log(booking_owner_db) > PLACES


@pytest.mark.parametrize("guard", ["stream", "check"])
async def test_without_the_lock_each_other_guard_holds_alone(
    guard, booking_log, booking_access, booking_owner_db
):
    """A stale writer is stopped by the stream's version, and by the CHECK, each by itself."""
    await open_ward(booking_log, places=PLACES, notices=WANTED)
    kept = {
        "stream": "ALTER TABLE ledger.stored_events DROP CONSTRAINT stored_events_pkey;",
        "check": "ALTER TABLE booking.slot_places DROP CONSTRAINT never_overbooked;",
    }
    await booking_owner_db.execute(CARELESS.replace(kept[guard], ""))
    async with (
        pool(booking_access) as second,
        opened(booking_log) as here,
        opened(PostgresLog(second)) as there,
    ):
        assert len(await rush([here, there], Book)) == PLACES
    assert await booked_in_the_log(booking_owner_db) == PLACES
