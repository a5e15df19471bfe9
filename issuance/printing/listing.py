"""Lists that go with things and are signed: what every such document has in common."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from issuance.printing.compiling import in_worker, to_pdf
from issuance.printing.dates import moment

_LONG = 500
"""Rows from which a list is set in a process of its own."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """*wide* takes what room is left; *person*: names, in the face that has their characters."""

    name: str
    wide: bool = False
    person: bool = False


@dataclass(frozen=True, kw_only=True)
class Listing:
    """*ticks* are columns of empty squares; each of *signatures* is a line to sign on."""

    title: str
    office: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]] = field(repr=False)
    ticks: Sequence[str] = ()
    signatures: Sequence[str] = ()
    note: str = ""
    numbered: bool = True


def listing(content: Listing, *, printed_at: datetime) -> bytes:
    """The list as A4 pages, its head repeated, its signatures together on the last.

    Raises:
        FontsMissingError, PrintingError: see `compiling.to_pdf`.
    """
    data = {
        "title": content.title,
        "office": content.office,
        "facts": content.facts,
        "columns": content.columns,
        "rows": content.rows,
        "ticks": content.ticks,
        "signatures": content.signatures,
        "note": content.note,
        "numbered": content.numbered,
        "printed_at": moment(printed_at),
    }
    make = to_pdf if len(content.rows) <= _LONG else in_worker
    return make("listing", data, made_at=printed_at)
