"""How a room stands, and what that means for one ticket."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Literal

from booking_web.waiting_room.tickets import Lane, Ticket

Reason = Literal["opening", "busy", "manager"]


@dataclass(frozen=True, kw_only=True)
class Room:
    """One opening, or one time of overrun, as it stood at `as_of`."""

    room_id: int
    reason: Reason
    gathers_at: datetime
    """From then on new bookings wait."""
    opens_at: datetime
    """Who came before is drawn; from then on people are called."""
    window: timedelta
    claim: timedelta
    commitment: bytes
    as_of: datetime
    venue_code: str | None = None
    """Whose times wait; None: those of all venues."""
    most_rate: float | None = None
    """The most people a second that were set for this room, else as for all."""
    drawn_at: datetime | None = None
    gathered: int = 0
    """How many came before the draw."""
    drawn_last: int = 0
    drawn_called: int = 0
    come_last: int = 0
    come_called: int = 0
    admitted: int = 0
    rate: float = 1.0
    advance: float = 0.0
    """Places called a second, measured over the last minute; 0: nothing was measured."""

    @property
    def drawn_waiting(self) -> int:
        return self.drawn_last - self.drawn_called

    @property
    def come_waiting(self) -> int:
        return self.come_last - self.come_called

    @property
    def waiting(self) -> int:
        """All whose turn has not come."""
        if self.drawn_at is None:
            return self.gathered
        return self.drawn_waiting + self.come_waiting

    def position(self, lane: Lane, place: int) -> int:
        """The how-manieth to come in this place is; 0 or less: its turn has come."""
        if lane is Lane.DRAWN:
            return place - self.drawn_called
        position = place - self.come_called
        return position + self.drawn_waiting if position > 0 else position


class Standing(Enum):
    NEW = auto()
    """No ticket for this room, or one that is used up."""
    GATHERING = auto()
    """There before the opening; the draw will tell the place."""
    WAITING = auto()
    TO_ASK = auto()
    """The database knows more: the place after the draw, or that the turn has come."""
    ADMITTED = auto()


def standing(ticket: Ticket | None, room: Room, at: datetime) -> Standing:
    """What a ticket is worth in this room now; no database is asked."""
    if ticket is None or ticket.room_id != room.room_id:
        return Standing.NEW
    if ticket.until is not None:
        return Standing.ADMITTED if at < ticket.until else Standing.NEW
    if ticket.place is None:
        gathering = room.drawn_at is None and ticket.lane is Lane.DRAWN
        return Standing.GATHERING if gathering else Standing.TO_ASK
    waits = room.position(ticket.lane, ticket.place) > 0
    return Standing.WAITING if waits else Standing.TO_ASK


def is_used_up(ticket: Ticket | None, room: Room, at: datetime) -> bool:
    """Whether its holder was admitted to this room before, and the time is over."""
    return (
        ticket is not None
        and ticket.room_id == room.room_id
        and ticket.until is not None
        and at >= ticket.until
    )
