"""Changes in the resident record since the card was applied for: who left, died, or is another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial
from hashlib import sha256
from typing import Final

from issuance.intake import cells
from issuance.intake.delivery_list import LONGEST_ADDRESS, LONGEST_NAME
from issuance.intake.problems import FileRefusedError, Problem
from issuance.intake.reading import LineReader
from issuance.intake.repeats import Repeats
from issuance.intake.tables import Line, read_table
from issuance.intake.words import RESIDENT_CHANGES_COLUMNS, RESIDENT_CHANGES_MORE
from issuance.shipments.mail import BarReason


class ResidentChangesRefusedError(FileRefusedError):
    """The file has problems; nothing of it was taken in."""

    code = "resident-changes-refused"


class Change(Enum):
    """What became of a resident (異動事由)."""

    MOVED_OUT = "moved-out"
    DIED = "died"
    RECORD_DELETED = "record-deleted"
    NUMBER_CHANGED = "number-changed"
    ADDRESS = "address"
    NAME = "name"
    PERIOD_OF_STAY = "period-of-stay"
    SUSPENDED = "suspended"
    FORWARDING = "forwarding"


CHANGE_WORDS: Final = {
    "moved-out": Change.MOVED_OUT,
    "転出": Change.MOVED_OUT,
    "died": Change.DIED,
    "死亡": Change.DIED,
    "record-deleted": Change.RECORD_DELETED,
    "職権消除": Change.RECORD_DELETED,
    "number-changed": Change.NUMBER_CHANGED,
    "個人番号変更": Change.NUMBER_CHANGED,
    "住民票コード変更": Change.NUMBER_CHANGED,
    "address": Change.ADDRESS,
    "転居": Change.ADDRESS,
    "name": Change.NAME,
    "氏名変更": Change.NAME,
    "period-of-stay": Change.PERIOD_OF_STAY,
    "在留期間変更": Change.PERIOD_OF_STAY,
    "suspended": Change.SUSPENDED,
    "一時停止": Change.SUSPENDED,
    "forwarding": Change.FORWARDING,
    "転送": Change.FORWARDING,
}


BARS: Final = {
    Change.ADDRESS: BarReason.MOVED,
    Change.NAME: BarReason.RECORD_CHANGED,
    Change.PERIOD_OF_STAY: BarReason.RECORD_CHANGED,
    Change.SUSPENDED: BarReason.SUSPENDED,
    Change.FORWARDING: BarReason.FORWARDING,
}
"""Why a card may not go by post after the change (domain.md 3.5)."""


@dataclass(frozen=True, kw_only=True, repr=False)
class ResidentChange:
    """One change; postcode and address are given for a new address, a name for a new name."""

    line: int
    application_id: str
    change: Change
    on: date
    postcode: str | None
    address: str | None
    name: str | None = None
    name_kana: str | None = None

    def __repr__(self) -> str:
        return f"ResidentChange(line={self.line}, {self.change})"


@dataclass(frozen=True, kw_only=True)
class ResidentChanges:
    rows: Sequence[ResidentChange]
    digest: str
    """SHA-256 of the file, in hexadecimal."""


def parse_resident_changes(content: bytes, today: date) -> ResidentChanges:
    """Read a file of changes, in the same manner as a delivery list.

    A move out may lie ahead (転出予定日); a death or a new address may not.

    Raises ResidentChangesRefusedError with every problem of the file.
    """
    table = read_table(content, RESIDENT_CHANGES_COLUMNS, RESIDENT_CHANGES_MORE)
    problems = list(table.problems)
    repeats = Repeats("application_id")
    rows = [
        row
        for line in table.lines
        if (row := _read_row(line, today, repeats, problems)) is not None
    ]
    if problems:
        raise ResidentChangesRefusedError(problems)
    return ResidentChanges(rows=rows, digest=sha256(content).hexdigest())


def _read_row(
    line: Line, today: date, repeats: Repeats, problems: list[Problem]
) -> ResidentChange | None:
    reader = LineReader(line, problems)
    words = partial(cells.choice, words=CHANGE_WORDS)
    change = reader.read("change", words, instead=None)
    moved = change is Change.ADDRESS
    postcode = cells.postcode if moved else cells.nothing
    address = partial(cells.text, longest=LONGEST_ADDRESS) if moved else cells.nothing
    number = reader.read("application_id", partial(cells.digits, count=23), instead="")
    on = reader.read("on", cells.day, instead=date.min)
    problems.extend(repeats.found(line.number, number))
    if on > today and change is not Change.MOVED_OUT:
        reader.note("on", "day-in-future")
    new_postcode = reader.read("postcode", postcode, instead=None)
    new_address = reader.read("address", address, instead=None)
    renamed = change is Change.NAME
    name = partial(cells.text, longest=LONGEST_NAME) if renamed else cells.nothing
    kana = partial(cells.optional_kana, longest=LONGEST_NAME) if renamed else cells.nothing
    new_name = reader.read("name", name, instead=None)
    new_kana = reader.read("name_kana", kana, instead=None)
    if change is None or not reader.is_clean:
        return None
    return ResidentChange(
        line=line.number,
        application_id=number,
        change=change,
        on=on,
        postcode=new_postcode,
        address=new_address,
        name=new_name,
        name_kana=new_kana,
    )
