"""The journal's file: two locked tables beside the facts, each call one transaction on the disk."""

import os
import sqlite3
import threading
from pathlib import Path
from typing import Any, ClassVar, Final

from counter_station.journal.strongbox import JournalKeyError, StrongBox
from issuance.errors import Refusal

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS replies (
    position INTEGER PRIMARY KEY,
    refused INTEGER NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS kept (
    name TEXT PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;
"""
_CHECK: Final = "key-check"
_CHECKED: Final = b"madoguchi station journal"
Statement = tuple[str, tuple[Any, ...]]


class JournalUnwritableError(Refusal):
    """The station's disk takes nothing: full, or failing. Nothing of the step was recorded."""

    code: ClassVar[str] = "journal-unwritable"


class JournalFile:
    """A connection to the file; rows are locked with the station's key."""

    def __init__(self, path: Path, box: StrongBox) -> None:
        # Before SQLite makes it: its own files (-wal, -shm) inherit who may read.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self.box = box
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, timeout=5)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._db.execute(f"PRAGMA {pragma}")
        try:
            self._db.executescript(_TABLES)
            self._check_key()
        except JournalKeyError:
            self.close()
            raise

    def keep(self, name: str, content: bytes) -> None:
        """Keep something under a name; what was kept there before is overwritten on the disk."""
        self.write(self.keeping(name, content))

    def keeping(self, name: str, content: bytes) -> Statement:
        body = self.box.lock(content, f"kept|{name}")
        return "INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, body)

    def kept(self, name: str) -> bytes | None:
        found = self.one("SELECT body FROM kept WHERE name = ?", (name,))
        return self.box.open(bytes(found[0]), f"kept|{name}") if found else None

    def names(self, beginning: str) -> list[str]:
        """What is kept under names that begin so."""
        found = self.all("SELECT name FROM kept ORDER BY name")
        return [str(name) for (name,) in found if str(name).startswith(beginning)]

    def forget(self, *names: str) -> None:
        """Gone, also from the write-ahead log."""
        self.write(*(forgetting(name) for name in names))
        self.wipe()

    def wipe(self) -> None:
        """Empty the write-ahead log, which may still hold what was just overwritten."""
        with self._lock:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def one(self, statement: str, values: tuple[Any, ...] = ()) -> tuple[Any, ...]:
        with self._lock:
            found: tuple[Any, ...] | None = self._db.execute(statement, values).fetchone()
        return found or ()

    def all(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return list(self._db.execute(statement, values))

    def write(self, *statements: Statement) -> None:
        """All of them or none.

        Raises:
            JournalUnwritableError: the disk took none of it.
        """
        try:
            with self._lock, self._db:
                for statement, values in statements:
                    self._db.execute(statement, values)
        except sqlite3.OperationalError:
            raise JournalUnwritableError from None

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _check_key(self) -> None:
        if self.kept(_CHECK) is None:
            self.keep(_CHECK, _CHECKED)


def forgetting(name: str) -> Statement:
    return "DELETE FROM kept WHERE name = ?", (name,)


def placed(position: int) -> str:
    """What the office's answer to a fact is bound to."""
    return f"replies|{position}"
