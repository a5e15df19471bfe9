"""The delivery list J-LIS sends with its boxes: one line a card, read whole or refused whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Final

from issuance.applicants.person import Person, Sex
from issuance.cases.facts import CaseKind
from issuance.intake import cells
from issuance.intake.problems import CellError, FileRefusedError, Problem
from issuance.intake.reading import LineReader
from issuance.intake.repeats import Repeats
from issuance.intake.tables import Line, read_table
from issuance.intake.words import (
    DELIVERY_LIST_COLUMNS,
    DELIVERY_LIST_MORE,
    FLAG_WORDS,
    KIND_WORDS,
    SEX_WORDS,
    Flag,
)

LONGEST_NAME: Final = 100
LONGEST_ADDRESS: Final = 200
OLDEST_YEARS: Final = 130
LONGEST_VALIDITY_YEARS: Final = 12
"""A card runs to the 10th birthday, the 11th when renewed early (domain.md 6)."""

_NO_DAY: Final = date.min


class DeliveryListRefusedError(FileRefusedError):
    """The list has problems; nothing of it was taken in."""

    code = "delivery-list-refused"


@dataclass(frozen=True, kw_only=True, repr=False)
class DeliveryRow:
    """One card, and whose it is. Its repr shows the line only."""

    line: int
    application_id: str
    """23 digits."""
    card_serial: str
    """15 digits, as the chip tells them."""
    person: Person
    box: str
    kind: CaseKind
    expires_on: date
    """The card's last day."""
    applied_on: date | None
    old_card_serial: str | None
    """Of the card that this one replaces."""
    flags: frozenset[Flag]

    def __repr__(self) -> str:
        return f"DeliveryRow(line={self.line})"


@dataclass(frozen=True, kw_only=True)
class DeliveryList:
    rows: Sequence[DeliveryRow]
    digest: str
    """SHA-256 of the file, in hexadecimal: the same file is known again."""


def parse_delivery_list(content: bytes, today: date) -> DeliveryList:
    """Read a delivery list: CSV in UTF-8 (with or without BOM) or CP932, Japanese or English.

    Raises DeliveryListRefusedError with every problem of the file.
    """
    table = read_table(content, DELIVERY_LIST_COLUMNS, DELIVERY_LIST_MORE)
    problems = list(table.problems)
    if not table.lines and not problems:
        problems.append(Problem(line=1, column="", code="no-rows"))
    repeats = Repeats("application_id", "card_serial", "old_card_serial")
    rows = [
        row
        for line in table.lines
        if (row := _read_row(line, today, repeats, problems)) is not None
    ]
    if problems:
        raise DeliveryListRefusedError(problems)
    return DeliveryList(rows=rows, digest=sha256(content).hexdigest())


def _read_row(
    line: Line, today: date, repeats: Repeats, problems: list[Problem]
) -> DeliveryRow | None:
    reader = LineReader(line, problems)
    row = DeliveryRow(
        line=line.number,
        application_id=reader.read("application_id", partial(cells.digits, count=23), instead=""),
        card_serial=reader.read("card_serial", partial(cells.digits, count=15), instead=""),
        person=_read_person(reader, today),
        box=reader.read("box", cells.label, instead=""),
        kind=reader.read("kind", partial(cells.choice, words=KIND_WORDS), instead=CaseKind.FIRST),
        expires_on=reader.read("expires_on", cells.day, instead=_NO_DAY),
        applied_on=reader.read("applied_on", cells.optional_day, instead=None),
        old_card_serial=reader.read(
            "old_card_serial", partial(cells.optional_digits, count=15), instead=None
        ),
        flags=reader.read("flags", partial(cells.choices, words=FLAG_WORDS), instead=frozenset()),
    )
    _check_expiry(reader, row, today)
    if row.applied_on is not None and row.applied_on > today:
        reader.note("applied_on", "day-in-future")
    if row.flags >= {Flag.PINLESS, Flag.NO_AUTHENTICATION}:
        # A pinless card works by its authentication certificate (domain.md 5).
        reader.note("flags", "flags-contradict")
    if row.old_card_serial is not None and row.old_card_serial == row.card_serial:
        reader.note("old_card_serial", "old-card-is-new")
    once = (row.application_id, row.card_serial, row.old_card_serial or "")
    problems.extend(repeats.found(line.number, *once))
    return row if reader.is_clean else None


def _read_person(reader: LineReader, today: date) -> Person:
    name = partial(cells.text, longest=LONGEST_NAME)
    other_name = partial(cells.optional_text, longest=LONGEST_NAME)
    kana = partial(cells.optional_kana, longest=LONGEST_NAME)
    address = partial(cells.text, longest=LONGEST_ADDRESS)
    return Person(
        name=reader.read("name", name, instead=""),
        name_kana=reader.read("name_kana", kana, instead=None),
        former_name=reader.read("former_name", other_name, instead=None),
        alias=reader.read("alias", other_name, instead=None),
        birth_on=reader.read("birth_date", partial(_birthday, today=today), instead=_NO_DAY),
        sex=reader.read("sex", partial(cells.choice, words=SEX_WORDS), instead=Sex.NOT_STATED),
        postcode=reader.read("postcode", cells.postcode, instead=""),
        address=reader.read("address", address, instead=""),
    )


def _birthday(cell: str, today: date) -> date:
    birth_on = cells.day(cell)
    if birth_on > today:
        raise CellError("birth-in-future")
    if today.year - birth_on.year > OLDEST_YEARS:
        raise CellError("birth-too-long-ago")
    return birth_on


def _check_expiry(reader: LineReader, row: DeliveryRow, today: date) -> None:
    """Against the birthday and the longest validity only.

    A card that has run out since is no problem of the list: a repeat next year must still pass.
    """
    if _NO_DAY in (row.expires_on, row.person.birth_on):
        return
    if row.expires_on <= row.person.birth_on:
        reader.note("expires_on", "expires-before-birth")
    elif row.expires_on.year - today.year > LONGEST_VALIDITY_YEARS:
        reader.note("expires_on", "expires-too-late")
