"""The courier: in order, once, at once if the office is there, later if not."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid5

import pytest

from counter_station.journal.courier import Courier, Refused
from counter_station.journal.journal import Journal
from counter_station.journal.reach import OfficeAwayError, Reach
from counter_station.journal.strongbox import StrongBox
from tests.counter_station.visit.history import (
    ARRIVED,
    AT,
    CALLED,
    OPENED,
    PARTY,
    VERIFIED,
)

BOX = StrongBox(b"j" * 32)


class Office:
    """Hears, refuses or is away."""

    def __init__(self):
        self.away, self.refuses, self.heard = False, {}, []
        self.fails_at = set()
        self.hears_at_most, self.together = 99, []
        self.tried, self.has_heard = asyncio.Event(), asyncio.Event()
        self.speaks = asyncio.Event()
        self.speaks.set()

    async def deliver(self, messages):
        await self.speaks.wait()
        self.together.append(len(messages))
        return [self.hear(each) for each in messages[: self.hears_at_most]]

    def hear(self, message):
        self.tried.set()
        if self.away:
            raise OfficeAwayError("office-unreachable")
        if message.visit_id in self.fails_at:
            raise OfficeAwayError("office-failing")
        kind = message.body["kind"]
        if kind in self.refuses:
            return Refused(code=self.refuses[kind])
        self.heard.append(kind)
        self.has_heard.set()
        return None


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path / "journal.sqlite", BOX)
    yield journal
    journal.close()


def note(journal, *facts):
    return journal.append(journal.visit(PARTY).record(facts, at=AT, by="staff:K01"))


@asynccontextmanager
async def at_work(journal, office, reach=None):
    courier = Courier(journal, office, lambda: AT + timedelta(seconds=1), reach=reach)
    task = asyncio.create_task(courier.run())
    yield courier
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_fact_is_with_the_office_when_the_step_answers(journal, office):
    async with at_work(journal, office) as courier:
        position = note(journal, OPENED, ARRIVED, CALLED)
        assert await courier.deliver(position, timeout_seconds=5)
        assert office.heard == ["arrived", "called"]
        assert courier.away_because is None


async def test_a_step_does_not_wait_longer_than_told_and_nothing_is_lost(journal, office):
    office.away = True
    async with at_work(journal, office) as courier:
        position = note(journal, OPENED, ARRIVED, CALLED)
        assert not await courier.deliver(position, timeout_seconds=0.1)
        assert courier.away_because == "office-unreachable"
        assert journal.unsent().count == 2
        office.away = False
        position = note(journal, VERIFIED)
        assert await courier.deliver(position, timeout_seconds=5)
    assert office.heard == ["arrived", "called", "identity-verified"]


async def test_where_nothing_listens_no_step_waits_at_all(journal, office):
    office.away = True
    async with at_work(journal, office) as courier, asyncio.timeout(60):
        for happened in ([OPENED, ARRIVED], [CALLED]):
            position = note(journal, *happened)
            assert not await courier.deliver(position, timeout_seconds=3_600)


async def test_only_one_step_waits_for_an_office_that_is_silent(journal, office):
    reach = Reach()
    office.speaks.clear()
    async with at_work(journal, office, reach) as courier, asyncio.timeout(60):
        assert not await courier.deliver(note(journal, OPENED, ARRIVED), timeout_seconds=0.1)
        assert courier.away_because == "office-unreachable"
        assert not await courier.deliver(note(journal, CALLED), timeout_seconds=3_600)
        # What asks in the background has found it again.
        reach.silent = False
        office.speaks.set()
        assert await courier.deliver(note(journal, VERIFIED), timeout_seconds=3_600)
        assert courier.away_because is None
    assert office.heard == ["arrived", "called", "identity-verified"]


async def test_an_office_that_comes_back_is_noticed_without_a_new_fact(journal, office):
    office.away = True
    note(journal, OPENED, ARRIVED)
    async with at_work(journal, office), asyncio.timeout(5):
        await office.tried.wait()
        office.away = False
        await office.has_heard.wait()
    assert office.heard == ["arrived"]


async def test_a_refusal_becomes_a_conflict_and_what_follows_still_goes(journal, office):
    office.refuses["called"] = "called-elsewhere"
    async with at_work(journal, office) as courier:
        position = note(journal, OPENED, ARRIVED, CALLED, VERIFIED)
        assert await courier.deliver(position, timeout_seconds=5)
    assert office.heard == ["arrived", "identity-verified"]
    [conflict] = journal.conflicts()
    assert (conflict.code, conflict.recorded.fact) == ("called-elsewhere", CALLED)
    assert journal.unsent().count == 0


async def test_a_visit_the_office_fails_at_does_not_hold_up_the_others(journal, office):
    other = uuid5(PARTY, "another party")
    office.fails_at = {PARTY}
    note(journal, OPENED, ARRIVED)
    async with at_work(journal, office) as courier:
        position = journal.append(
            journal.visit(other).record([OPENED, ARRIVED, CALLED], at=AT, by="staff:K01")
        )
        assert await courier.deliver(position, timeout_seconds=5)
        assert office.heard == ["arrived", "called"]
        assert journal.visits_unsent() == {PARTY}
        office.fails_at = set()
        position = note(journal, CALLED)
        assert await courier.deliver(position, timeout_seconds=5)
    assert office.heard == ["arrived", "called"] * 2


async def test_an_office_that_fails_at_every_visit_is_left_alone_for_a_while(journal, office):
    office.fails_at = {uuid5(PARTY, f"party {number}") for number in range(9)}
    for each in office.fails_at:
        journal.append(journal.visit(each).record([OPENED, ARRIVED], at=AT, by="staff:K01"))
    courier = Courier(journal, office, lambda: AT)
    with pytest.raises(OfficeAwayError):
        await courier._send_all()
    assert len(journal.visits_unsent()) == 9


async def test_what_waits_of_a_visit_goes_together_and_the_rest_where_the_office_stopped(
    journal, office
):
    office.hears_at_most, office.refuses["called"] = 2, "called-elsewhere"
    async with at_work(journal, office) as courier:
        position = note(journal, OPENED, ARRIVED, CALLED, VERIFIED)
        assert await courier.deliver(position, timeout_seconds=5)
    assert office.together == [3, 1]
    assert office.heard == ["arrived", "identity-verified"]
    assert [each.code for each in journal.conflicts()] == ["called-elsewhere"]
