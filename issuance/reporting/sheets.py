"""A table that becomes a file: CSV in two encodings, or XLSX. No cell can become a formula."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO, StringIO
from typing import Final, Protocol, assert_never, cast

import xlsxwriter

Cell = str | int | float | date | None

STARTS_A_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, in both widths."""
GETA: Final = "〓"
"""Stands for a character that CP932 does not have, as printers have always done it."""
_IN_CP932: Final = str.maketrans({"〜": "～", "−": "－", "—": "―", "‖": "∥", "–": "－"})
_MOST_SHEET_NAME: Final = 31


class FileFormat(StrEnum):
    """Values stand in addresses."""

    CSV = "csv"
    CSV_CP932 = "csv-cp932"
    XLSX = "xlsx"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Columns and rows; every row has as many cells as there are columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, kw_only=True)
class File:
    """Bytes, and how a browser is told what they are."""

    content: bytes
    media_type: str
    suffix: str


def file_of(sheet: Sheet, form: FileFormat) -> File:
    match form:
        case FileFormat.CSV:
            return File(content=to_csv(sheet), media_type="text/csv; charset=utf-8", suffix="csv")
        case FileFormat.CSV_CP932:
            return File(
                content=to_cp932(sheet), media_type="text/csv; charset=Shift_JIS", suffix="csv"
            )
        case FileFormat.XLSX:
            return File(content=to_xlsx([sheet]), media_type=_XLSX, suffix="xlsx")
        case _:
            assert_never(form)


def to_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it; lines end in CR LF (RFC 4180)."""
    return _csv_text(sheet).encode("utf-8-sig")


def to_cp932(sheet: Sheet) -> bytes:
    """For systems that know nothing newer; what it cannot write becomes 〓."""
    text = _csv_text(sheet).translate(_IN_CP932)
    return "".join(each if _in_cp932(each) else GETA for each in text).encode("cp932")


class _Page(Protocol):
    """What is used of xlsxwriter's worksheet, which has no types."""

    def write_blank(self, row: int, column: int, blank: None) -> object: ...
    def write_number(self, row: int, column: int, number: float) -> object: ...
    def write_string(self, row: int, column: int, text: str, look: object = None) -> object: ...
    def freeze_panes(self, row: int, column: int) -> object: ...
    def autofit(self) -> object: ...


class _Book(Protocol):
    def add_format(self, properties: dict[str, object]) -> object: ...
    def add_worksheet(self, name: str) -> _Page: ...
    def close(self) -> object: ...


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Texts are written as texts, whatever they begin with; figures as figures."""
    content = BytesIO()
    as_texts = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = cast("_Book", xlsxwriter.Workbook(content, as_texts))
    heading = book.add_format({"bold": True, "bottom": 1})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:_MOST_SHEET_NAME])
        for column, name in enumerate(sheet.columns):
            page.write_string(0, column, name, heading)
        for line, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                _write(page, (line, column), cell)
        page.freeze_panes(1, 0)
        page.autofit()
    book.close()
    return content.getvalue()


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate."""
    return f"'{text}" if text[:1] in STARTS_A_FORMULA and text else text


def _csv_text(sheet: Sheet) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_written(cell) for cell in row])
    return text.getvalue()


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case date():
            return cell.isoformat()
        case int() | float():
            return str(cell)
        case _:
            assert_never(cell)


def _write(page: _Page, at: tuple[int, int], cell: Cell) -> None:
    match cell:
        case None:
            page.write_blank(*at, None)
        case int() | float():
            page.write_number(*at, cell)
        case date():
            page.write_string(*at, cell.isoformat())
        case str():
            page.write_string(*at, cell)
        case _:
            assert_never(cell)


def _in_cp932(sign: str) -> bool:
    try:
        sign.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
