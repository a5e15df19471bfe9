"""What the office has answered so far, the sealed PINs it has not got yet, and its last copies.

The list of what is unsent is not kept: it follows from the facts and the answers, so a process
killed between two steps leaves nothing half-done.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4

import msgspec

from counter_station.journal.file import JournalFile, Statement, forgetting, placed

_ENVELOPE: Final = "envelope|"
_COPY: Final = "copy|"
_JOURNAL_ID: Final = "journal-id"


class Answer(StrEnum):
    """What the office said to a fact; anything else leaves it unsent."""

    SENT = "sent"
    REFUSED = "refused"


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one fact at the office."""

    answer: Answer
    code: str = ""
    answered_at: datetime
    seen_by: str = ""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """Something of the office's that is good to have while it is away."""

    body: bytes
    fetched_at: datetime


class Outbox:
    """Answers, envelopes and copies in the journal's file."""

    def __init__(self, file: JournalFile) -> None:
        self.file = file
        self.journal_id = self._journal_id()
        """Of this very journal: another one at the same counter, or elsewhere, has its own."""

    def _journal_id(self) -> UUID:
        kept = self.file.kept(_JOURNAL_ID)
        if kept is None:
            self.file.keep(_JOURNAL_ID, kept := uuid4().bytes)
        return UUID(bytes=kept)

    def answered(self) -> list[int]:
        """The positions of all facts the office has answered."""
        return [int(position) for (position,) in self.file.all("SELECT position FROM replies")]

    def note(self, answers: Mapping[int, str], sent: Iterable[UUID], at: datetime) -> None:
        """The codes of refusals, or "", by position.

        Sealed PINs that were *sent* are at the office: this counter's copies of them go in the
        same transaction.
        """
        noting = [self._noting(position, code, at) for position, code in answers.items()]
        forgotten = [forgetting(f"{_ENVELOPE}{each}") for each in sent]
        self.file.write(*noting, *forgotten)
        if forgotten:
            self.file.wipe()

    def keep_sealed(self, envelope_id: UUID, blob: bytes) -> None:
        """Before the fact is recorded: a fact without its envelope could never be sent."""
        self.file.keep(f"{_ENVELOPE}{envelope_id}", blob)

    def sealed(self, envelope_id: UUID) -> bytes | None:
        return self.file.kept(f"{_ENVELOPE}{envelope_id}")

    def drop_sealed(self, envelope_id: UUID) -> None:
        self.file.forget(f"{_ENVELOPE}{envelope_id}")

    def drop_sealed_except(self, wanted: Iterable[UUID]) -> None:
        """Envelopes no fact tells of: the process died before recording it."""
        spared = {f"{_ENVELOPE}{each}" for each in wanted}
        if orphans := [each for each in self.file.names(_ENVELOPE) if each not in spared]:
            self.file.forget(*orphans)

    def refused(self) -> list[tuple[int, str]]:
        """Position and code of what the office refused and no clerk has seen yet."""
        found = self.file.all(
            "SELECT position, body FROM replies WHERE refused AND NOT seen ORDER BY position"
        )
        return [(position, self._reply(position, body).code) for position, body in found]

    def note_seen(self, position: int, by: str) -> None:
        """A clerk has read a refusal; where there is none, there is nothing to note."""
        found = self.file.one("SELECT body FROM replies WHERE position = ?", (position,))
        if found:
            seen = msgspec.structs.replace(self._reply(position, found[0]), seen_by=by)
            statement = "UPDATE replies SET seen = 1, body = ? WHERE position = ?"
            self.file.write((statement, (self._locked(position, seen), position)))

    def keep_copy(self, name: str, body: bytes, at: datetime) -> None:
        self.file.keep(f"{_COPY}{name}", msgspec.json.encode(Copy(body=body, fetched_at=at)))

    def copy(self, name: str) -> Copy | None:
        found = self.file.kept(f"{_COPY}{name}")
        return msgspec.json.decode(found, type=Copy) if found else None

    def copies(self, beginning: str) -> list[str]:
        """The copies whose names begin so."""
        return [each.removeprefix(_COPY) for each in self.file.names(f"{_COPY}{beginning}")]

    def forget_copies(self, names: Iterable[str]) -> None:
        self.file.forget(*(f"{_COPY}{each}" for each in names))

    def close(self) -> None:
        self.file.close()

    def _noting(self, position: int, code: str, at: datetime) -> Statement:
        answer = Answer.REFUSED if code else Answer.SENT
        body = self._locked(position, Reply(answer=answer, code=code, answered_at=at))
        statement = "INSERT OR IGNORE INTO replies (position, refused, body) VALUES (?, ?, ?)"
        return statement, (position, int(answer is Answer.REFUSED), body)

    def _locked(self, position: int, reply: Reply) -> bytes:
        return self.file.box.lock(msgspec.json.encode(reply), placed(position))

    def _reply(self, position: int, body: bytes) -> Reply:
        opened = self.file.box.open(bytes(body), placed(position))
        return msgspec.json.decode(opened, type=Reply)
