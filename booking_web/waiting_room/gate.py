"""The gate: stands before the whole site, and costs one look while nobody has to wait."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final, cast
from uuid import UUID

import structlog
from litestar.types import ASGIApp, Receive, Scope, Send
from litestar.types.asgi_types import HTTPScope

from booking_web.timetable.venues import Venue
from booking_web.waiting_room.asking import read_asking, venue_named
from booking_web.waiting_room.entrances import Entrance, entrance
from booking_web.waiting_room.queue import Room
from booking_web.waiting_room.reception import Answer, Reception
from booking_web.waiting_room.room import WaitingRoom

_MEASURED: Final = ("/book", "/mine")
"""What residents wait for; light answers would hide that those are slow."""
_log = structlog.get_logger("waiting-room")


@dataclass(frozen=True, kw_only=True)
class OpenHouse:
    """What the gate has while the site runs."""

    room: WaitingRoom
    reception: Reception
    venues: Callable[[], Sequence[Venue]]

    def room_of(self, venue_id: UUID) -> Room | None:
        """The room that this venue's times have for themselves."""
        code = next((each.code for each in self.venues() if each.venue_id == venue_id), "")
        return self.room.of_venues.get(code)

    def room_named(self, code: str) -> Room | None:
        """The same for the venue of an address; without one it is the first, as on the pages."""
        codes = [each.code for each in self.venues()]
        return self.room.of_venues.get(code if code in codes else next(iter(codes), ""))


class Gate:
    """An ASGI application around the site's own; `house` is None before the site is open."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.house: OpenHouse | None = None

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        house = self.house
        if house is None or not house.room.is_open:
            return self._app(scope, receive, send)
        return self._watch(house, cast("HTTPScope", scope), receive, send)

    async def _watch(
        self, house: OpenHouse, scope: HTTPScope, receive: Receive, send: Send
    ) -> None:
        answer = await _held(house, scope)
        if answer is not None:
            await _send(answer, send)
            return
        began = monotonic()
        try:
            await self._app(scope, receive, send)
        finally:
            if scope["path"].startswith(_MEASURED):
                ended = monotonic()
                house.room.measuring.note(ended - began, ended)


async def _held(house: OpenHouse, scope: HTTPScope) -> Answer | None:
    """A fault of the waiting room must not close the office: then everybody goes through."""
    of = entrance(scope["path"])
    if of is None:
        return None
    try:
        for room in _rooms(house, of, scope):
            asking = read_asking(scope, of, house.reception.cookies, room)
            answer = await house.reception.receive(asking, room)
            if answer is not None:
                return answer
    except Exception as fault:  # noqa: BLE001
        _log.error("waiting-room.gate-fault", kind=type(fault).__name__)
    return None


def _rooms(house: OpenHouse, of: Entrance, scope: HTTPScope) -> Iterator[Room]:
    """First that of all venues. What is sent names its slot inside: the page itself looks."""
    if house.room.current is not None:
        yield house.room.current
    times = of in {Entrance.DAYS, Entrance.INSIDE} and scope["method"] in {"GET", "HEAD"}
    room = house.room_named(venue_named(scope)) if times and house.room.of_venues else None
    if room is not None:
        yield room


async def _send(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
