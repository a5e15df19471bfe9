"""What the desk answers to a command it carried out."""

from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from msgspec import Struct

_SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Done(StrEnum):
    HELD = "held"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    GREW = "grew"
    CANCELLED = "cancelled"
    GIVEN_UP = "given-up"
    ARRIVED = "arrived"
    LATE = "late"
    NOTHING = "nothing"
    JOINED = "joined"
    LEFT = "left"
    OFFERED = "offered"


NOWHERE = UUID(int=0)
"""Where somebody who only waits has a place."""


class Outcome(Struct, frozen=True, kw_only=True, gc=False):
    """How the party stands now; after `CANCELLED` and `GIVEN_UP`, how it stood before.

    `JOINED` and `LEFT` concern the waiting list: no slot, and `starts_at` is when waiting ends.
    """

    done: Done
    party_id: UUID
    party_size: int
    slot_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    until: datetime | None = None
    """The end of a hold."""

    @property
    def reference(self) -> str:
        return reference_of(self.party_id)


def reference_of(party_id: UUID) -> str:
    """予約番号: what a party says at the counter, shown 7H2K-9QXM; not a secret."""
    rest = int.from_bytes(sha256(b"reference" + party_id.bytes).digest())
    symbols = ""
    for _ in range(8):
        rest, value = divmod(rest, len(_SYMBOLS))
        symbols += _SYMBOLS[value]
    return f"{symbols[:4]}-{symbols[4:]}"
