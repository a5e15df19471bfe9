"""Sessions of the phone desk's staff, kept in PostgreSQL and made by us alone.

The cookie holds 32 random bytes; the table knows them only by a keyed hash. A session begins at
sign-in and never before, always under a new id: one that somebody planted opens nothing. It is no
resident's session, which is sealed under another key in another cookie and known to no table.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from booking_web.phone_desk.staff import StaffFile

if TYPE_CHECKING:
    from issuance.ledger.postgres import PostgresLog

LIFETIME: Final = timedelta(hours=12)
_LONGEST_COOKIE: Final = 100
_SEEN_AFTER: Final = timedelta(seconds=30)
"""How old `seen_at` may grow before it is written anew; reading a page is rarely a write."""


@dataclass(frozen=True, kw_only=True)
class Session:
    staff: str
    """The code of who works here, such as P01."""
    id: bytes = field(repr=False)
    form_token: str = field(repr=False)
    """What every form of this session must bring back."""


class Sessions:
    """`idle` is how long nobody may touch the keyboard."""

    def __init__(
        self, log: "PostgresLog", staff: StaffFile, *, key: bytes, idle: timedelta
    ) -> None:
        self._log, self._staff, self._key, self._idle = log, staff, key, idle

    async def begin(self, code: str, *, replaced: str | None, at: datetime) -> str:
        """A new session; what the browser brought is ended. Returns the cookie."""
        cookie = secrets.token_urlsafe(32)
        await self.end(replaced)
        await self._log.pool.execute(_TIDY, at - LIFETIME, at - self._idle)
        credential = self._staff.credential(code)
        await self._log.pool.execute(_BEGIN, self._hash(cookie), code, credential, at)
        return cookie

    async def open(self, cookie: str | None, *, at: datetime) -> Session | None:
        """The session of a cookie we gave out.

        None if it is foreign, idle too long or over, or if its member of staff has another
        password since, or works here no more.
        """
        if not cookie or len(cookie) > _LONGEST_COOKIE:
            return None
        id_ = self._hash(cookie)
        row = await self._log.pool.fetchrow(_OPEN, id_, at - self._idle, at - LIFETIME)
        if row is None:
            return None
        now_valid = self._staff.credential(row["staff_code"])
        if now_valid is None or not hmac.compare_digest(now_valid, row["credential"]):
            return None
        if at - row["seen_at"] > _SEEN_AFTER:
            await self._log.pool.execute(_SEEN, id_, at)
        return Session(staff=row["staff_code"], id=id_, form_token=self._form_token(id_))

    async def end(self, cookie: str | None) -> None:
        if cookie and len(cookie) <= _LONGEST_COOKIE:
            await self._log.pool.execute(_END, self._hash(cookie))

    def _hash(self, cookie: str) -> bytes:
        return hmac.digest(self._key, cookie.encode("utf-8", "replace"), "sha256")

    def _form_token(self, id_: bytes) -> str:
        return hmac.digest(self._key, b"form" + id_, "sha256").hex()


_TIDY: Final = "DELETE FROM booking.phone_desk_sessions WHERE began_at < $1 OR seen_at < $2"
_BEGIN: Final = """INSERT INTO booking.phone_desk_sessions
    (session_hash, staff_code, credential, began_at, seen_at) VALUES ($1, $2, $3, $4, $4)"""
_OPEN: Final = """SELECT staff_code, credential, seen_at FROM booking.phone_desk_sessions
    WHERE session_hash = $1 AND seen_at > $2 AND began_at > $3"""
_SEEN: Final = "UPDATE booking.phone_desk_sessions SET seen_at = $2 WHERE session_hash = $1"
_END: Final = "DELETE FROM booking.phone_desk_sessions WHERE session_hash = $1"
