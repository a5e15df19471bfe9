"""Faults inside the running desk, each under a real crowd: the auditor catches every one."""

from contextlib import AsyncExitStack

import pytest

from issuance.ledger.postgres import PostgresLog
from loadtests.auditor import audit
from tests.loadtests.faults import in_database, in_desk, in_rules, in_turns
from tests.loadtests.faults.planted import Fault
from tests.loadtests.run import run
from tests.support.postgres import pool

FAULTS = (*in_database.FAULTS, *in_desk.FAULTS, *in_rules.FAULTS, *in_turns.FAULTS)
ALWAYS = (in_database.NO_LOCK, in_desk.ACKNOWLEDGED_FIRST, in_rules.CANCEL_LOST)
"""`make test` plants these; `make audit-faults` plants all."""


@pytest.fixture
async def two_logs(booking_access):
    """The same log, through a pool for each desk."""
    async with AsyncExitStack() as stack:
        pools = [await stack.enter_async_context(pool(booking_access)) for _ in range(2)]
        yield [PostgresLog(each) for each in pools]


async def test_a_clean_run_is_found_clean(two_logs, booking_database):
    told, since = await run(*two_logs)
    outcomes = {each.outcome for each in told}
    assert outcomes == {
        *("confirmed", "held", "taken", "moved", "cancelled", "joined"),
        "refused",  # a hold whose time was over, and whom nothing was offered yet
    }
    findings = await audit(booking_database.access.dsn, told, since)
    assert [each for each in findings if not each.holds] == []


def _marked(fault: Fault):
    marks = [] if fault in ALWAYS else [pytest.mark.faults]
    return pytest.param(fault, id=fault.name, marks=marks)


@pytest.mark.parametrize("fault", [_marked(each) for each in FAULTS])
async def test_a_fault_is_caught(fault, two_logs, booking_admin, booking_owner_db, monkeypatch):
    if fault.sql:
        await booking_owner_db.execute(fault.sql)
    fault.plant(monkeypatch)
    told, since = await run(*two_logs)
    findings = await audit(booking_admin.dsn, told, since)
    assert fault.caught_by in {each.name for each in findings if not each.holds}
