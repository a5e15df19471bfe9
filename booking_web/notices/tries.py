"""A try with a number and a birthday, in one call to the database: guesses must cost little.

Who is right is told what the desk knows of the notice in the same call.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from booking_web.notices.lockout import Limit
from booking_web.timetable.facts import NoticeFact
from booking_web.timetable.notices import Notice, evolve_notice
from issuance.ledger.codec import decode
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import PostgresLog

_TRY = """
SELECT number_locked, origin_locked, notice_id, pickup_deadline, round, withdrawn,
  originator_id, originator_version, notification_id, topic, state
FROM booking.try_birthday($1, $2, $3, $4, $5, $6, $7)
LEFT JOIN ledger.stored_events ON originator_id = notice_id
ORDER BY originator_version"""
_OF_TRY = 6
"""Columns, before those of a fact."""


@dataclass(frozen=True, kw_only=True)
class NoticeKnown:
    """Who typed this holds the notice; whether it may still book is for the desk to say."""

    notice_id: UUID
    round: int
    pickup_deadline: date
    withdrawn: bool
    booking: Notice
    """What the desk knows of it, as the log had it when this was tried."""


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
    rows = await log.pool.fetch(
        _TRY,
        [each.key for each in by],
        [each.failures for each in limits],
        [at - each.within for each in limits],
        [at + each.lock for each in limits],
        number,
        check,
        at,
    )
    number_locked, origin_locked, notice_id, deadline, round_, withdrawn = rows[0][:_OF_TRY]
    notice = None
    if notice_id is not None:
        notice = NoticeKnown(
            notice_id=notice_id,
            round=round_,
            pickup_deadline=deadline,
            withdrawn=withdrawn is not None,
            booking=_noted(notice_id, [row[_OF_TRY:] for row in rows if row["topic"]]),
        )
    return Tried(number_locked=number_locked, origin_locked=origin_locked, notice=notice)


def _noted(notice_id: UUID, facts: "Iterable[tuple[Any, ...]]") -> Notice:
    stream = Stream[Notice, NoticeFact](notice_id, Notice(), evolve_notice)
    return stream.replay(decode(*each) for each in facts).state
