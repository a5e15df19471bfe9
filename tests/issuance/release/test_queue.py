"""順番を知らせる: each place is told when it changes, and only then."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from issuance.application.bookings import Booked
from issuance.cases.state import Stage
from issuance.release.news import News
from issuance.release.queue import queue_news
from issuance.visits.visit import visit_id_of
from tests.issuance.application.house import VISIT_AT, WAITED, House, clerk, officer

PARTIES = {number: UUID(int=700 + number) for number in (1, 2, 3)}
TEN = timedelta(minutes=10)


class Hall(House):
    """Everybody comes alone, ten minutes apart; what is told is read as the sender reads it."""

    upto = 0

    def booked(self, number: int, at: datetime = VISIT_AT) -> Booked:
        return replace(
            super().booked(number),
            party_id=PARTIES[number],
            starts_at=at + number * TEN,
            reference=f"7H2K000{number}",
        )

    async def told(self) -> list[tuple[str, int, dict[str, Any]]]:
        async with self.log.transaction() as tx:
            facts = await tx.follow(self.upto, 10_000)
            items = await queue_news(tx, facts)
        if items:
            self.upto = facts[-1].position
        numbers = {party: number for number, party in PARTIES.items()}
        return [
            (each.topic, numbers[each.stream_id], msgspec.json.decode(each.body)) for each in items
        ]

    async def places(self) -> dict[int, int | str]:
        """What was told last: how many are ahead, or the counter, or that the party left."""
        return {
            number: "left" if topic == "visit.left" else body["counter"] or body["ahead"]
            for topic, number, body in await self.told()
        }


def visit_of(number: int) -> UUID:
    return visit_id_of(PARTIES[number])


@pytest.fixture
async def hall(issuance_log):
    hall = Hall(issuance_log)
    await hall.expect(1, 2, 3)
    await hall.take_to(Stage.BOOKED, 1, 2, 3)
    await hall.told()
    return hall


async def arrive(hall, *numbers):
    for number in numbers:
        await hall.issuance.counter.arrive(clerk(), visit_of(number))
    await hall.projector.catch_up()


async def test_who_arrives_hears_how_many_are_before_in_the_order_of_their_times(hall):
    await arrive(hall, 3, 1)
    assert await hall.places() == {1: 0, 3: 1}
    await arrive(hall, 2)
    assert await hall.places() == {2: 1, 3: 2}
    assert await hall.places() == {}


async def test_a_call_names_the_counter_and_lets_the_others_move_up(hall):
    await arrive(hall, 1, 2, 3)
    await hall.told()
    await hall.issuance.counter.call(clerk(), visit_of(1), "S1")
    assert await hall.places() == {1: "S1", 2: 0, 3: 1}
    await hall.issuance.counter.call_off(clerk(), visit_of(1), "S1")
    assert await hall.places() == {1: 0, 2: 1, 3: 2}


async def test_who_is_missed_has_left(hall):
    await arrive(hall, 1, 2)
    await hall.told()
    await hall.issuance.counter.call(clerk(), visit_of(1), "S1")
    await hall.recall(visit_id=visit_of(1))
    await hall.issuance.counter.miss(clerk(WAITED + TEN), visit_of(1))
    assert await hall.places() == {1: "left", 2: 0}


async def test_who_came_and_went_between_two_batches_is_not_mentioned(hall):
    await arrive(hall, 1)
    await hall.issuance.counter.call(clerk(), visit_of(1), "S1")
    await hall.recall(visit_id=visit_of(1))
    await hall.issuance.counter.miss(clerk(WAITED + TEN), visit_of(1))
    assert await hall.places() == {}


async def test_facts_read_twice_tell_the_same(hall):
    await arrive(hall, 1, 2)
    upto = hall.upto
    assert await hall.places() == {1: 0, 2: 1}
    hall.upto = upto
    assert await hall.places() == {}


async def test_yesterdays_party_that_nobody_closed_is_before_nobody(hall):
    await arrive(hall, 1)
    await hall.told()
    day = timedelta(days=1)
    await hall.issuance.counter.arrive(clerk(VISIT_AT + day), visit_of(2))
    assert await hall.places() == {}
    row = await hall.log.pool.fetchval("SELECT count(*) FROM office.queue_told")
    assert row == 0


async def test_what_is_told_of_one_batch_is_in_the_order_of_the_log(hall):
    await arrive(hall, 1, 2)
    await hall.told()
    await hall.issuance.counter.call(clerk(), visit_of(1), "S1")
    await hall.recall(visit_id=visit_of(1))
    await hall.issuance.counter.miss(clerk(WAITED + TEN), visit_of(1))
    await hall.issuance.endings.died(officer(), UUID(int=3))
    async with hall.log.transaction() as tx:
        facts = await tx.follow(hall.upto, 10_000)
        items = list(await News(hall.issuance.work).translate(tx, facts))
    assert [each.topic for each in items] == [
        "visit.left",
        "appointment.closed",
        "notice.withdrawn",
        "visit.queued",
    ]
    positions = [each.position for each in items]
    assert positions == sorted(positions)
    assert positions[-1] == facts[-1].position
