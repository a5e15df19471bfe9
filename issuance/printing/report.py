"""報告書: tables, words and charts on A4 sheets, for whoever reads figures on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from issuance.calendar import JST
from issuance.printing.compiling import to_pdf

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """Columns of nothing but figures are set flush right; None prints as a dash."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Svg:
    """A chart, its colours and fonts named in itself (no stylesheet reaches it here)."""

    text: str
    alt: str = ""
    """What the picture shows, for who cannot see it."""


@dataclass(frozen=True)
class Section:
    """*heading* may be empty: the body then follows what stands above it."""

    heading: str
    body: Table | Paragraph | Svg


def report(
    title: str,
    sections: Sequence[Section],
    *,
    printed_at: datetime,
    office: str = "",
    language: str = "ja",
) -> bytes:
    """A PDF of A4 pages with *title*, the office's name, the moment of printing and page numbers.

    Raises:
        FontsMissingError, PrintingError: see `compiling.to_pdf`.
    """
    data = {
        "title": title,
        "office": office,
        "language": language,
        "printed_at": _moment(printed_at, language),
        "sections": [{"heading": each.heading, **_body(each.body)} for each in sections],
    }
    return to_pdf("report", data, made_at=printed_at)


def _body(body: Table | Paragraph | Svg) -> dict[str, object]:
    match body:
        case Table(columns, rows):
            return {
                "kind": "table",
                "columns": list(columns),
                "figures": [_is_figures(rows, index) for index in range(len(columns))],
                "rows": [[_shown(cell) for cell in row] for row in rows],
            }
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case Svg(text, alt):
            return {"kind": "svg", "text": text, "alt": alt}


def _is_figures(rows: Sequence[Sequence[Cell]], index: int) -> bool:
    cells = [row[index] for row in rows if row[index] is not None]
    return bool(cells) and all(not isinstance(cell, str) or set(cell) <= _FIGURES for cell in cells)


_FIGURES: Final = set("0123456789,.:%+-–−× ")


def _shown(cell: Cell) -> str:
    match cell:
        case None:
            return "–"
        case str():
            return cell
        case int():
            return f"{cell:,}"
        case float():
            return f"{cell:,.1f}"


def _moment(at: datetime, language: str) -> str:
    local = at.astimezone(JST)
    if language == "ja":
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
    return f"{local.day} {local:%B %Y, %H:%M}"
