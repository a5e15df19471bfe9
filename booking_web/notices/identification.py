"""Number and birthday typed by a resident: known, or one uniform answer for everything else."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking_web.notices import lockout
from booking_web.notices.devices import Devices
from booking_web.notices.lockout import Limit
from booking_web.notices.numbers import NumberInvalidError, folded, parse_number
from booking_web.notices.register import birthday_check
from booking_web.notices.tries import Counted, NoticeKnown, Tried, try_birthday
from booking_web.refusals import (
    DeskAwayError,
    LockedOutError,
    NotRecognisedError,
    TooManyAttemptsError,
)
from issuance.ledger.away import AWAY
from issuance.ledger.postgres import PostgresLog

_TIDY_EVERY = timedelta(hours=1)


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
        typed = Typed(number=folded(number_text), birthday=birthday)
        known = self.devices.known(device, typed.number)
        try:
            await self._tidy(at)
            tried = await self._try(typed, origin, at, known)
        except AWAY as fault:
            raise DeskAwayError from fault
        if tried.origin_locked is not None:
            raise TooManyAttemptsError(tried.origin_locked)
        if tried.number_locked is not None:
            raise LockedOutError(tried.number_locked)
        if tried.known is None:
            raise NotRecognisedError
        return tried.known

    async def _try(self, typed: Typed, origin: str, at: datetime, device: bytes | None) -> Tried:
        """A known device's failures count for itself alone, and those of strangers not for it."""
        by_number = self._keyed("number", typed.number)
        if device is not None:
            by_number = self._keyed("device", device.hex())
        number = _number(typed)
        return await try_birthday(
            self._log,
            number,
            birthday_check(self._key, number, typed.birthday),
            by=(
                Counted(key=by_number, limit=self._per_number),
                Counted(key=self._keyed("origin", origin), limit=self._per_origin),
            ),
            at=at,
        )

    async def _tidy(self, at: datetime) -> None:
        if self._tidied_at is None or at - self._tidied_at > _TIDY_EVERY:
            await lockout.forget_old(self._log, at)
            self._tidied_at = at

    def _keyed(self, kind: str, text: str) -> bytes:
        return hmac.digest(self._key, f"failures {kind}|{text}".encode(), "sha256")


def _number(typed: Typed) -> str:
    """Such as a number can be; "" for anything else, which no notice has."""
    try:
        return parse_number(typed.number)
    except NumberInvalidError:
        return ""
