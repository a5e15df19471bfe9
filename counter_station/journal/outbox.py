"""What the office has answered so far, the sealed PINs it has not got yet, and its last copy.

The list of what is unsent is not kept: it follows from the facts and the answers, so a process
killed between two steps leaves nothing half-done.
"""

import os
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    position INTEGER PRIMARY KEY,
    answer TEXT NOT NULL CHECK (answer IN ('sent', 'refused')),
    code TEXT NOT NULL,
    answered_at TEXT NOT NULL,
    seen_by TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS sealed (
    envelope_id TEXT PRIMARY KEY,
    blob BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS office_copy (
    name TEXT PRIMARY KEY,
    body BLOB NOT NULL,
    fetched_at TEXT NOT NULL
) STRICT;
"""


class Answer(StrEnum):
    """What the office said to a fact; anything else leaves it unsent."""

    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Copy:
    """Something of the office's that is good to have while it is away; never anybody's data."""

    body: bytes
    fetched_at: datetime


class Outbox:
    """Three small tables in the journal's file. Each call is one transaction, on the disk after."""

    def __init__(self, path: Path) -> None:
        # Before SQLite makes it: its own files (-wal, -shm) inherit who may read.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, timeout=5)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript(_TABLES)

    def answered_up_to(self) -> int:
        """The position of the last fact the office has answered; facts are sent in order."""
        return int(self._one("SELECT coalesce(max(position), 0) FROM answers")[0])

    def note(self, position: int, answer: Answer, code: str, at: datetime) -> None:
        statement = "INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, NULL)"
        self._write((statement, (position, answer, code, at.isoformat())))

    def note_sealed_sent(self, position: int, envelope_id: UUID, at: datetime) -> None:
        """The office has the sealed PINs; this counter's copy goes in the same transaction."""
        self._write(
            (
                "INSERT OR IGNORE INTO answers VALUES (?, 'sent', '', ?, NULL)",
                (position, at.isoformat()),
            ),
            ("DELETE FROM sealed WHERE envelope_id = ?", (str(envelope_id),)),
        )
        with self._lock:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def keep_sealed(self, envelope_id: UUID, blob: bytes) -> None:
        """Before the fact is recorded: a fact without its envelope could never be sent."""
        self._write(("INSERT OR IGNORE INTO sealed VALUES (?, ?)", (str(envelope_id), blob)))

    def sealed(self, envelope_id: UUID) -> bytes | None:
        found = self._one("SELECT blob FROM sealed WHERE envelope_id = ?", (str(envelope_id),))
        return bytes(found[0]) if found else None

    def drop_sealed(self, envelope_id: UUID) -> None:
        self._write(("DELETE FROM sealed WHERE envelope_id = ?", (str(envelope_id),)))

    def drop_sealed_except(self, wanted: Iterable[UUID]) -> None:
        """Envelopes no fact tells of: the process died before recording it."""
        marks = [str(each) for each in wanted]
        holes = ",".join("?" * len(marks))
        statement = f"DELETE FROM sealed WHERE envelope_id NOT IN ({holes})"  # noqa: S608 - holes only
        self._write((statement, tuple(marks)))

    def refused(self) -> list[tuple[int, str]]:
        """Position and code of what the office refused and no clerk has seen yet."""
        statement = (
            "SELECT position, code FROM answers WHERE answer = 'refused' AND seen_by IS NULL"
        )
        with self._lock:
            return list(self._db.execute(f"{statement} ORDER BY position"))

    def note_seen(self, position: int, by: str) -> None:
        self._write(("UPDATE answers SET seen_by = ? WHERE position = ?", (by, position)))

    def keep_copy(self, name: str, body: bytes, at: datetime) -> None:
        statement = "INSERT OR REPLACE INTO office_copy VALUES (?, ?, ?)"
        self._write((statement, (name, body, at.isoformat())))

    def copy(self, name: str) -> Copy | None:
        found = self._one("SELECT body, fetched_at FROM office_copy WHERE name = ?", (name,))
        if not found:
            return None
        return Copy(body=bytes(found[0]), fetched_at=datetime.fromisoformat(found[1]))

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _one(self, statement: str, values: tuple[Any, ...] = ()) -> tuple[Any, ...]:
        with self._lock:
            found: tuple[Any, ...] | None = self._db.execute(statement, values).fetchone()
        return found or ()

    def _write(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        with self._lock, self._db:
            for statement, values in statements:
                self._db.execute(statement, values)
