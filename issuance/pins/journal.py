"""What the PIN writer has begun and finished on one card. Never a value, nor a length."""

import json
import os
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Protocol
from uuid import UUID

from issuance.errors import Refusal
from issuance.pins.references import Reference


class Step(Enum):
    """How far one reference is."""

    ABOUT_TO_CHANGE = "about-to-change"  # the change may or may not have reached the card
    SET = "set"  # the new PIN was verified
    UNCERTAIN = "uncertain"  # neither PIN was accepted: a person must look


class SettingJournal(Protocol):
    """Survives whatever stops the writer, so that the next attempt knows what to try first."""

    def steps(self) -> Mapping[Reference, Step]:
        """The last step noted for each reference."""
        ...

    def note(self, reference: Reference, step: Step) -> None:
        """Keep *step*; when this returns, it is on disk."""
        ...


class JournalOfAnotherCardError(Refusal):
    """The file was begun for another card or envelope."""

    code = "journal-of-another-card"


class FileJournal:
    """One small file for one card and envelope; a line a step, each flushed to the disk."""

    def __init__(self, path: Path, *, serial: str, envelope_id: UUID) -> None:
        """Open the journal, or begin it.

        Args:
            path: the file; its folder must exist.
            serial: the card's, so that a journal never guides work on another card.
            envelope_id: whose PINs are being set.

        Raises:
            JournalOfAnotherCardError: the file was begun for something else.
        """
        self._path = path
        heading = {"card": serial, "envelope": str(envelope_id)}
        whole_lines = self._drop_torn_line()
        if not whole_lines:
            self._append(heading)
        elif json.loads(whole_lines[0]) != heading:
            raise JournalOfAnotherCardError
        self._steps = dict(map(_step, whole_lines[1:]))

    def steps(self) -> Mapping[Reference, Step]:
        return self._steps

    def note(self, reference: Reference, step: Step) -> None:
        self._append({"reference": reference.value, "step": step.value})
        self._steps[reference] = step

    def destroy(self) -> None:
        """Remove the file: the card is finished."""
        self._path.unlink(missing_ok=True)

    def _drop_torn_line(self) -> list[bytes]:
        """Cut off a line whose writing was interrupted: its step was never acted upon."""
        written = self._path.read_bytes() if self._path.exists() else b""
        whole, newline, torn = written.rpartition(b"\n")
        if torn:
            os.truncate(self._path, len(whole) + len(newline))
        return whole.splitlines()

    def _append(self, line: Mapping[str, str]) -> None:
        new = not self._path.exists()
        with self._path.open("ab") as file:
            file.write(json.dumps(line).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if new:
            _flush_folder(self._path.parent)


def _step(line: bytes) -> tuple[Reference, Step]:
    noted: dict[str, str] = json.loads(line)
    return Reference(noted["reference"]), Step(noted["step"])


def _flush_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
