"""呼出表示: who is called to which counter, by number; in a plain browser, live or refreshed."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.response import ServerSentEvent, ServerSentEventMessage

from issuance.ledger.away import AWAY
from issuance.office.doors import DISPLAY
from issuance.office.hall.seat import HallPage, HallSeat
from issuance.office.hall.texts import ALL, asked
from issuance.read_models.queries_tickets import Hall

TURN_SECONDS: Final = 10
"""So long a language stays; without script, so often the page is fetched anew."""
STALE_SECONDS: Final = 30
"""Three heartbeats missed: the display says that it has stopped."""


@dataclass(frozen=True, kw_only=True)
class ShownCall:
    """`at` tells two calls of the same number apart: a recall sounds again."""

    ticket: str
    number: int
    counter: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the display shows, and as of when."""

    at: datetime
    calls: tuple[ShownCall, ...]
    waiting: int


@get("/display", opt=DISPLAY)
async def show(seat: NamedDependency[HallSeat]) -> HallPage:
    turn = int(seat.now.timestamp()) // TURN_SECONDS
    code = list(ALL)[turn % len(ALL)]
    return seat.page(
        "display.html",
        first=asked(seat.request.query_params.get("lang", "") or code),
        venue=await seat.venue(),
        shown=shown(await seat.hall(), seat.now),
        turn_seconds=TURN_SECONDS,
        stale_seconds=STALE_SECONDS,
    )


@get("/display/events", opt=DISPLAY)
async def events(seat: NamedDependency[HallSeat]) -> ServerSentEvent:
    """The hall at once, after each change, and every ten seconds as a sign of life."""
    return ServerSentEvent(_stream(seat), headers={"cache-control": "no-store"})


async def _stream(seat: HallSeat) -> AsyncGenerator[ServerSentEventMessage]:
    office = seat.office
    turns = office.live_hall.turns(office.issuance.work.log.pool, office.refresh)
    async with aclosing(turns) as alive:
        async for _ in alive:
            try:
                now = shown(await seat.hall(), seat.now)
            except AWAY:
                # Nothing is said: after three missed signs the display says itself that it stopped.
                yield ServerSentEventMessage(comment="away", data=None)
            else:
                yield ServerSentEventMessage(data=msgspec.json.encode(now).decode(), retry=3_000)


def shown(hall: Hall, at: datetime) -> Shown:
    calls = tuple(
        ShownCall(ticket=each.label, number=each.number, counter=each.counter, at=each.called_at)
        for each in hall.calls
        if each.called_at is not None
    )
    return Shown(at=at, calls=calls, waiting=hall.waiting)


HANDLERS = (show, events)
