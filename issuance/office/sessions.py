"""Sessions of signed-in staff, kept in PostgreSQL and made by us alone.

The cookie holds 32 random bytes; the table knows them only by a keyed hash. A session begins at
sign-in and never before, always under a new id: one that somebody planted opens nothing.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

from issuance.office.staff.accounts import Staff, roles_of

if TYPE_CHECKING:
    from asyncpg import Record

    from issuance.ledger.postgres import Pool

_LONGEST_COOKIE: Final = 100
_SEEN_AFTER: Final = timedelta(seconds=30)
"""How old `seen_at` may grow before it is written anew; reading a page is rarely a write."""


class Flash(msgspec.Struct, frozen=True, kw_only=True):
    """What the next page says once: what was done or refused, and what had been typed."""

    path: str
    form: str = ""
    done: str = ""
    count: int = 0
    refused: str = ""
    detail: dict[str, str | list[str]] = {}
    several: list[tuple[str, str, dict[str, str | list[str]]]] = []
    """Of an act on many cards: serial, code and detail of each that was refused."""
    typed: dict[str, str] = {}


class Way(StrEnum):
    """How somebody came in; stored."""

    PASSWORD = "password"  # noqa: S105 - a way, not a secret
    PASSKEY = "passkey"
    SIGN_ON = "sign-on"


class Unsettled(StrEnum):
    """What has to be done on one's own account before any other page opens."""

    PASSWORD = "password"  # noqa: S105 - a way, not a secret
    PASSKEY = "passkey"


@dataclass(frozen=True, kw_only=True)
class Session:
    staff: Staff
    id: bytes = field(repr=False)
    form_token: str = field(repr=False)
    """What every form of this session must bring back."""
    way: Way
    unsettled: Unsettled | None
    ends_at: datetime
    """When it ends if nothing more is done …"""
    closes_at: datetime
    """… and when it ends in any case."""


class Sessions:
    def __init__(
        self,
        pool: "Pool",
        *,
        secret: bytes,
        form_secret: bytes,
        idle: timedelta,
        lifetime: timedelta,
        require_passkey: bool = False,
    ) -> None:
        self._pool, self._require_passkey = pool, require_passkey
        self._secret, self._form_secret = secret, form_secret
        self._idle, self._lifetime = idle, lifetime

    async def begin(
        self, staff: Staff, now: datetime, replaced: str | None, way: Way = Way.PASSWORD
    ) -> str:
        """A new session; what the browser brought is ended. Returns the cookie."""
        cookie = secrets.token_urlsafe(32)
        await self.end(replaced)
        await self._pool.execute(_TIDY, now - self._lifetime, now - self._idle)
        await self._pool.execute(_BEGIN, self._hash(cookie), staff.staff_id, now, way.value)
        return cookie

    async def open(self, cookie: str | None, now: datetime) -> Session | None:
        """The session of a cookie we gave out; None if it is foreign, idle too long, or over."""
        if not cookie or len(cookie) > _LONGEST_COOKIE:
            return None
        id_ = self._hash(cookie)
        row = await self._pool.fetchrow(_OPEN, id_, now - self._idle, now - self._lifetime)
        if row is None:
            return None
        if now - row["seen_at"] > _SEEN_AFTER:
            await self._pool.execute(_SEEN, id_, now)
        return self._session(id_, row, now)

    def _session(self, id_: bytes, row: "Record", now: datetime) -> Session:
        closes_at = row["started_at"] + self._lifetime
        way = Way(row["way"])
        return Session(
            staff=Staff(staff_id=row["staff_id"], roles=roles_of(row["roles"])),
            id=id_,
            form_token=self._form_token(id_),
            way=way,
            unsettled=self._unsettled(way, temporary=row["password_temporary"]),
            ends_at=min(now + self._idle, closes_at),
            closes_at=closes_at,
        )

    def _unsettled(self, way: Way, *, temporary: bool) -> Unsettled | None:
        """A ward's own sign-on asks for a second factor itself, or does not: that is its rule."""
        if way is Way.PASSWORD and temporary:
            return Unsettled.PASSWORD
        if way is Way.PASSWORD and self._require_passkey:
            return Unsettled.PASSKEY
        return None

    async def settle(self, session: Session) -> None:
        """The person has shown a passkey within this session."""
        await self._pool.execute(_SETTLE, session.id)

    async def end(self, cookie: str | None) -> None:
        if cookie and len(cookie) <= _LONGEST_COOKIE:
            await self._pool.execute(_END, self._hash(cookie))

    async def leave_flash(self, session: Session, flash: Flash) -> None:
        await self._pool.execute(_LEAVE, session.id, msgspec.json.encode(flash))

    async def take_flash(self, session: Session, path: str) -> Flash | None:
        """What was left for this page; another page's stays for it."""
        kept: bytes | None = await self._pool.fetchval(_FLASH, session.id)
        if kept is None:
            return None
        flash = msgspec.json.decode(kept, type=Flash)
        if flash.path != path:
            return None
        await self._pool.execute(_TAKEN, session.id, kept)
        return flash

    def _hash(self, cookie: str) -> bytes:
        return hmac.digest(self._secret, cookie.encode("utf-8", "replace"), "sha256")

    def _form_token(self, id_: bytes) -> str:
        return hmac.digest(self._form_secret, b"form" + id_, "sha256").hex()


_TIDY = "DELETE FROM office.staff_sessions WHERE started_at < $1 OR seen_at < $2"
_BEGIN = """INSERT INTO office.staff_sessions
    (session_hash, staff_id, started_at, seen_at, way) VALUES ($1, $2, $3, $3, $4)"""
_SETTLE = "UPDATE office.staff_sessions SET way = 'passkey' WHERE session_hash = $1"
_OPEN = """SELECT s.staff_id, s.seen_at, s.started_at, s.way, m.roles, m.password_temporary
    FROM office.staff_sessions AS s
    JOIN office.staff AS m USING (staff_id)
    WHERE s.session_hash = $1 AND s.seen_at > $2 AND s.started_at > $3 AND m.active"""
_SEEN = "UPDATE office.staff_sessions SET seen_at = $2 WHERE session_hash = $1"
_END = "DELETE FROM office.staff_sessions WHERE session_hash = $1"
_LEAVE = "UPDATE office.staff_sessions SET flash = $2 WHERE session_hash = $1"
_FLASH = "SELECT flash FROM office.staff_sessions WHERE session_hash = $1"
_TAKEN = "UPDATE office.staff_sessions SET flash = NULL WHERE session_hash = $1 AND flash = $2"
