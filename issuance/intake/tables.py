"""A CSV file taken apart into lines of named cells, with all that is wrong about its shape."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final
from unicodedata import normalize

from issuance.intake.decoding import UndecodableError, decode
from issuance.intake.problems import Problem

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 100


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's own name, and every heading it may stand under."""

    name: str
    headings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Line:
    """One row: the line of the file it begins on, and its cells by column name."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, repr=False)
class Table:
    lines: Sequence[Line]
    problems: Sequence[Problem]


def read_table(content: bytes, columns: Sequence[Column], optional: Sequence[Column] = ()) -> Table:
    """The rows that have the right shape, and the problems of the others. Never raises.

    A column of *optional* may be missing; its cells are then empty.
    Rows with nothing in them are passed over: spreadsheets leave such rows at the end.
    """
    try:
        text = decode(content)
    except UndecodableError as error:
        return Table(lines=[], problems=[error.problem])
    rows = _Rows(text)
    headings = next(iter(rows), None)
    if headings is None:
        nothing = Problem(line=1, column="", code="file-empty")
        return Table(lines=[], problems=rows.problems or [nothing])
    names, problems = _match_headings(*headings, columns, optional)
    if problems:
        return Table(lines=[], problems=problems)
    return _collect(rows, names, dict.fromkeys((each.name for each in optional), ""))


class _Rows:
    """The CSV reader's rows with the line each begins on; where it gives up, a problem is left."""

    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        # newline="" leaves line ends alone, so that csv counts them as the file has them.
        self._reader = csv.reader(StringIO(text, newline=""), strict=True)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        begins = self._reader.line_num + 1
        try:
            for row in self._reader:
                if any(cell.strip() for cell in row):
                    yield begins, row
                begins = self._reader.line_num + 1
        except csv.Error:
            # A quotation mark never closed or out of place; what follows cannot be told apart.
            self.problems.append(Problem(line=begins, column="", code="quotes-broken"))


def _collect(rows: _Rows, names: Sequence[str], blank: Mapping[str, str]) -> Table:
    lines: list[Line] = []
    for count, (number, row) in enumerate(rows, start=1):
        if count > MOST_ROWS:
            problem = Problem(line=number, column="", code="too-many-rows")
            return Table(lines=[], problems=[problem])
        if len(row) != len(names):
            code = "cells-missing" if len(row) < len(names) else "cells-too-many"
            rows.problems.append(Problem(line=number, column="", code=code))
            continue
        lines.append(Line(number=number, cells={**blank, **dict(zip(names, row, strict=True))}))
    return Table(lines=lines, problems=rows.problems)


def _match_headings(
    number: int,
    headings: Sequence[str],
    columns: Sequence[Column],
    optional: Sequence[Column],
) -> tuple[list[str], list[Problem]]:
    if len(headings) > MOST_COLUMNS:
        return [], [Problem(line=number, column="", code="columns-too-many")]
    known = {
        _folded(heading): each.name for each in (*columns, *optional) for heading in each.headings
    }
    problems: list[Problem] = []
    names: list[str] = []
    for place, heading in enumerate(headings, start=1):
        name = known.get(_folded(heading))
        if name is None:
            # The heading itself is not repeated: in a file without headings it is a person's data.
            problems.append(Problem(line=number, column=f"#{place}", code="column-unknown"))
        elif name in names:
            problems.append(Problem(line=number, column=name, code="column-twice"))
        names.append(name or "")
    missing = (each.name for each in columns if each.name not in names)
    problems.extend(Problem(line=number, column=name, code="column-missing") for name in missing)
    return names, problems


def _folded(heading: str) -> str:
    folded = normalize("NFKC", heading[:100]).casefold()
    return "".join(character for character in folded if character.isalnum())
