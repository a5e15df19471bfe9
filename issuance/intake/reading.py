"""Reads the cells of many lines and keeps every problem, so that a file is put right in one go."""

from collections.abc import Callable
from typing import TypeVar

from issuance.intake import cells
from issuance.intake.problems import CellError, Problem
from issuance.intake.tables import Line

Value = TypeVar("Value")


class LineReader:
    """One line under reading; after the last cell `is_clean` says whether it may be used."""

    def __init__(self, line: Line, problems: list[Problem]) -> None:
        self._line = line
        self._problems = problems
        self.is_clean = True
        self._bad = {name for name, cell in line.cells.items() if not self._passes(name, cell)}

    def read(self, column: str, reading: Callable[[str], Value], *, instead: Value) -> Value:
        """The cell's value; after a problem, which is noted, *instead*, to read on with."""
        if column in self._bad:
            return instead
        try:
            return reading(self._line.cells[column])
        except CellError as error:
            self.note(column, error.code)
            return instead

    def note(self, column: str, code: str) -> None:
        """Remember a problem of this line."""
        self.is_clean = False
        self._problems.append(Problem(line=self._line.number, column=column, code=code))

    def _passes(self, column: str, cell: str) -> bool:
        try:
            cells.check_cell(cell)
        except CellError as error:
            self.note(column, error.code)
            return False
        return True
