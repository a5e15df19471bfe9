"""Bringing a whole journal under a key: once for one written before keys, again at a key change.

Everything is written into a new file that takes the old one's place in one step; a power cut
before that leaves the old file as it was. Nothing readable stays in free pages of the new one.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec

from counter_station.journal.alone import alone_with
from counter_station.journal.file import JournalFile, Statement, placed
from counter_station.journal.outbox import Answer, Copy, Reply
from counter_station.journal.strongbox import JournalKeyError, StrongBox
from issuance.ledger.recorders import LOCKED_TOPIC, named, place_of, sqlite_log

_FACTS: Final = (
    "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
    " ORDER BY rowid"
)
_ADD_FACT: Final = (
    "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state)"
    " VALUES (?, ?, ?, ?, ?)"
)
_ADD_REPLY: Final = "INSERT INTO replies (position, refused, seen, body) VALUES (?, ?, ?, ?)"


def take_over_plain(path: Path, box: StrongBox) -> None:
    """Lock a journal that was written before stations had keys; others are left as they are."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path)) as old:
        if not old.execute("SELECT 1 FROM sqlite_master WHERE name = 'office_copy'").fetchone():
            return
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with closing(_new_file(path, box)) as new:
            new.write(
                *_facts(old, new),
                *_plain_answers(old, new),
                *_plain_envelopes(old, new),
                *_plain_copies(old, new),
            )
            new.wipe()
    _put_in_place(path)


def change_key(path: Path, old_box: StrongBox, new_box: StrongBox) -> None:
    """Lock the whole journal anew, while no station runs on it.

    Raises:
        JournalKeyError: the old key does not open it, or a station has it; nothing was changed.
    """
    if not path.exists():
        raise JournalKeyError(f"there is no journal {path}")
    with alone_with(path):
        take_over_plain(path, old_box)
        JournalFile(path, old_box).close()
        with closing(sqlite3.connect(path)) as old, closing(_new_file(path, new_box)) as new:
            new.write(
                *_facts(old, new, old_box),
                *_replies(old, new, old_box),
                *_kept(old, new, old_box),
            )
            new.wipe()
        _put_in_place(path)


def _new_file(path: Path, box: StrongBox) -> JournalFile:
    beside = _beside(path)
    for each in (beside, Path(f"{beside}-wal"), Path(f"{beside}-shm")):
        each.unlink(missing_ok=True)
    new = JournalFile(beside, box)
    sqlite_log(beside).close()
    return new


def _facts(
    old: sqlite3.Connection, new: JournalFile, key: StrongBox | None = None
) -> Iterator[Statement]:
    for position, stream, version, topic, state in old.execute(_FACTS):
        place = place_of(UUID(stream), version)
        content = key.open(state, place) if key else named(topic, bytes(state))
        yield _ADD_FACT, (position, stream, version, LOCKED_TOPIC, new.box.lock(content, place))


def _replies(old: sqlite3.Connection, new: JournalFile, key: StrongBox) -> Iterator[Statement]:
    for position, refused, seen, body in old.execute("SELECT * FROM replies"):
        locked = new.box.lock(key.open(body, placed(position)), placed(position))
        yield _ADD_REPLY, (position, refused, seen, locked)


def _kept(old: sqlite3.Connection, new: JournalFile, key: StrongBox) -> Iterator[Statement]:
    for name, body in old.execute("SELECT * FROM kept"):
        yield new.keeping(name, key.open(body, f"kept|{name}"))


def _plain_answers(old: sqlite3.Connection, new: JournalFile) -> Iterator[Statement]:
    for position, answer, code, at, seen_by in old.execute("SELECT * FROM answers"):
        reply = Reply(
            answer=Answer(answer),
            code=code,
            answered_at=datetime.fromisoformat(at),
            seen_by=seen_by or "",
        )
        body = new.box.lock(msgspec.json.encode(reply), placed(position))
        refused, seen = int(reply.answer is Answer.REFUSED), int(seen_by is not None)
        yield _ADD_REPLY, (position, refused, seen, body)


def _plain_envelopes(old: sqlite3.Connection, new: JournalFile) -> Iterator[Statement]:
    for envelope_id, blob in old.execute("SELECT * FROM sealed"):
        yield new.keeping(f"envelope|{envelope_id}", bytes(blob))


def _plain_copies(old: sqlite3.Connection, new: JournalFile) -> Iterator[Statement]:
    for name, body, at in old.execute("SELECT * FROM office_copy"):
        copy = Copy(body=bytes(body), fetched_at=datetime.fromisoformat(at))
        yield new.keeping(f"copy|{name}", msgspec.json.encode(copy))


def _put_in_place(path: Path) -> None:
    """In one step; the old file's write-ahead log was emptied before it was read."""
    for each in (f"{path}-wal", f"{path}-shm"):
        Path(each).unlink(missing_ok=True)
    _beside(path).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")
