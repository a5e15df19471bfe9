"""What is wrong in a file, said by line and column, never by what stands there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from issuance.errors import Refusal


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One thing to put right.

    `line` counts lines of the file from 1, headings included; `column` is the column's own name
    (issuance.intake.columns), empty where a whole line or the file is meant, `#5` for a fifth
    column without a known heading. `code` never changes.
    """

    line: int
    column: str
    code: str
    same_as_line: int | None = None
    """Where a value stood first that must stand once."""


class FileRefusedError(Refusal):
    """A file with problems: all of them are told and nothing of it is taken in."""

    code: ClassVar[str] = "file-refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(self.code)
        self.problems = tuple(sorted(problems, key=lambda each: (each.line, each.column)))


class CellError(Exception):
    """Why one cell cannot be read; becomes a Problem with its line and column."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
