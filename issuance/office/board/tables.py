"""A table of the board: shown under its chart, and given as CSV with the same content."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import Final

from issuance.calendar import JST

Cell = str | int | float | datetime | date | None
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """`name` is its place in addresses; `note` defines the figures; `unit` "seconds" is m:ss."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    chart: str = ""
    """The same as SVG; "" where a table alone says it better."""
    paths: Sequence[str] = ()
    """The list behind each row, "" where there is none."""
    open: bool = False
    """Shown unfolded."""


def csv_of(table: Table) -> bytes:
    """UTF-8 with a BOM, so that spreadsheets read it; no cell can become a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_plain(each) for each in table.columns])
    writer.writerows([_plain(each) for each in row] for row in table.rows)
    return ("\ufeff" + out.getvalue()).encode()


def shown(cell: Cell) -> str:
    """A cell for the eye: figures with at most one decimal."""
    match cell:
        case None:
            return "–"
        case float():
            return f"{cell:.1f}"
        case datetime():
            return f"{cell.astimezone(JST):%H:%M}"
        case _:
            return str(cell)


def percent(part: float | None) -> float | None:
    """A share of one as it is shown."""
    return None if part is None else 100 * part


def in_minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60


def _plain(cell: Cell) -> str | int | float:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.astimezone(JST).isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case str():
            return f"'{cell}" if cell.startswith(_FORMULA) else cell
        case float():
            return round(cell, 3)
        case _:
            return cell
