"""The gate costs one look while nobody has to wait; a fault of the room closes nothing."""

from collections.abc import Awaitable
from typing import Any, cast

import pytest
from litestar.types import Message, Scope

from booking_web.pages.cookies import Cookies
from booking_web.waiting_room.gate import Gate, OpenHouse
from booking_web.waiting_room.measuring import Measuring
from tests.booking_web.waiting_room.rooms import room


class Site:
    """An application that says only that it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, *_: object) -> Awaitable[None]:
        self.answer = self._answer()
        return self.answer

    async def _answer(self) -> None:
        self.asked += 1


class BrokenReception:
    cookies = Cookies(insecure_loopback=True)

    async def receive(self, *_: object) -> None:
        raise ZeroDivisionError


class Room:
    def __init__(self, current: object) -> None:
        self.current, self.measuring = current, Measuring()
        self.of_venues: dict[str, object] = {}
        self.is_open = current is not None


SCOPE = cast(
    "Scope",
    {"type": "http", "path": "/book/who", "method": "GET", "headers": [], "query_string": b""},
)


async def receive() -> Any:
    raise AssertionError("nobody reads the body")


async def send(_message: Message) -> None:
    raise AssertionError("the gate does not answer")


@pytest.mark.parametrize(
    "house",
    [None, OpenHouse(room=cast("Any", Room(None)), reception=cast("Any", None), venues=list)],
)
async def test_while_nobody_waits_it_hands_on_the_sites_own_answer(house: OpenHouse | None):
    site = Site()
    gate = Gate(cast("Any", site))
    gate.house = house
    answer = gate(SCOPE, receive, send)
    assert answer is site.answer  # nothing of its own around it
    await answer
    assert site.asked == 1


async def test_a_fault_of_the_room_lets_everybody_through():
    site, waiting = Site(), Room(room())
    gate = Gate(cast("Any", site))
    gate.house = OpenHouse(
        room=cast("Any", waiting), reception=cast("Any", BrokenReception()), venues=list
    )
    await gate(SCOPE, receive, send)
    assert site.asked == 1
    assert waiting.measuring.since_last() == 1
