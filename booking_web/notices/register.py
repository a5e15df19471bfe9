"""The table of notices that may book; written by the intake, in its transaction."""

import hmac
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from booking_web.refusals import BookingRefusal
from booking_web.timetable.facts import WithdrawnBecause
from issuance.ledger.postgres import Transaction

_ENTER = """
INSERT INTO booking.notices (notice_id, number, birthday_check, pickup_deadline, round)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (notice_id) DO UPDATE SET birthday_check = excluded.birthday_check,
  pickup_deadline = excluded.pickup_deadline, round = excluded.round, withdrawn = NULL
RETURNING number"""
_WITHDRAW = "UPDATE booking.notices SET withdrawn = $2 WHERE notice_id = $1"


class NumberTakenError(BookingRefusal):
    """The number is another notice's, or the notice has another number."""

    code = "number-taken"


@dataclass(frozen=True, kw_only=True)
class RegisteredNotice:
    """A notice that may book; `number` is its twelve symbols, `birthday_check` 32 bytes."""

    notice_id: UUID
    number: str
    birthday_check: bytes
    pickup_deadline: date
    round: int
    withdrawn: str | None = None


def birthday_check(key: bytes, number: str, birthday: date) -> bytes:
    """Proves a birthday without holding it; both sides compute it with the shared key."""
    return hmac.digest(key, f"{number}|{birthday.isoformat()}".encode(), "sha256")


async def enter(tx: Transaction, notice: RegisteredNotice) -> None:
    """Let the notice be found, with what the office says of it now.

    Raises:
        NumberTakenError: number and notice do not belong together; the transaction is lost.
    """
    try:
        number = await tx.connection.fetchval(
            _ENTER,
            notice.notice_id,
            notice.number,
            notice.birthday_check,
            notice.pickup_deadline,
            notice.round,
        )
    except asyncpg.UniqueViolationError as error:
        raise NumberTakenError from error
    if number != notice.number:
        raise NumberTakenError


async def withdraw(tx: Transaction, notice_id: UUID, reason: WithdrawnBecause) -> None:
    await tx.connection.execute(_WITHDRAW, notice_id, reason.value)
