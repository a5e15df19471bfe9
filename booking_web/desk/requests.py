"""A command waiting at the desk, and how its answer is kept."""

from asyncio import Future
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import assert_never
from uuid import UUID

import msgspec

from booking_web.letters.contacts import Contact
from booking_web.refusals import KeyReusedError
from booking_web.timetable.commands import (
    AddPeople,
    AnnounceLate,
    Arrive,
    Book,
    Cancel,
    Command,
    Confirm,
    Decline,
    Extend,
    Hold,
    Join,
    Lapse,
    Leave,
    Move,
    OfferPlaces,
)
from booking_web.timetable.outcomes import Outcome

_encoder = msgspec.json.Encoder()
_outcome = msgspec.json.Decoder(Outcome)


@dataclass(kw_only=True)
class Request:
    """`key` is None for what the desk asks of itself."""

    command: Command
    key: str | None
    at: datetime
    by: str
    answer: "Future[Outcome]"
    contact: Contact | None = None
    """Stored with the confirmation, and no part of the digest: each sealing looks different."""

    @property
    def digest(self) -> bytes:
        """Tells this command from another under the same key."""
        kind = type(self.command).__name__.encode()
        return sha256(kind + b"\0" + _encoder.encode(self.command)).digest()

    @property
    def notice_ids(self) -> tuple[UUID, ...]:
        """The notices the command names."""
        match self.command:
            case Book() | Hold() | Join() | OfferPlaces():
                return self.command.notice_ids
            case AddPeople(notice_id=notice_id, notice_ids=notice_ids):
                return (notice_id, *notice_ids)
            case (
                Move()
                | Extend()
                | Confirm()
                | Cancel()
                | Leave()
                | Decline()
                | Arrive()
                | AnnounceLate()
            ):
                return (self.command.notice_id,)
            case Lapse():
                return ()
            case _:
                assert_never(self.command)

    def again(self, digest: bytes, answer: bytes) -> Outcome:
        """The answer given before, if it was given to this command."""
        if digest != self.digest:
            raise KeyReusedError
        return _outcome.decode(answer)

    def tell(self, result: Outcome | Exception) -> None:
        if self.answer.done():
            return  # whoever asked has gone; asking again finds the answer by the key
        if isinstance(result, Outcome):
            self.answer.set_result(result)
        else:
            self.answer.set_exception(result)
