"""What waits: the entrances to a new booking. Everything else is open to everybody, always.

Held are people who begin. Who is in the middle of a booking, who has one (My booking, cancelling,
the calendar file), the phone desk, the office's exchange and the health paths never wait.
"""

from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final
from urllib.parse import quote

from booking_web.waiting_room.queue import Room

GRACE: Final = timedelta(minutes=5)
"""Who was already typing number and birthday when the room opened may send them."""


class Entrance(Enum):
    FRONT = auto()
    """The first page: held for who has not signed in."""
    SIGN_IN = auto()
    DAYS = auto()
    INSIDE = auto()
    """Times and the booking in one step: open to all who were admitted once."""


_EXACT: Final = {
    "/": Entrance.FRONT,
    "/book/who": Entrance.SIGN_IN,
    "/book/day": Entrance.DAYS,
    "/book/time": Entrance.INSIDE,
    "/book/now": Entrance.INSIDE,
}
_AGAIN: Final = {
    Entrance.FRONT: "/",
    Entrance.SIGN_IN: "/book/who",
    Entrance.DAYS: "/book/day",
    Entrance.INSIDE: "/book/day",
}
_TIMES: Final = ["book", "time"]


def entrance(path: str) -> Entrance | None:
    """Which entrance an address is, if it is one; with slashes too many, it is the same one."""
    found = _EXACT.get(path)
    if found is not None or "book" not in path:
        return found
    parts = [part for part in path.split("/") if part]
    if len(parts) == len(_TIMES) + 1 and parts[:-1] == _TIMES:
        return Entrance.INSIDE
    return _EXACT.get("/" + "/".join(parts))


def address(of: Entrance) -> str:
    """Where who waited there goes on; never made of what was asked for."""
    return _AGAIN[of]


def way_in(of: Entrance, venue_code: str | None) -> str:
    """The same for who waits for one venue: its days, and no other place's."""
    return address(of) if venue_code is None else f"/book/day?venue={quote(venue_code)}"


def is_in_the_middle(signed_in_at: datetime, room: Room, at: datetime) -> bool:
    """Whether someone who signed in then had begun before people were held.

    Before an opening they have one window's time to finish, so that nobody stands before the
    draw by having signed in the day before.
    """
    if signed_in_at >= room.gathers_at:
        return False
    return room.reason != "opening" or at < room.gathers_at + room.window


def may_send_what_was_typed(of: Entrance, room: Room, at: datetime) -> bool:
    """A form that was opened before the room was; the days wait all the same."""
    return of is Entrance.SIGN_IN and at < room.gathers_at + GRACE
