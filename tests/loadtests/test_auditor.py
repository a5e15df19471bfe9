"""The auditor finds each fault that is planted in an honest log, and what clients were lied."""

import asyncio
from collections.abc import Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from booking_web.desk.snapshot import keep_snapshot
from booking_web.letters.reader import Reader
from booking_web.timetable.facts import AppointmentClosed, VisitOutcome
from booking_web.timetable.facts.day import CardStatus, CardStatusTold
from booking_web.timetable.timetable import CONCERNED, Timetable
from infra.postgres.zones import BOOKING
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import PostgresLog
from loadtests import auditor
from loadtests.auditor import Told, judge, logs
from tests.booking_web.desk.samples import notice_of
from tests.loadtests.crowd import STARTS
from tests.loadtests.faults import in_database, in_desk, in_log, in_rules, in_tables, in_turns
from tests.loadtests.run import run
from tests.support.postgres import PASSWORD, fresh_database, pool

PLANTED = (*in_log.FAULTS, *in_tables.FAULTS)
OPEN_ROOM = "SELECT booking.open_waiting_room('opening', $1, $2, 600, 120, 5)"
STEP_UP = "SELECT booking.step_up($1, $2, $3)"
WHO_MOVED = """SELECT * FROM (
    SELECT DISTINCT ON (notice_id) notice_id, originator_version,
      (convert_from(state, 'UTF8')::jsonb -> 'fact' ->> 'appointment_id')::uuid,
      topic = 'appointment.moved' AS moved
    FROM booking.contacts JOIN ledger.stored_events ON originator_id = notice_id
    ORDER BY notice_id, originator_version DESC) AS last
  WHERE moved"""
CHECKS = Path(auditor.__file__).parent
KNOWN_BY_CLIENTS = {"refused_and_booked"}
"""Broken by what clients were told, not by the log; see below."""


@pytest.fixture(scope="module")
def honest(postgres) -> Iterator[tuple[str, list[Told], int]]:
    """A database a crowd came to: its owner's DSN, the journal, where the log stood before."""
    with asyncio.Runner() as runner:
        made = fresh_database(postgres, BOOKING)
        database = runner.run(made.__aenter__())
        told, since = runner.run(_rush(database.access.as_role(BOOKING.app, PASSWORD)))
        yield database.access.dsn, told, since
        runner.run(made.__aexit__(None, None, None))


async def _rush(access) -> tuple[list[Told], int]:
    """Afterwards letters are written, and a desk keeps how the slots stand."""
    async with pool(access) as here, pool(access) as there:
        log = PostgresLog(here)
        came = await run(log, PostgresLog(there))
        await _here_and_posted(log)
        await _queued(here)
        await Reader(log, keep=timedelta(days=7)).catch_up()
        timetable = Timetable()
        timetable.apply(await log.topics_until(await log.head(), CONCERNED))
        await keep_snapshot(log, timetable)
        return came


async def _here_and_posted(log: PostgresLog) -> None:
    """Who wants letters and moved was at the office, and the card went to the post."""
    [(notice, version, appointment, _)] = await log.pool.fetch(WHO_MOVED)
    at = STARTS[-1] + timedelta(hours=1)
    closed = AppointmentClosed(appointment_id=appointment, outcome=VisitOutcome.ATTENDED)
    posted = CardStatusTold(status=CardStatus.POSTED, since=at, tracking_number="34567890125")
    async with log.transaction() as tx:
        await tx.append(
            [
                Recorded(stream_id=notice, version=version + nth, at=at, by="office", fact=each)
                for nth, each in enumerate((closed, posted), start=1)
            ]
        )


async def _queued(here: asyncpg.Pool) -> None:
    """Nine gather in a waiting room, four are called, three of them come."""
    opens_at = STARTS[0] - timedelta(days=10)
    room = await here.fetchval(OPEN_ROOM, opens_at - timedelta(minutes=5), opens_at)
    people = [notice_of(number) for number in range(9)]
    await here.execute(STEP_UP, room, people, opens_at - timedelta(minutes=1))
    await here.execute("SELECT booking.draw_places($1, $2)", room, opens_at)
    await here.execute(
        "SELECT booking.call_places($1, $2, 4, 0, 5, 0, false, false)", room, opens_at
    )
    first = "SELECT ticket_id FROM booking.waiting_tickets WHERE room_id = $1 AND place < 4"
    called = [each["ticket_id"] for each in await here.fetch(first, room)]
    await here.execute(STEP_UP, room, called, opens_at)


@asynccontextmanager
async def planted(dsn, statement):
    """A connection that sees the fault; nobody else ever does."""
    connection = await asyncpg.connect(dsn)
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(statement)
        yield connection
    finally:
        await transaction.rollback()
        await connection.close()


async def broken(dsn, told, since, statement="SELECT") -> set[str]:
    async with planted(dsn, statement) as connection:
        findings = await judge(connection, told, since, log="booking")
    return {each.name for each in findings if not each.holds}


async def test_an_honest_log_is_found_honest(honest):
    dsn, told, since = honest
    assert await broken(dsn, told, since) == set()


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.name)
async def test_a_planted_fault_is_found(honest, fault):
    dsn, told, since = honest
    assert fault.caught_by in await broken(dsn, told, since, fault.sql)


async def test_who_was_told_a_lie_is_found(honest):
    dsn, told, since = honest
    served = next(each for each in told if each.outcome == "confirmed")
    mine = [each for each in told if each.key != served.key]
    lied = [*mine, served._replace(outcome="taken")]
    assert "refused_and_booked" in await broken(dsn, lied, since)


async def test_without_clients_the_log_alone_is_judged(honest):
    dsn, _, _ = honest
    assert await broken(dsn, [], None) == set()


def test_each_check_has_a_fault_that_breaks_it():
    faults = (*PLANTED, *in_database.FAULTS, *in_desk.FAULTS, *in_rules.FAULTS, *in_turns.FAULTS)
    checks = {path.stem for log in ("ledger", "booking") for path in CHECKS.glob(f"{log}/checks/*")}
    assert checks == {each.caught_by for each in faults} | KNOWN_BY_CLIENTS


def test_each_check_says_first_what_must_hold():
    for path in CHECKS.glob("*/checks/*.sql"):
        rule, _ = path.read_text(encoding="utf-8").split("\n", 1)
        assert rule.startswith("-- "), path.stem
    assert "booking" in logs()
