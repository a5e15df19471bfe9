"""What a try with a number and a birthday has to know, in one call: guesses must cost little."""

from dataclasses import dataclass
from datetime import datetime

from booking_web.notices.lockout import Count, Limit, count_of, note_failures
from booking_web.notices.register import RegisteredNotice, notice_of
from issuance.ledger.postgres import Transaction

_BEGIN = "SELECT * FROM booking.begin_try($1, $2, $3)"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """By what failures are counted: a key, and how many are allowed."""

    key: bytes
    limit: Limit


@dataclass(frozen=True, kw_only=True)
class Try:
    """A try that has begun: failures so far of both kinds, and the notice of that number."""

    by_number: Counted
    by_origin: Counted
    of_number: Count
    of_origin: Count
    notice: RegisteredNotice | None

    async def note_failure(self, tx: Transaction, at: datetime) -> None:
        counts = [
            (self.by_number.key, self.of_number, self.by_number.limit),
            (self.by_origin.key, self.of_origin, self.by_origin.limit),
        ]
        await note_failures(tx, counts, at)


async def begin_try(
    tx: Transaction, number: str, *, by_number: Counted, by_origin: Counted, at: datetime
) -> Try:
    """From here to the transaction's end nobody else tries with that number's key."""
    found = await tx.connection.fetch(_BEGIN, by_number.key, by_origin.key, number)
    rows = {row["key"]: row for row in found}
    return Try(
        by_number=by_number,
        by_origin=by_origin,
        of_number=count_of(rows[by_number.key], by_number.limit, at),
        of_origin=count_of(rows[by_origin.key], by_origin.limit, at),
        notice=notice_of(rows[by_number.key]),
    )
