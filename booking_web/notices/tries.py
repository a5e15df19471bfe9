"""A try with a number and a birthday, in one call to the database: guesses must cost little."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from booking_web.notices.lockout import Limit
from issuance.ledger.postgres import PostgresLog

_TRY = "SELECT * FROM booking.try_birthday($1, $2, $3, $4, $5, $6, $7)"


@dataclass(frozen=True, kw_only=True)
class NoticeKnown:
    """Who typed this holds the notice; whether it may still book is for the desk to say."""

    notice_id: UUID
    round: int
    pickup_deadline: date
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class Counted:
    """By what failures are counted: a key, and how many are allowed."""

    key: bytes
    limit: Limit


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What came of a try: the locks that are on, by number and by origin; else the notice.

    A notice that was found during a lock must not be told.
    """

    number_locked: datetime | None
    origin_locked: datetime | None
    notice: NoticeKnown | None


async def try_birthday(
    log: PostgresLog, number: str, check: bytes, *, by: tuple[Counted, Counted], at: datetime
) -> Tried:
    """Compare *check* with that of the number's notice, count a failure, forgive those before.

    *by* what failures are counted: the number (meanwhile nobody else tries with that key), and
    the origin.
    """
    limits = [each.limit for each in by]
    row = await log.pool.fetchrow(
        _TRY,
        [each.key for each in by],
        [each.failures for each in limits],
        [at - each.within for each in limits],
        [at + each.lock for each in limits],
        number,
        check,
        at,
    )
    assert row is not None  # the function answers with one row
    number_locked, origin_locked, notice_id, deadline, round_, withdrawn = row
    notice = None
    if notice_id is not None:
        notice = NoticeKnown(
            notice_id=notice_id,
            round=round_,
            pickup_deadline=deadline,
            withdrawn=withdrawn is not None,
        )
    return Tried(number_locked=number_locked, origin_locked=origin_locked, notice=notice)
