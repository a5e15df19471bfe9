"""Number and birthday typed by a resident: known, or one uniform answer for everything else."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from booking_web.notices import lockout, register
from booking_web.notices.devices import Devices
from booking_web.notices.lockout import Limit
from booking_web.notices.numbers import NumberInvalidError, folded, parse_number
from booking_web.notices.register import RegisteredNotice, birthday_check
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
        by_origin, by_number = self._keyed("origin", origin), self._keyed("number", typed.number)
        if device is not None:
            by_number = self._keyed("device", device.hex())
        await lockout.alone_with(tx, by_number)
        origin_count = await lockout.look(tx, by_origin, self._per_origin, at)
        number_count = await lockout.look(tx, by_number, self._per_number, at)
        notice = await self._recognised(tx, typed)
        if origin_count.locked_until is not None:
            return TooManyAttemptsError(origin_count.locked_until)
        if number_count.locked_until is not None:
            return LockedOutError(number_count.locked_until)
        if notice is None:
            await lockout.note_failure(tx, by_number, number_count, self._per_number, at)
            await lockout.note_failure(tx, by_origin, origin_count, self._per_origin, at)
            return NotRecognisedError()
        if number_count.failures:
            await lockout.clear(tx, by_number)
        return notice

    async def _recognised(self, tx: Transaction, typed: Typed) -> NoticeKnown | None:
        """Looks, computes and compares whether or not there is such a number."""
        try:
            number = parse_number(typed.number)
        except NumberInvalidError:
            number = ""
        notice = await register.find(tx, number)
        expected = _NO_CHECK if notice is None else notice.birthday_check
        right = hmac.compare_digest(birthday_check(self._key, number, typed.birthday), expected)
        return _known(notice) if right and notice is not None else None

    async def _tidy(self, tx: Transaction, at: datetime) -> None:
        if self._tidied_at is None or at - self._tidied_at > _TIDY_EVERY:
            await lockout.forget_old(tx, at)
            self._tidied_at = at

    def _keyed(self, kind: str, text: str) -> bytes:
        return hmac.digest(self._key, f"failures {kind}|{text}".encode(), "sha256")


def _known(notice: RegisteredNotice) -> NoticeKnown:
    return NoticeKnown(
        notice_id=notice.notice_id,
        round=notice.round,
        pickup_deadline=notice.pickup_deadline,
        withdrawn=notice.withdrawn is not None,
    )
