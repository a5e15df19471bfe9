"""What residents were told, noted by the load generator; the auditor compares it with the log.

The lines are those of `loadtests/auditor/journal.py`. Beside the outcomes that it judges there are
`gone` (put the phone away in the middle) and `turned-away` (an answer no honest resident should
get); all are counted in the report.
"""

import time
from pathlib import Path
from typing import Final

NONE: Final = "00000000-0000-0000-0000-000000000000"
"""Stands for the slot or key of somebody who did not come that far."""


class Journal:
    """Of one process; several write files of their own into the same folder."""

    def __init__(self, folder: Path, process: int) -> None:
        self._file = (folder / f"journal-{process}").open("w", encoding="ascii", buffering=65_536)
        self._notes = (folder / f"notes-{process}").open("w", encoding="ascii", buffering=65_536)

    def write(
        self,
        notice: str,
        outcome: str,
        *,
        slot: str = NONE,
        key: str = NONE,
        asked: str = "book",
        began: float | None = None,
    ) -> None:
        """`began`: when it was asked for, in seconds since the epoch; None: now."""
        now = time.time()
        began = now if began is None else began
        self._file.write(f"{notice} {slot} {key} {outcome} {now:.3f} {asked} {began:.3f}\n")

    def note(self, kind: str, *words: object) -> None:
        """Anything else a scenario wants judged: its kind, the time, and words without spaces."""
        self._notes.write(" ".join(map(str, (kind, f"{time.time():.3f}", *words))) + "\n")

    def close(self) -> None:
        self._file.close()
        self._notes.close()


def journals(folder: Path) -> list[Path]:
    """Of all processes."""
    return sorted(folder.glob("journal-*"))


def notes(folder: Path, kind: str) -> list[list[str]]:
    """All notes of a kind: time, then the words."""
    texts = [path.read_text(encoding="ascii") for path in sorted(folder.glob("notes-*"))]
    lines = [line for text in texts for line in text.splitlines(keepends=True)]
    found = [line.split() for line in lines if line.endswith("\n")]  # the last may be cut off
    return [words[1:] for words in found if words[0] == kind]
