"""Who may sign in at this station: the office's list of the day, and a pause for who guesses.

Wrong tries are counted on the disk: neither a restart nor being offline gives new ones.
"""

import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Final

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from counter_station.journal.outbox import Outbox
from counter_station.released import ReleasedClerk, StaffList
from issuance.calendar import office_date

_TRIES: Final = 5
_TRIES_A_DAY: Final = 15
_PAUSE: Final = timedelta(minutes=10)
_COPY: Final = "sign-in-tries"

_hasher = PasswordHasher()
# Somebody unknown takes as long to refuse as somebody known.
_NOBODY = _hasher.hash("nobody")

Released = Callable[[], StaffList | None]


class Entry(Enum):
    """What became of somebody who wanted to sign in."""

    WELCOME = "welcome"
    REFUSED = "refused"
    LOCKED = "locked"
    """Refused, and it was the try that began a pause."""
    NO_LIST = "no-list"


class _Tries(msgspec.Struct, frozen=True):
    day: date
    count: int = 0
    until: datetime | None = None

    def after_one_more(self, now: datetime) -> "_Tries":
        count = self.count + 1
        if count >= _TRIES_A_DAY:
            return _Tries(self.day, count, now + timedelta(days=1))
        return _Tries(self.day, count, now + _PAUSE if count % _TRIES == 0 else None)


class StaffFileError(Exception):
    """The staff file is missing or not as it should be; the text names the place."""


def staff_file(path: Path, today: Callable[[], date]) -> Released:
    """A list that a station without an office keeps itself; raises StaffFileError."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        clerks = tuple(
            ReleasedClerk(
                staff_id=each,
                pin_hash=str(table["pin_hash"]),
                supervisor=bool(table.get("supervisor")),
            )
            for each, table in tables.items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StaffFileError(f"{path}: {type(error).__name__}") from error
    return lambda: StaffList(day=today(), clerks=clerks)


class Staff:
    """Checks staff codes and PINs against what is released."""

    def __init__(self, released: Released, outbox: Outbox, now: Callable[[], datetime]) -> None:
        self._released = released
        self._outbox = outbox
        self._now = now
        kept = outbox.copy(_COPY)
        tries = msgspec.json.decode(kept.body, type=dict[str, _Tries]) if kept else {}
        self._tries: dict[str, _Tries] = tries

    def is_released(self, staff_id: str) -> bool:
        """Whether somebody may (still) work here."""
        known = self._released()
        return known is not None and known.find(staff_id) is not None

    def is_supervisor(self, staff_id: str) -> bool:
        """Whether somebody decides what a clerk may not."""
        known = self._released()
        clerk = known.find(staff_id) if known else None
        return clerk is not None and clerk.supervisor

    def may_enter(self, staff_id: str, pin: str) -> bool:
        """Whether code and PIN belong together; as slow, and counted, as `enter`."""
        return self.enter(staff_id, pin) is Entry.WELCOME

    def enter(self, staff_id: str, pin: str) -> Entry:
        """Check once, slowly (argon2id: call from a thread). Each try is counted before it.

        Unknown, wrong and paused look alike from outside.
        """
        released = self._released()
        if released is None:
            return Entry.NO_LIST
        clerk = released.find(staff_id)
        tries = self._tries_of(staff_id)
        if tries.until is not None and self._now() < tries.until:
            return Entry.REFUSED
        if clerk is not None:
            self._note(staff_id, tries.after_one_more(self._now()))
        if _matches(clerk.pin_hash if clerk else _NOBODY, pin) and clerk is not None:
            self._note(staff_id, None)
            return Entry.WELCOME
        return Entry.LOCKED if self._tries_of(staff_id).until is not None else Entry.REFUSED

    def _tries_of(self, staff_id: str) -> _Tries:
        today = office_date(self._now())
        known = self._tries.get(staff_id)
        return known if known is not None and known.day == today else _Tries(today)

    def _note(self, staff_id: str, tries: _Tries | None) -> None:
        self._tries.pop(staff_id, None)
        if tries is not None:
            self._tries[staff_id] = tries
        self._outbox.keep_copy(_COPY, msgspec.json.encode(self._tries), self._now())


def _matches(pin_hash: str, pin: str) -> bool:
    try:
        return _hasher.verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False
