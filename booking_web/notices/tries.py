"""A try with a number and a birthday, in one call to the database: guesses must cost little."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from booking_web.notices.lockout import Limit
from booking_web.timetable.notices import Notice, evolve_notice
from issuance.ledger.codec import decode
from issuance.ledger.facts import Stream
from issuance.ledger.postgres import PostgresLog

_TRY = "SELECT * FROM booking.try_birthday($1, $2, $3, $4, $5, $6, $7)"


@dataclass(frozen=True, kw_only=True)
class NoticeKnown:
    """Who typed this holds the notice; whether it may still book is for the desk to say."""

    notice_id: UUID
    notice: Notice
    """As the log has it at this moment."""


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
    known: NoticeKnown | None


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
    number_locked, origin_locked, notice_id, names, states = row
    known = None
    if notice_id is not None:
        known = NoticeKnown(notice_id=notice_id, notice=_replayed(notice_id, names, states))
    return Tried(number_locked=number_locked, origin_locked=origin_locked, known=known)


def _replayed(notice_id: UUID, names: Sequence[str], states: Sequence[bytes]) -> Notice:
    """What the facts of its stream add up to."""
    facts = zip(names, states, strict=True)
    history = (decode(notice_id, n, 0, *each) for n, each in enumerate(facts, start=1))
    return Stream(notice_id, Notice(), evolve_notice).replay(history).state
