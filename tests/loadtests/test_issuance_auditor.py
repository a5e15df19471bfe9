"""The auditor finds nothing in an honest log of the office, and each fault planted in one."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from issuance.cases.state import Stage
from issuance.ledger.facts import form_of
from issuance.read_models import cases
from loadtests import auditor
from loadtests.auditor import Told, audit
from tests.issuance.application.house import STATION, House

PEOPLE = (1, 2)
AT = datetime(2026, 11, 24, tzinfo=UTC)
AGAIN = """INSERT INTO ledger.stored_events (originator_id, originator_version, topic, state)
  SELECT originator_id, (SELECT max(originator_version) + 1 FROM ledger.stored_events AS s
    WHERE s.originator_id = e.originator_id), topic, state FROM ledger.stored_events AS e
  WHERE topic = '{}' LIMIT 1"""
GONE = "DELETE FROM ledger.stored_events WHERE topic = '{}'"
ELSEWHERE = """UPDATE ledger.stored_events SET state = convert_to(
  replace(convert_from(state, 'UTF8'), '"S1"', '"S2"'), 'UTF8') WHERE topic = '{}'"""
SYSTEM = """INSERT INTO ledger.stored_events (originator_id, originator_version, topic, state)
  VALUES (gen_random_uuid(), 1, 'outage.system-down', convert_to(
    '{"v":1,"at":"2026-11-24T00:00:00Z","by":"staff:K01","fact":{"system":"j-lis"}}', 'UTF8'))"""
FAULTS = {
    "a step is lost": (GONE.format("case.delivery-chosen"), "told_and_lost"),
    "a step is there twice": (AGAIN.format("case.identity-verified"), "done_twice"),
    "a party is called again": (AGAIN.format("visit.called"), "called_twice"),
    "another counter ends the visit": (ELSEWHERE.format("visit.finished"), "by_another_counter"),
    "another counter called": (ELSEWHERE.format("visit.called"), "told_and_lost"),
    "PINs before the identity": (
        """UPDATE ledger.stored_events SET notification_id = -notification_id
           WHERE topic = 'case.pins-sealed'""",
        "out_of_order",
    ),
    "sealed PINs are gone": ("DELETE FROM office.sealed_pins", "sealed_pins"),
    "a ticket is given twice": (AGAIN.format("reception.ticket-issued"), "tickets"),
    "PINs are set while J-LIS is away": (
        f"{SYSTEM}; {AGAIN.format('case.setup-completed')}",
        "set_without_jlis",
    ),
    "PINs are set twice": (AGAIN.format("case.pins-set"), "set_twice"),
    "a fact is gone": (GONE.format("case.checked-in"), "gap_in_stream"),
}

HONEST = {
    "ledger.stored_events": "honest_log",
    "office.sealed_pins": "honest_pins",
}
"""Where each table is kept while faults are planted in it."""


def seen(house: House) -> list[Told]:
    """What the clerk's screen said of the party of two: every step of each of them."""
    steps = [("call", 1), ("finish", 1)]
    steps += [(step, each) for step in ("identity", "pins", "delivery") for each in PEOPLE]
    return [
        Told(house.visit_id, UUID(int=person), STATION, "done", AT, step, AT)
        for step, person in steps
    ]


@pytest.fixture
async def visited(issuance_log):
    """One of a party of two has her PINs set already."""
    house = House(issuance_log)
    await house.expect(*PEOPLE)
    await house.take_to(Stage.AWAITING_PINS, *PEOPLE)
    await house.begin_setting(1)
    await house.set_pins(1)
    await house.projector.catch_up()
    return house


async def broken(dsn, told, since=0) -> set[str]:
    findings = await audit(dsn, told, since, log="issuance")
    return {each.name for each in findings if not each.holds}


async def test_an_honest_log_is_found_honest(visited, issuance_admin):
    assert await broken(issuance_admin.dsn, seen(visited)) == set()
    assert await broken(issuance_admin.dsn, [], None) == set()


async def test_planted_faults_are_found(visited, issuance_admin, issuance_owner_db):
    """One after another, each in the honest log."""
    for table, kept in HONEST.items():
        await issuance_owner_db.execute(f"CREATE TABLE {kept} AS TABLE {table}")
    missed = []
    for fault, (statement, check) in FAULTS.items():
        await issuance_owner_db.execute(statement)
        if check not in await broken(issuance_admin.dsn, seen(visited)):
            missed.append(fault)
        for table, kept in HONEST.items():
            await issuance_owner_db.execute(
                f"DELETE FROM {table}; INSERT INTO {table} OVERRIDING SYSTEM VALUE TABLE {kept}"
            )
    assert missed == []


async def test_a_clerk_who_lies_is_found(visited, issuance_admin):
    first, *rest = seen(visited)
    lied = [first._replace(key="S9"), *rest]
    assert {"told_and_lost", "done_unasked"} <= await broken(issuance_admin.dsn, lied)


def test_every_fact_that_moves_a_case_is_known_to_the_auditor():
    """It says the table's rule again in SQL; a new kind of fact must not be forgotten there."""
    rule = Path(auditor.__file__).parent.joinpath("issuance/checks/table_of_cases.sql").read_text()
    topics = {form_of(each).topic.removeprefix("case.") for each in cases._STAGE}
    assert [each for each in sorted(topics) if f"('{each}'," not in rule] == []
