"""混雑を知らせる: numbers of a venue when they change, and nothing of anybody."""

from datetime import timedelta
from functools import partial
from typing import Any

import msgspec
import pytest

from issuance.capacity.venues import venue_id_of
from issuance.cases.state import Stage
from issuance.release.congestion import congestion_news
from issuance.visits import line
from tests.issuance.application.house import VENUE, VISIT_AT, clerk
from tests.issuance.release.test_queue import Hall, visit_of

MINUTE = timedelta(minutes=1)


class Lobby(Hall):
    async def figures(self) -> list[dict[str, Any]]:
        """What is told since it was asked last."""
        async with self.log.transaction() as tx:
            facts = await tx.follow(self.upto, 10_000)
            items = await congestion_news(tx, facts)
        if facts:
            self.upto = facts[-1].position
        assert {each.stream_id for each in items} <= {venue_id_of(VENUE)}
        assert {each.topic for each in items} <= {"venue.congestion"}
        return [msgspec.json.decode(each.body) for each in items]

    async def comes(self, number: int, minute: int) -> None:
        at = VISIT_AT + minute * MINUTE
        await self.issuance.counter.arrive(clerk(at), visit_of(number))
        await self.projector.catch_up()

    async def is_called(self, number: int, minute: int) -> None:
        at = VISIT_AT + minute * MINUTE
        await self.issuance.counter.call(clerk(at), visit_of(number), "S1")


@pytest.fixture
async def lobby(issuance_log):
    lobby = Lobby(issuance_log)
    await lobby.expect(1, 2, 3)
    await lobby.take_to(Stage.BOOKED, 1, 2, 3)
    await lobby.figures()
    return lobby


def at(minute):
    return (VISIT_AT + minute * MINUTE).isoformat().replace("+00:00", "Z")


async def test_who_waits_and_since_when_is_told(lobby):
    await lobby.comes(1, 0)
    await lobby.comes(2, 4)
    (told,) = await lobby.figures()
    assert told == {"waiting": 2, "longest_since": at(0), "usual_minutes": None, "as_of": at(4)}


async def test_the_usual_wait_is_the_median_of_the_last_hour(lobby):
    for number in (1, 2, 3):
        await lobby.comes(number, 0)
    await lobby.is_called(1, 4)
    await lobby.is_called(2, 10)
    assert (await lobby.figures())[-1]["usual_minutes"] == 7
    await lobby.is_called(3, 69)
    (told,) = await lobby.figures()
    assert (told["waiting"], told["longest_since"]) == (0, None)
    assert told["usual_minutes"] == 40  # of 10 and 69: the first call is longer ago than an hour


async def test_who_is_called_off_waits_again_and_who_is_missed_does_not(lobby):
    await lobby.comes(1, 0)
    await lobby.is_called(1, 5)
    assert (await lobby.figures())[-1]["waiting"] == 0
    await lobby.issuance.counter.call_off(clerk(VISIT_AT + 6 * MINUTE), visit_of(1), "S1")
    assert (await lobby.figures())[-1]["waiting"] == 1
    await lobby.is_called(1, 7)
    for _ in range(lobby.issuance.work.policy.no_show_recalls):
        again = partial(line.recall, station="S1")
        await lobby.issuance.line.note(clerk(VISIT_AT + 8 * MINUTE), visit_of(1), again)
    await lobby.issuance.counter.miss(clerk(VISIT_AT + 60 * MINUTE), visit_of(1))
    assert (await lobby.figures())[-1]["waiting"] == 0


async def test_facts_read_twice_tell_nothing_new(lobby):
    await lobby.comes(1, 0)
    before = lobby.upto
    assert await lobby.figures()
    lobby.upto = before
    assert await lobby.figures() == []
