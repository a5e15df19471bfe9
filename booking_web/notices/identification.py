"""Number and birthday typed by a resident: known, or one uniform answer for everything else."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from booking_web.notices import lockout
from booking_web.notices.devices import Devices
from booking_web.notices.lockout import Limit
from booking_web.notices.numbers import NumberInvalidError, folded, parse_number
from booking_web.notices.register import RegisteredNotice, birthday_check
from booking_web.notices.tries import Counted, begin_try
from booking_web.refusals import (
    DeskAwayError,
    LockedOutError,
    NotRecognisedError,
    TooManyAttemptsError,
)
from issuance.ledger.away import AWAY
from issuance.ledger.postgres import PostgresLog, Transaction

_NO_CHECK = bytes(32)
_TIDY_EVERY = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class NoticeKnown:
    """Who typed this holds the notice; whether it may still book is for the desk to say."""

    notice_id: UUID
    round: int
    pickup_deadline: date
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a resident typed, folded; it may be anything."""

    number: str
    birthday: date


class Identification:
    """Knows notices by number and birthday, and locks after repeated failures.

    Failures are counted in the database, so that all workers and restarts count together.
    """

    def __init__(
        self,
        log: PostgresLog,
        *,
        birthday_key: bytes,
        per_number: Limit,
        per_origin: Limit,
    ) -> None:
        self._log, self._key = log, birthday_key
        self._per_number, self._per_origin = per_number, per_origin
        self._tidied_at: datetime | None = None
        self.devices = Devices(hmac.digest(birthday_key, b"known devices", "sha256"))

    async def identify(
        self,
        number_text: str,
        birthday: date,
        *,
        origin: str,
        at: datetime,
        device: str | None = None,
    ) -> NoticeKnown:
        """The notice, if number and birthday belong together.

        The same statements run whatever is wrong. A right answer during a lock is refused too.

        Args:
            number_text: As typed; a mistyped number fails like an unknown one.
            birthday: As typed.
            origin: The session or address asking; only its HMAC is kept, for a day.
            at: Now.
            device: The cookie of a known device (`devices`), as the browser brought it.

        Raises:
            NotRecognisedError: anything is wrong; not told what.
            LockedOutError: too many failures with what was typed, until then.
            TooManyAttemptsError: too many failures from there, until then.
            DeskAwayError: the database is away.
        """
        try:
            async with self._log.transaction() as tx:
                await self._tidy(tx, at)
                typed = Typed(number=folded(number_text), birthday=birthday)
                known = self.devices.known(device, typed.number)
                result = await self._attempt(tx, typed, origin, at, known)
        except AWAY as fault:
            raise DeskAwayError from fault
        if isinstance(result, LockedOutError | NotRecognisedError):
            raise result
        return result

    async def _attempt(
        self, tx: Transaction, typed: Typed, origin: str, at: datetime, device: bytes | None
    ) -> NoticeKnown | LockedOutError | NotRecognisedError:
        """A known device's failures count for itself alone, and those of strangers not for it."""
        by_number = self._keyed("number", typed.number)
        if device is not None:
            by_number = self._keyed("device", device.hex())
        number = _number(typed)
        begun = await begin_try(
            tx,
            number,
            by_number=Counted(key=by_number, limit=self._per_number),
            by_origin=Counted(key=self._keyed("origin", origin), limit=self._per_origin),
            at=at,
        )
        notice = self._recognised(begun.notice, number, typed.birthday)
        if begun.of_origin.locked_until is not None:
            return TooManyAttemptsError(begun.of_origin.locked_until)
        if begun.of_number.locked_until is not None:
            return LockedOutError(begun.of_number.locked_until)
        if notice is None:
            await begun.note_failure(tx, at)
            return NotRecognisedError()
        if begun.of_number.failures:
            await lockout.clear(tx, by_number)
        return notice

    def _recognised(
        self, notice: RegisteredNotice | None, number: str, birthday: date
    ) -> NoticeKnown | None:
        """Computes and compares whether or not there is such a number."""
        expected = _NO_CHECK if notice is None else notice.birthday_check
        right = hmac.compare_digest(birthday_check(self._key, number, birthday), expected)
        return _known(notice) if right and notice is not None else None

    async def _tidy(self, tx: Transaction, at: datetime) -> None:
        if self._tidied_at is None or at - self._tidied_at > _TIDY_EVERY:
            await lockout.forget_old(tx, at)
            self._tidied_at = at

    def _keyed(self, kind: str, text: str) -> bytes:
        return hmac.digest(self._key, f"failures {kind}|{text}".encode(), "sha256")


def _number(typed: Typed) -> str:
    """Such as a number can be; "" for anything else, which no notice has."""
    try:
        return parse_number(typed.number)
    except NumberInvalidError:
        return ""


def _known(notice: RegisteredNotice) -> NoticeKnown:
    return NoticeKnown(
        notice_id=notice.notice_id,
        round=notice.round,
        pickup_deadline=notice.pickup_deadline,
        withdrawn=notice.withdrawn is not None,
    )
