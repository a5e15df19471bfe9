"""The same facts on the library's recorders: in memory for tests, SQLite for journals."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.persistence import ApplicationRecorder, IntegrityError, StoredEvent
from eventsourcing.popo import POPOApplicationRecorder
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from issuance.errors import ConcurrentChangeError
from issuance.ledger.codec import decode, encode
from issuance.ledger.facts import F, Recorded, S, Stream


class RecorderLog:
    """A log of facts on any application recorder of the `eventsourcing` library."""

    def __init__(self, recorder: ApplicationRecorder) -> None:
        self._recorder = recorder

    def read(self, stream_id: UUID, initial: S, evolve: Callable[[S, F], S]) -> Stream[S, F]:
        return Stream[S, F](stream_id, initial, evolve).replay(self.history(stream_id))

    def history(self, stream_id: UUID) -> list[Recorded[Any]]:
        """One stream's facts; their `position` is 0, since the recorder does not tell it here."""
        return [_recorded(each, 0) for each in self._recorder.select_events(stream_id)]

    def append(self, recorded: Iterable[Recorded[Any]]) -> list[int]:
        """Append all or nothing; return the positions.

        Raises:
            ConcurrentChangeError: one of the streams grew since it was read.
        """
        try:
            return list(self._recorder.insert_events([_stored(each) for each in recorded]) or [])
        except IntegrityError as error:
            raise ConcurrentChangeError from error

    def follow(self, after: int, limit: int = 1_000) -> list[Recorded[Any]]:
        """The facts after a position, in order."""
        notifications = self._recorder.select_notifications(after, limit, inclusive_of_start=False)
        return [_recorded(each, each.id) for each in notifications]

    def head(self) -> int:
        return self._recorder.max_notification_id() or 0


def in_memory_log() -> RecorderLog:
    return RecorderLog(POPOApplicationRecorder())


def sqlite_log(path: Path) -> RecorderLog:
    """The log in a file. A commit is on the disk when `append` returns."""
    recorder = SQLiteApplicationRecorder(SQLiteDatastore(str(path)))
    recorder.create_table()
    return RecorderLog(recorder)


def _stored(recorded: Recorded[Any]) -> StoredEvent:
    topic, state = encode(recorded)
    return StoredEvent(recorded.stream_id, recorded.version, topic, state)


def _recorded(stored: StoredEvent, position: int) -> Recorded[Any]:
    stream_id = stored.originator_id
    uuid = stream_id if isinstance(stream_id, UUID) else UUID(stream_id)
    return decode(uuid, stored.originator_version, position, stored.topic, stored.state)
