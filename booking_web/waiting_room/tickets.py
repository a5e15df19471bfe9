"""The ticket (整理券): a signed cookie that says who waits where; any worker can read it."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64Error
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from struct import Struct
from typing import Final
from uuid import UUID

COOKIE: Final = "ticket"
_PURPOSE: Final = b"madoguchi/booking/ticket/1"
_SIGNATURE_BYTES: Final = 16
_BODY: Final = Struct(">I16sBIHIQ")
_CHARACTERS: Final = (_BODY.size + _SIGNATURE_BYTES + 2) // 3 * 4


def cookie_of(room_id: int, venue_code: str | None) -> str:
    """Somebody may wait for all venues and for some of them at the same time."""
    return COOKIE if venue_code is None else f"{COOKIE}-{room_id}"


class Lane(IntEnum):
    """Who was drawn comes before who came later."""

    DRAWN = 1
    COME = 2


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """One place in one room; `place` is None while it is not known (yet)."""

    room_id: int
    ticket_id: UUID
    lane: Lane = Lane.DRAWN
    place: int | None = None
    lapses: int = 0
    """How often the holder did not come in time."""
    at_first: int = 0
    """The position when the place was told; progress is counted from there."""
    until: datetime | None = None
    """Set when the turn came: until then a booking can be begun."""


class TicketSeal:
    """Signs and reads tickets (HMAC-SHA256, 128 bits); what they say is no secret."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, _PURPOSE, "sha256")

    def write(self, ticket: Ticket) -> str:
        body = _BODY.pack(
            ticket.room_id,
            ticket.ticket_id.bytes,
            ticket.lane,
            ticket.place or 0,
            min(ticket.lapses, 0xFFFF),
            ticket.at_first,
            int(ticket.until.timestamp()) if ticket.until else 0,
        )
        return urlsafe_b64encode(body + self._sign(body)).rstrip(b"=").decode("ascii")

    def read(self, cookie: bytes | None) -> Ticket | None:
        """The ticket, or None if it is not of our making."""
        if not cookie or not _CHARACTERS - 2 <= len(cookie) <= _CHARACTERS:
            return None
        try:
            signed = urlsafe_b64decode(cookie + b"=" * (-len(cookie) % 4))
        except (NotBase64Error, ValueError):
            return None
        body, signature = signed[: _BODY.size], signed[_BODY.size :]
        return _ticket(body) if hmac.compare_digest(signature, self._sign(body)) else None

    def _sign(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, "sha256")[:_SIGNATURE_BYTES]


def _ticket(body: bytes) -> Ticket:
    room_id, ticket_id, lane, place, lapses, at_first, until = _BODY.unpack(body)
    return Ticket(
        room_id=room_id,
        ticket_id=UUID(bytes=ticket_id),
        lane=Lane(lane),
        place=place or None,
        lapses=lapses,
        at_first=at_first,
        until=datetime.fromtimestamp(until, UTC) if until else None,
    )
