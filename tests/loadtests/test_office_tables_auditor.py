"""The auditor makes every table of the office again by SQL of its own; wrong rows are found."""

from pathlib import Path
from typing import Final

import asyncpg

from issuance.read_models.overview import TABLES
from issuance.shipments.mail import LossDuty
from loadtests import auditor
from loadtests.auditor import audit, judge

RULES: Final = Path(auditor.__file__).parent / "issuance" / "checks"
FAULTS: Final = {
    "table_of_boxes": "UPDATE office.box_overview SET scanned = scanned + 1",
    "table_of_findings": "UPDATE office.box_findings SET settlement = 'sent-back'",
    "table_of_own_places": "UPDATE office.places SET positions = positions - 1",
    "table_of_card_places": "UPDATE office.card_places SET moved_by = 'staff:K09'",
    "table_of_stocktakes": "UPDATE office.stocktakes SET not_found = 0",
    "table_of_place_counts": "UPDATE office.place_counts SET recorded = counted",
    "table_of_shipments": "UPDATE office.shipments SET status = 'posted'",
    "table_of_lists": "UPDATE office.posting_lists SET registered = 0, addressee_only = 1",
    "table_of_bookings": "UPDATE office.booking_spans SET until_at = NULL, ended_by = NULL",
    "table_of_last_bookings": "UPDATE office.booking_heads SET is_open = true",
    "table_of_clocks": "UPDATE office.case_clocks SET duties = '{}'",
    "table_of_contacts": "UPDATE office.contact_overview SET declined = false",
    "table_of_case_days": "UPDATE office.case_days SET posted_on = NULL",
    "table_of_tickets": "UPDATE office.tickets SET stage = 'waiting'",
    "table_of_step_times": "UPDATE office.step_measures SET total_ms = total_ms - 1",
    "table_of_venues": "UPDATE office.offered_days SET places = places + 1",
    "table_of_invitations": "UPDATE office.invitation_overview SET stage = 'booked'",
    "table_of_pin_sheets": "UPDATE office.pin_sheets SET destroyed_at = NULL",
    "table_of_open_counters": "DELETE FROM office.open_counters",
    "table_of_cases": "UPDATE office.case_overview SET stage = 'stored'",
    "table_of_case_columns": "UPDATE office.case_overview SET shelf = 'Z-99'",
    "visits_as_counted": "UPDATE office.visit_overview SET counted = NULL",
    "table_of_visits": "UPDATE office.visit_overview SET stage = 'waiting'",
    "table_of_days": "UPDATE office.day_counts SET n = 2 * n WHERE topic = 'case.card-arrived'",
    "measures_of_cases": "DELETE FROM office.measure_counts WHERE measure = 'arrival-notice'",
    "measures_of_bookings": "UPDATE office.measure_counts SET n = n + 1 WHERE measure = 'booked'",
    "measures_of_outcomes": "DELETE FROM office.measure_counts WHERE measure = 'cancelled-by-lead'",
    "measures_of_counters": "DELETE FROM office.measure_counts WHERE measure = 'forgotten-B'",
    "measures_of_visits": """UPDATE office.measure_counts SET seconds = seconds + 1
      WHERE measure = 'stay'""",
}
"""By the rule that finds it; none touches the row of another."""


async def broken(connection) -> set[str]:
    findings = await judge(connection, [], None, log="issuance")
    return {each.name for each in findings if not each.holds}


async def test_an_honest_office_is_found_honest(honest_office):
    findings = await audit(honest_office, log="issuance")
    assert [(each.name, each.examples) for each in findings if not each.holds] == []


async def test_no_table_is_empty(honest_office):
    connection = await asyncpg.connect(honest_office)
    empty = [
        each for each in TABLES if not await connection.fetchval(f"SELECT count(*) FROM {each}")
    ]
    await connection.close()
    assert empty == []


async def test_a_wrong_row_in_each_table_is_found(honest_office):
    """All at once: each rule looks at rows of its own."""
    connection = await asyncpg.connect(honest_office)
    async with connection.transaction():
        for statement in FAULTS.values():
            await connection.execute(statement)
        found = await broken(connection)
    await connection.close()
    assert sorted(FAULTS.keys() - found) == []


async def test_a_row_that_is_missing_is_found(honest_office):
    connection = await asyncpg.connect(honest_office)
    async with connection.transaction():
        for table in TABLES:
            await connection.execute(
                f"DELETE FROM {table} WHERE ctid = (SELECT min(ctid) FROM {table})"
            )
        found = await broken(connection)
    await connection.close()
    assert {each for each in FAULTS if each.startswith("table_of_")} - found == set()


def test_every_table_of_the_office_is_judged():
    judged = "\n".join(each.read_text() for each in RULES.glob("*.sql"))
    assert [each for each in TABLES if each not in judged] == []


def test_every_duty_after_a_loss_is_known_to_the_auditor():
    rule = (RULES / "table_of_clocks.sql").read_text()
    assert [each.value for each in LossDuty if f"'{each.value}'" not in rule] == []
