"""The gate: stands before the whole site, and costs one look while nobody has to wait."""

from collections.abc import Awaitable
from dataclasses import dataclass
from time import monotonic
from typing import Final, cast

import structlog
from litestar.types import ASGIApp, Receive, Scope, Send
from litestar.types.asgi_types import HTTPScope

from booking_web.waiting_room.asking import read_asking
from booking_web.waiting_room.entrances import entrance
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


class Gate:
    """An ASGI application around the site's own; `house` is None before the site is open."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.house: OpenHouse | None = None

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        house = self.house
        if house is None or house.room.current is None:
            return self._app(scope, receive, send)
        return self._watch(house, house.room.current, cast("HTTPScope", scope), receive, send)

    async def _watch(
        self, house: OpenHouse, room: Room, scope: HTTPScope, receive: Receive, send: Send
    ) -> None:
        answer = await _held(house.reception, room, scope)
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


async def _held(reception: Reception, room: Room, scope: HTTPScope) -> Answer | None:
    """A fault of the waiting room must not close the office: then everybody goes through."""
    of = entrance(scope["path"])
    if of is None:
        return None
    try:
        return await reception.receive(read_asking(scope, of, reception.cookies), room)
    except Exception as fault:  # noqa: BLE001
        _log.error("waiting-room.gate-fault", kind=type(fault).__name__)
        return None


async def _send(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
