"""Four counters call the same party at once: one has it, and a second call would be found."""

import asyncio
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

import pytest

from issuance.cases.state import Stage
from issuance.errors import Refusal
from issuance.ledger.postgres import Transaction
from loadtests.auditor import Told, audit
from tests.issuance.application.house import House, clerk
from tests.loadtests.faults.in_database import KEY_DROPPED

STATIONS = ("S1", "S2", "S3", "S4")


@pytest.fixture
async def house(issuance_log):
    house = House(issuance_log)
    await house.expect(1)
    await house.take_to(Stage.BOOKED, 1)
    return house


@pytest.fixture
def together(house, monkeypatch) -> None:
    """Nothing is stored before all four have decided; from then on nobody waits."""
    append, deciding, decided = Transaction.append, count(1), asyncio.Event()

    async def append_together(self, recorded):
        if next(deciding) >= len(STATIONS):
            decided.set()
        await decided.wait()
        return await append(self, recorded)

    monkeypatch.setattr(Transaction, "append", append_together)


async def call_from_everywhere(house: House) -> list[Told]:
    """What each station was told."""

    async def call(station: str) -> Told:
        began = datetime.now(UTC)
        try:
            await house.issuance.counter.call(clerk(), house.visit_id, station)
        except Refusal:
            outcome = "refused"
        else:
            outcome = "done"
        nobody = UUID(int=0)
        return Told(house.visit_id, nobody, station, outcome, datetime.now(UTC), "call", began)

    told = await asyncio.gather(*map(call, STATIONS))
    await house.projector.catch_up()
    return list(told)


async def broken(dsn: str, told: list[Told]) -> set[str]:
    findings = await audit(dsn, told, 0, log="issuance")
    return {each.name for each in findings if not each.holds}


async def test_one_counter_has_the_party(house, together, issuance_admin):
    told = await call_from_everywhere(house)
    assert sorted(each.outcome for each in told) == ["done", "refused", "refused", "refused"]
    assert await broken(issuance_admin.dsn, told) == set()


@pytest.mark.faults
async def test_a_double_call_is_caught(house, together, issuance_admin, issuance_owner_db):
    """Fault: no lock, no key, no check of the visit's version."""
    await issuance_owner_db.execute(KEY_DROPPED.sql)
    told = await call_from_everywhere(house)
    assert "called_twice" in await broken(issuance_admin.dsn, told)
