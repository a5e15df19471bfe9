"""Who may sign in at this station, and a pause for whoever tries too often."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_TRIES = 5
_PAUSE = timedelta(minutes=10)

_hasher = PasswordHasher()
# Somebody unknown takes as long to refuse as somebody known.
_NOBODY = _hasher.hash("nobody")


class StaffFileError(Exception):
    """The staff file is missing or not as it should be; the text names the place."""


@dataclass(kw_only=True)
class _Tries:
    count: int = 0
    until: datetime | None = None


class Staff:
    """Staff ids, hashed station PINs, and who may decide what a clerk may not."""

    def __init__(
        self,
        hashes: Mapping[str, str],
        now: Callable[[], datetime],
        *,
        supervisors: Collection[str] = (),
    ) -> None:
        self._hashes = dict(hashes)
        self._supervisors = frozenset(supervisors)
        self._now = now
        self._tries: dict[str, _Tries] = {}

    @classmethod
    def read(cls, path: Path, now: Callable[[], datetime]) -> "Staff":
        """Read the staff file; raises StaffFileError."""
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            hashes = {each: str(table["pin_hash"]) for each, table in tables.items()}
            supervisors = [each for each, table in tables.items() if table.get("supervisor")]
            return cls(hashes, now, supervisors=supervisors)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StaffFileError(f"{path}: {type(error).__name__}") from error

    def is_supervisor(self, staff_id: str) -> bool:
        return staff_id in self._supervisors

    def may_enter(self, staff_id: str, pin: str) -> bool:
        """Check once, slowly (argon2id: call from a thread); after five failures, not for a while.

        Unknown, wrong and paused look alike from outside.
        """
        known = staff_id in self._hashes
        tries = self._tries.setdefault(staff_id, _Tries()) if known else _Tries()
        if tries.until is not None and self._now() < tries.until:
            return False
        if _matches(self._hashes.get(staff_id, _NOBODY), pin) and known:
            self._tries.pop(staff_id, None)
            return True
        tries.count += 1
        if tries.count >= _TRIES:
            tries.count, tries.until = 0, self._now() + _PAUSE
        return False


def _matches(pin_hash: str, pin: str) -> bool:
    try:
        return _hasher.verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False
