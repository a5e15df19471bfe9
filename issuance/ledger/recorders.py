"""The same facts on the library's recorders: in memory for tests, SQLite for journals."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    PersistenceError,
    StoredEvent,
)
from eventsourcing.popo import POPOApplicationRecorder
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from issuance.errors import ConcurrentChangeError
from issuance.ledger.codec import decode, encode
from issuance.ledger.facts import F, Recorded, S, Stream

LOCKED_TOPIC: Final = "locked"
"""The topic of a fact whose name and content are locked together."""


class NotWrittenError(Exception):
    """The disk took nothing of it: full, or failing."""


class RowLock(Protocol):
    """Locks rows for the place they stand in, and opens them there."""

    def lock(self, content: bytes, place: str) -> bytes: ...
    def open(self, locked: bytes, place: str) -> bytes: ...


class RecorderLog:
    """A log of facts on any application recorder of the `eventsourcing` library."""

    def __init__(
        self,
        recorder: ApplicationRecorder,
        lock: RowLock | None = None,
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self._recorder = recorder
        self._lock = lock
        self.close = close

    def read(self, stream_id: UUID, initial: S, evolve: Callable[[S, F], S]) -> Stream[S, F]:
        return Stream[S, F](stream_id, initial, evolve).replay(self.history(stream_id))

    def history(self, stream_id: UUID) -> list[Recorded[Any]]:
        """One stream's facts; their `position` is 0, since the recorder does not tell it here."""
        return [self._recorded(each, 0) for each in self._recorder.select_events(stream_id)]

    def append(self, recorded: Iterable[Recorded[Any]]) -> list[int]:
        """Append all or nothing; return the positions.

        Raises:
            ConcurrentChangeError: one of the streams grew since it was read.
            NotWrittenError: the disk is full or failing; nothing was appended.
        """
        try:
            stored = [self._stored(each) for each in recorded]
            return list(self._recorder.insert_events(stored) or [])
        except IntegrityError as error:
            raise ConcurrentChangeError from error
        except PersistenceError as error:
            raise NotWrittenError from error

    def follow(self, after: int, limit: int = 1_000) -> list[Recorded[Any]]:
        """The facts after a position, in order."""
        notifications = self._recorder.select_notifications(after, limit, inclusive_of_start=False)
        return [self._recorded(each, each.id) for each in notifications]

    def head(self) -> int:
        return self._recorder.max_notification_id() or 0

    def _stored(self, recorded: Recorded[Any]) -> StoredEvent:
        topic, state = encode(recorded)
        if self._lock is not None:
            place = place_of(recorded.stream_id, recorded.version)
            topic, state = LOCKED_TOPIC, self._lock.lock(named(topic, state), place)
        return StoredEvent(recorded.stream_id, recorded.version, topic, state)

    def _recorded(self, stored: StoredEvent, position: int) -> Recorded[Any]:
        stream_id = stored.originator_id
        uuid = stream_id if isinstance(stream_id, UUID) else UUID(stream_id)
        version, topic, state = stored.originator_version, stored.topic, stored.state
        if self._lock is not None:
            name, _, state = self._lock.open(state, place_of(uuid, version)).partition(b"\n")
            topic = name.decode()
        return decode(uuid, version, position, topic, state)


def place_of(stream_id: UUID, version: int) -> str:
    """What a locked fact is bound to."""
    return f"stored_events|{stream_id}|{version}"


def named(topic: str, state: bytes) -> bytes:
    """A fact's name and content as they are locked together."""
    return topic.encode() + b"\n" + state


def in_memory_log() -> RecorderLog:
    return RecorderLog(POPOApplicationRecorder())


def sqlite_log(path: Path, lock: RowLock | None = None) -> RecorderLog:
    """The log in a file. A commit is on the disk when `append` returns."""
    datastore = SQLiteDatastore(str(path))
    recorder = SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    return RecorderLog(recorder, lock, datastore.close)
