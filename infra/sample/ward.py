"""`madoguchi sample-ward`: a whole ward's delivery, made up, the same each time for one seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from infra.sample.cards import CardMaker, SampleCard
from infra.sample.changes import changes_in
from infra.sample.files import (
    ChangeLine,
    write_changes,
    write_delivery_list,
    write_notices,
)
from infra.sample.households import HouseholdMaker
from infra.sample.towns import edogawa_towns
from issuance.applicants.application_ids import case_id
from issuance.calendar import age_on
from issuance.notices.numbers import format_notice_number, notice_number

MOST_IN_A_LIST: Final = 10_000
NOTICES: Final = "notices.csv"
CHANGES: Final = "resident_changes.csv"
README: Final = "README.txt"

_README: Final = """\
People, numbers and addresses in this folder are made up by `madoguchi sample-ward`.
delivery_list_*.csv    what comes with the boxes; take in with `madoguchi import-delivery`
resident_changes.csv   who moved or died meanwhile
notices.csv            notice numbers and birthdays to book with; one `family` lives together
The notice numbers hold for the keys they were made with, and for nobody else's.
"""


class FolderInUseError(Exception):
    """The folder holds other things than an earlier sample; nothing was written."""


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What was written."""

    cases: int
    households: int
    boxes: int
    changes: int
    lists: Sequence[Path]
    notices: Path
    resident_changes: Path


def write_sample_ward(
    cases: int,
    seed: int,
    out: Path,
    today: date,
    *,
    notice_secret: bytes,
    application_secret: bytes,
) -> Summary:
    """Write delivery lists, resident-record changes and notices of a made-up ward.

    Args:
        cases: how many cards.
        seed: the same seed, day and secrets write the same files, byte for byte.
        out: a folder that is new, empty or holds an earlier sample, which is replaced.
        today: ages and dates are counted from it.
        notice_secret: the office's (`notice.secret`), so that the numbers are the real ones.
        application_secret: the office's (`application_id.secret`).

    Raises:
        FolderInUseError: *out* holds something else.
    """
    _clear(out)
    ward = _Ward(cases, Random(seed), today)  # noqa: S311 - made up, and the same every time
    lists = [_write_list(out, number, *part) for number, part in enumerate(ward.lists(), start=1)]
    write_changes(out / CHANGES, ward.changes)
    secrets = _Secrets(notice=notice_secret, application=application_secret)
    write_notices(out / NOTICES, _notice_lines(ward, secrets, today))
    return Summary(
        cases=len(ward.cards),
        households=ward.cards[-1].household.place + 1,
        boxes=ward.boxes,
        changes=len(ward.changes),
        lists=lists,
        notices=out / NOTICES,
        resident_changes=out / CHANGES,
    )


@dataclass(frozen=True, kw_only=True, repr=False)
class _Secrets:
    notice: bytes
    application: bytes


class _Ward:
    """All cards and changes of the sample; a fifth, at most 500, can be written in CP932."""

    def __init__(self, cases: int, chance: Random, today: date) -> None:
        self._plain_from = cases - min(cases // 5, 500)
        households = HouseholdMaker(chance, edogawa_towns(), today)
        maker = CardMaker(chance, today)
        self.cards: list[SampleCard] = []
        self.changes: list[ChangeLine] = []
        while len(self.cards) < cases:
            drawn = households.make(plain=len(self.cards) >= self._plain_from)
            # The plain ones begin a list of their own, so no household reaches across.
            end = cases if len(self.cards) >= self._plain_from else self._plain_from
            household = replace(drawn, people=drawn.people[: end - len(self.cards)])
            cards = [maker.make(household, person) for person in household.people]
            self.cards += cards
            self.changes += changes_in(cards, chance, households, today)
        self.boxes = maker.boxes

    def lists(self) -> Iterator[tuple[Sequence[SampleCard], str]]:
        """The cards of each list, and its encoding."""
        for start in range(0, self._plain_from, MOST_IN_A_LIST):
            end = min(start + MOST_IN_A_LIST, self._plain_from)
            yield self.cards[start:end], "utf-8-sig"
        if plain := self.cards[self._plain_from :]:
            yield plain, "cp932"


def _write_list(out: Path, number: int, cards: Sequence[SampleCard], encoding: str) -> Path:
    kind = "cp932" if encoding == "cp932" else "utf8"
    path = out / f"delivery_list_{number:02}_{kind}.csv"
    write_delivery_list(path, cards, encoding=encoding)
    return path


def _notice_lines(ward: _Ward, secrets: _Secrets, today: date) -> Iterator[list[str]]:
    happened = {line.card.application_id: line.change.value for line in ward.changes}
    for card in ward.cards:
        case = case_id(secrets.application, card.application_id)
        size = len(card.household.people)
        yield [
            format_notice_number(notice_number(secrets.notice, case, 1)),
            card.person.birth_on.isoformat(),
            str(age_on(today, card.person.birth_on)),
            f"F{card.household.place + 1:06}" if size > 1 else "",
            str(size),
            card.box,
            card.card_serial,
            card.application_id,
            happened.get(card.application_id, ""),
            card.old_card_serial,
        ]


def _clear(out: Path) -> None:
    """Make the folder, or empty it of an earlier sample; never touch anything else."""
    out.mkdir(parents=True, exist_ok=True)
    present = {path.name for path in out.iterdir()}
    if present and README not in present:
        raise FolderInUseError(out)
    for path in (*out.glob("delivery_list_*.csv"), out / NOTICES, out / CHANGES):
        path.unlink(missing_ok=True)
    (out / README).write_text(_README, encoding="utf-8")
