"""Writes the sample's files as a ward would get them."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infra.sample.cards import SampleCard
from issuance.applicants.person import Sex
from issuance.cases.facts import CaseKind
from issuance.intake.resident_changes import Change
from issuance.intake.words import (
    DELIVERY_LIST_COLUMNS,
    DELIVERY_LIST_MORE,
    RESIDENT_CHANGES_COLUMNS,
    Flag,
)

_OLD_CARD: Final = [each for each in DELIVERY_LIST_MORE if each.name == "old_card_serial"]
_COLUMNS: Final = (*DELIVERY_LIST_COLUMNS, *_OLD_CARD)
JAPANESE_HEADINGS: Final = [column.headings[1] for column in _COLUMNS]
ENGLISH_HEADINGS: Final = [column.headings[0] for column in _COLUMNS]
NOTICES_HEADINGS: Final = (
    "notice_number",
    "birth_date",
    "age",
    "family",
    "family_size",
    "box",
    "card_serial",
    "application_id",
    "what_happened",
    "old_card_serial",
)

_KINDS: Final = {
    CaseKind.FIRST: "新規",
    CaseKind.RENEWAL: "更新",
    CaseKind.REISSUE_LOST: "再交付（紛失）",
    CaseKind.REISSUE_OTHER: "再交付（その他）",
}
_SEXES: Final = {Sex.FEMALE: "女", Sex.MALE: "男", Sex.NOT_STATED: "不詳"}
_CHANGES: Final = {Change.MOVED_OUT: "転出", Change.DIED: "死亡", Change.ADDRESS: "転居"}


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One line of resident_changes.csv."""

    card: SampleCard
    change: Change
    on: str
    postcode: str = ""
    address: str = ""


def write_delivery_list(path: Path, cards: Iterable[SampleCard], *, encoding: str) -> None:
    """One list: Japanese with a BOM as from a spreadsheet, or English in CP932."""
    japanese = encoding != "cp932"
    headings = JAPANESE_HEADINGS if japanese else ENGLISH_HEADINGS
    _write(path, headings, (_delivery_line(card, japanese=japanese) for card in cards), encoding)


def write_changes(path: Path, changes: Iterable[ChangeLine]) -> None:
    headings = [column.headings[1] for column in RESIDENT_CHANGES_COLUMNS]
    lines = (
        [line.card.application_id, _CHANGES[line.change], line.on, line.postcode, line.address]
        for line in changes
    )
    _write(path, headings, lines, "utf-8-sig")


def write_notices(path: Path, lines: Iterable[Sequence[str]]) -> None:
    """What testers type into the booking pages; in plain UTF-8 for programs."""
    _write(path, NOTICES_HEADINGS, lines, "utf-8")


def _delivery_line(card: SampleCard, *, japanese: bool) -> list[str]:
    person = card.person
    return [
        card.application_id,
        card.card_serial,
        person.name,
        person.name_kana or "",
        person.former_name or "",
        person.alias or "",
        person.birth_on.isoformat(),
        _SEXES[person.sex] if japanese else person.sex.value,
        f"{person.postcode[:3]}-{person.postcode[3:]}",
        person.address,
        card.box,
        _KINDS[card.kind] if japanese else card.kind.value,
        card.expires_on.isoformat(),
        " ".join(flag.value for flag in Flag if flag in card.flags),
        card.old_card_serial,
    ]


def _write(
    path: Path, headings: Sequence[str], lines: Iterable[Sequence[str]], encoding: str
) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(lines)
