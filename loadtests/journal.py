"""What residents were told, noted by the load generator; the auditor compares it with the log.

The lines are those of `loadtests/auditor/journal.py`; all outcomes are counted in the report.
"""

import time
from pathlib import Path
from typing import Final

NONE: Final = "00000000-0000-0000-0000-000000000000"
"""Stands for the slot or key of somebody who did not come that far."""
OUTCOMES: Final = {
    **dict.fromkeys(("confirmed", "held", "moved", "cancelled", "joined", "left"), "as asked for"),
    "taken": "somebody else was faster",
    "none-free": "no time was free",
    "gave-up": "every time that was wished for was taken",
    "refused": "the site said no",
    "unknown": "no answer ever came",
    "turned-away": "an answer that no honest resident should get",
    "gone": "put the phone away in the middle",
    "cut-off": "on the way when the drill ended",
    "guessed": "got in with a number that was guessed",
}
"""Whatever a resident may be told, and what it means; those of the auditor's journal come first."""


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
        """`began`: when it was asked for, in seconds since the epoch; None: now.

        Raises:
            ValueError: an outcome that no limit could speak of.
        """
        if outcome not in OUTCOMES:
            raise ValueError(f"no outcome {outcome!r}: name it in OUTCOMES")
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
