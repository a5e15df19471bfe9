"""Notices values that must stand once in a file and stand twice."""

from collections.abc import Iterator

from issuance.intake.problems import Problem


class Repeats:
    """Remembers the line each value of some columns stood on first."""

    def __init__(self, *columns: str) -> None:
        self._first_lines: dict[str, dict[str, int]] = {column: {} for column in columns}

    def found(self, line: int, *values: str) -> Iterator[Problem]:
        """A problem for each value seen before; an empty one was not readable and counts for none.

        Values are given in the order of the columns.
        """
        for (column, lines), value in zip(self._first_lines.items(), values, strict=True):
            first = lines.setdefault(value, line)
            if value and first != line:
                yield Problem(line=line, column=column, code="duplicate", same_as_line=first)
