"""Telephone calls that are going on: whose notices were named in each, and nothing else.

A call belongs to one session; its id in an address opens nothing without that session. Nothing
that a caller says is kept.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from booking_web.phone_desk.sessions import Session
from booking_web.sessions import Person

if TYPE_CHECKING:
    from issuance.ledger.postgres import PostgresLog

LONGEST: Final = timedelta(hours=1)


class CallOverError(Exception):
    """The call was ended, is over, or is another session's."""


@dataclass(frozen=True, kw_only=True)
class Call:
    call_id: UUID
    people: tuple[Person, ...]
    """Who comes together; the first one named leads."""

    @property
    def notice_ids(self) -> tuple[UUID, ...]:
        return tuple(each.notice_id for each in self.people)

    @property
    def path(self) -> str:
        return f"/phone-desk/call/{self.call_id}"


class Calls:
    def __init__(self, log: "PostgresLog") -> None:
        self._log = log

    async def begin(self, session: Session, person: Person, *, at: datetime) -> Call:
        await self._log.pool.execute(_TIDY, at - LONGEST)
        call = Call(call_id=uuid4(), people=(person,))
        ids, tails = [person.notice_id], [person.tail]
        await self._log.pool.execute(_BEGIN, call.call_id, session.id, ids, tails, at)
        return call

    async def open(self, session: Session, call_id: UUID, *, at: datetime) -> Call:
        """Raises CallOverError."""
        row = await self._log.pool.fetchrow(_OPEN, call_id, session.id, at - LONGEST)
        if row is None:
            raise CallOverError
        named = zip(row["notice_ids"], row["tails"], strict=True)
        people = tuple(Person(notice_id=notice_id, tail=tail) for notice_id, tail in named)
        return Call(call_id=call_id, people=people)

    async def keep(self, session: Session, call: Call) -> None:
        """After somebody was added or taken out."""
        tails = [each.tail for each in call.people]
        await self._log.pool.execute(_KEEP, call.call_id, session.id, list(call.notice_ids), tails)

    async def end(self, session: Session, call_id: UUID) -> None:
        await self._log.pool.execute(_END, call_id, session.id)


_TIDY: Final = "DELETE FROM booking.phone_desk_calls WHERE began_at < $1"
_BEGIN: Final = """INSERT INTO booking.phone_desk_calls
    (call_id, session_hash, notice_ids, tails, began_at) VALUES ($1, $2, $3, $4, $5)"""
_OPEN: Final = """SELECT notice_ids, tails FROM booking.phone_desk_calls
    WHERE call_id = $1 AND session_hash = $2 AND began_at > $3"""
_KEEP: Final = """UPDATE booking.phone_desk_calls SET notice_ids = $3, tails = $4
    WHERE call_id = $1 AND session_hash = $2"""
_END: Final = "DELETE FROM booking.phone_desk_calls WHERE call_id = $1 AND session_hash = $2"
