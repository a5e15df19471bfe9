"""The reception: lets through who may, and tells all others where they stand."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from booking_web.pages.cookies import Cookies
from booking_web.sessions import LIFETIME, SessionSeal
from booking_web.waiting_room import estimate
from booking_web.waiting_room.asking import Asking
from booking_web.waiting_room.door import Door, RoomAwayError
from booking_web.waiting_room.entrances import (
    Entrance,
    is_in_the_middle,
    may_send_what_was_typed,
    way_in,
)
from booking_web.waiting_room.page import Figures, Sight, WaitingPages
from booking_web.waiting_room.queue import Room, Standing, is_used_up, standing
from booking_web.waiting_room.tickets import Ticket, TicketSeal, cookie_of

Headers = list[tuple[bytes, bytes]]
_KEPT: Final = int(timedelta(days=1).total_seconds())
_SAFE: Final = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody gets who is not let through (yet)."""

    status: int
    headers: Headers
    body: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Reception:
    door: Door
    seal: SessionSeal
    tickets: TicketSeal
    cookies: Cookies
    pages: WaitingPages
    clock: Callable[[], datetime]
    polls_per_second: int

    def admits(self, asking: Asking, room: Room) -> bool:
        """Whether they were let in before, or need not wait."""
        now, ticket = self.clock(), self.tickets.read(asking.ticket)
        admitted = standing(ticket, room, now) is Standing.ADMITTED
        return admitted or self._passes(asking, ticket, room, now)

    async def receive(self, asking: Asking, room: Room) -> Answer | None:
        """The answer to somebody who has to wait; None: they go on to where they wanted."""
        now = self.clock()
        ticket = self.tickets.read(asking.ticket)
        where = standing(ticket, room, now)
        if where is Standing.ADMITTED or self._passes(asking, ticket, room, now):
            return None
        if asking.method not in _SAFE:
            return Answer(status=303, headers=[_location(asking, room)])
        if where in {Standing.GATHERING, Standing.WAITING}:
            return self._page(asking, room, ticket)
        said = "used-up" if is_used_up(ticket, room, now) else ""
        mine = ticket if where is Standing.TO_ASK else None
        return await self._step_up(asking, room, mine, said)

    def _passes(self, asking: Asking, ticket: Ticket | None, room: Room, now: datetime) -> bool:
        if asking.of is Entrance.INSIDE and is_used_up(ticket, room, now):
            return True
        came_before = ticket is None or ticket.room_id != room.room_id
        typed = asking.method == "POST" and came_before
        if typed and may_send_what_was_typed(asking.of, room, now):
            return True
        draft = self.seal.open(asking.draft, now) if asking.draft else None
        if draft is None or not draft.people:
            return False
        if asking.of is Entrance.FRONT:
            return True
        return is_in_the_middle(draft.expires_at - LIFETIME, room, now)

    async def _step_up(
        self, asking: Asking, room: Room, ticket: Ticket | None, said: str
    ) -> Answer | None:
        mine = ticket or Ticket(room_id=room.room_id, ticket_id=uuid4())
        try:
            told = await self.door.step_up(room.room_id, mine.ticket_id)
        except RoomAwayError:
            return self._page(asking, room, ticket, "away")
        if told is None:
            return None  # the room was closed this moment
        if told.until is not None:
            if self.clock() < told.until:
                return self._let_in(asking, room, told)
            return await self._step_up(asking, room, None, "used-up")
        said = "lapsed" if told.lapses > mine.lapses else said
        return self._page(asking, room, _begun(told, mine, room), said, new=True)

    def _let_in(self, asking: Asking, room: Room, ticket: Ticket) -> Answer:
        return Answer(status=303, headers=[_location(asking, room), self._kept(ticket, room)])

    def _page(
        self,
        asking: Asking,
        room: Room,
        ticket: Ticket | None,
        said: str = "",
        *,
        new: bool = False,
    ) -> Answer:
        position = _position(ticket, room)
        sight = Sight(
            language=asking.language,
            path=way_in(asking.of, room.venue_code),
            said=said,
            gathering=room.drawn_at is None,
            placed=position is not None,
            refreshes=asking.refreshes,
        )
        body = self.pages.page(sight, room, self._figures(sight, room, ticket, position or 0))
        seconds = self._pause(room, position)
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", b"no-store"),
            (b"retry-after", b"%d" % seconds),
        ]
        if asking.refreshes:
            headers.append((b"refresh", f"{seconds}; url={sight.path}".encode()))
        if new and ticket is not None:
            headers.append(self._kept(ticket, room))
        if asking.language_chosen:
            headers.append(self.cookies.language(asking.language).to_encoded_header())
        return Answer(status=200, headers=headers, body=b"" if asking.method == "HEAD" else body)

    def _figures(self, sight: Sight, room: Room, ticket: Ticket | None, position: int) -> Figures:
        minutes = estimate.minutes_left(position, advance=room.advance, rate=room.rate)
        if _is_soon(position, room):
            minutes = 0
        at_first = ticket.at_first if ticket else 0
        return Figures(
            before=f"{max(0, position - 1):,}",
            minutes=self.pages.minutes(sight.language, minutes),
            percent=str(estimate.progress(position, at_first=at_first)),
            waiting=f"{room.waiting:,}",
            ticket=str(ticket.ticket_id) if ticket else "",
        )

    def _pause(self, room: Room, position: int | None) -> int:
        return estimate.pause(
            soon=position is not None and _is_soon(position, room),
            waiting=room.waiting,
            polls_per_second=self.polls_per_second,
            chance=random.random(),  # noqa: S311 - spreads phones, guards nothing
        )

    def _kept(self, ticket: Ticket, room: Room) -> tuple[bytes, bytes]:
        name = cookie_of(room.room_id, room.venue_code)
        cookie = self.cookies.kept(name, self.tickets.write(ticket))
        return replace(cookie, max_age=_KEPT).to_encoded_header()


def _begun(told: Ticket, mine: Ticket, room: Room) -> Ticket:
    """With where it stood when its place was first told, unless it lost that place."""
    position = _position(told, room)
    if position is None:
        return told
    same = mine.at_first and mine.lapses == told.lapses
    return replace(told, at_first=mine.at_first if same else position)


def _position(ticket: Ticket | None, room: Room) -> int | None:
    """The position, at least 1: what this worker knows may be a second old."""
    if ticket is None or ticket.place is None:
        return None
    return max(1, room.position(ticket.lane, ticket.place))


def _is_soon(position: int, room: Room) -> bool:
    return estimate.is_soon(position, advance=room.advance, rate=room.rate)


def _location(asking: Asking, room: Room) -> tuple[bytes, bytes]:
    return b"location", way_in(asking.of, room.venue_code).encode()
