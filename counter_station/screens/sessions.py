"""Who is signed in here, which screen is the resident's, and proof that a form is our own."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

_IDLE = timedelta(minutes=60)
_LONGEST = timedelta(hours=12)
_CODE_DIGITS = 6
_TRIES = 5
_PAUSE = timedelta(minutes=1)


@dataclass(kw_only=True)
class ClerkSession:
    """One signed-in clerk; `notice` is a code that the next page says once."""

    staff_id: str
    began_at: datetime
    seen_at: datetime
    notice: str = ""

    @property
    def by(self) -> str:
        """The actor as facts name it."""
        return f"staff:{self.staff_id}"


class Sessions:
    """Sessions in memory: a restart signs everybody out, the journal keeps the visit."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._open: dict[str, ClerkSession] = {}
        self._replaced: dict[str, str] = {}

    def begin(self, staff_id: str, replacing: str | None) -> str:
        """A fresh id made here; one that came from outside is never taken over."""
        self.end(replacing)
        # One clerk at a time works at a station, at one window; another one is told.
        self._replaced = dict.fromkeys(self._open, staff_id)
        self._open.clear()
        token = secrets.token_urlsafe(32)
        now = self._now()
        self._open[token] = ClerkSession(staff_id=staff_id, began_at=now, seen_at=now)
        return token

    def find(self, token: str | None, *, touch: bool = True) -> ClerkSession | None:
        """The session, unless it idled or lasted too long; `touch` counts as somebody working."""
        session = self._open.get(token or "")
        if session is None:
            return None
        now = self._now()
        if now - session.seen_at > _IDLE or now - session.began_at > _LONGEST:
            self.end(token)
            return None
        if touch:
            session.seen_at = now
        return session

    def replaced_by(self, token: str | None) -> str:
        """Who signed in at another window while this session was open; empty: nobody."""
        return self._replaced.get(token or "", "")

    def mark(self, token: str | None) -> str:
        """Tells an open session from the ones before and after it, and opens nothing."""
        return sha256(token.encode()).hexdigest()[:16] if token and token in self._open else ""

    def end(self, token: str | None) -> None:
        self._open.pop(token or "", None)

    def keep_only(self, allowed: Callable[[str], bool]) -> None:
        """Whoever lost their access is signed out."""
        gone = [token for token, each in self._open.items() if not allowed(each.staff_id)]
        for token in gone:
            self.end(token)

    @property
    def current(self) -> ClerkSession | None:
        """Of whoever works here."""
        found = (self.find(token, touch=False) for token in list(self._open))
        return next(filter(None, found), None)


class Pairing:
    """The resident's screen proves once, by a code the clerk reads out, that it is ours today."""

    def __init__(self, secret: bytes, station_id: str, now: Callable[[], datetime]) -> None:
        self._secret = secret
        self._station_id = station_id
        self._now = now
        self._wrong = 0
        self._paused_until: datetime | None = None
        self.code = _fresh_code()

    def pair(self, code: str, on: date) -> str | None:
        """The screen's token for a day, None for a wrong code; a code serves once.

        After five wrong ones there is another code, and no code serves for a minute.
        """
        if self._paused_until is not None and self._now() < self._paused_until:
            return None
        if not hmac.compare_digest(code.strip().encode(), self.code.encode()):
            self._wrong += 1
            if self._wrong >= _TRIES:
                self._renew()
                self._paused_until = self._now() + _PAUSE
            return None
        self._renew()
        nonce = secrets.token_urlsafe(12)
        return f"{nonce}.{self._seal(nonce, on)}"

    def is_paired(self, token: str | None, on: date) -> bool:
        nonce, _, seal = (token or "").partition(".")
        return hmac.compare_digest(seal.encode("utf-8", "replace"), self._seal(nonce, on).encode())

    def _renew(self) -> None:
        self.code, self._wrong = _fresh_code(), 0

    def _seal(self, nonce: str, on: date) -> str:
        bound = f"resident-screen|{self._station_id}|{on}|{nonce}"
        return hmac.digest(self._secret, bound.encode("utf-8", "replace"), "sha256").hex()


class FormTokens:
    """Double submit: the same token in a cookie and in the form, sealed so that we made it."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def fresh(self) -> str:
        token = secrets.token_urlsafe(24)
        return f"{token}.{self._seal(token)}"

    def is_ours(self, token: str | None) -> bool:
        token, _, seal = (token or "").partition(".")
        return hmac.compare_digest(seal.encode("utf-8", "replace"), self._seal(token).encode())

    def agree(self, cookie: str | None, field: str) -> bool:
        same = hmac.compare_digest(
            (cookie or "").encode("utf-8", "replace"), field.encode("utf-8", "replace")
        )
        return same and self.is_ours(cookie)

    def _seal(self, token: str) -> str:
        return hmac.digest(self._secret, token.encode("utf-8", "replace"), "sha256").hex()


def _fresh_code() -> str:
    return f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}d}"
