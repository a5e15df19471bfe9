"""Months: of targets, of what was done, and of counts published before this system was there."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from itertools import pairwise
from typing import Final

from issuance.calendar import add_months
from issuance.errors import Refusal

AS_OF: Final = "as_of"
IN_ALL: Final = "cards_issued_cumulative"
LARGEST: Final = 200_000_000
"""More cards than people in Japan are a slip of the pen."""


class PastCountsError(Refusal):
    """The file is not a list of counts; `line` says where it stops making sense (0: all of it)."""

    code = "past-counts"

    def __init__(self, line: int = 0) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, kw_only=True)
class PastCount:
    """Cards issued from one day to another, both counted, and all up to then."""

    first_on: date
    last_on: date
    cards: int
    in_all: int

    @property
    def is_a_month(self) -> bool:
        """Whether it covers one calendar month, but for a day at either end."""
        month = month_of(self.last_on)
        days = (add_months(month, 1) - month).days
        return month_of(self.first_on) == month and (self.last_on - self.first_on).days >= days - 2


def month_of(day: date) -> date:
    """The first of the day's month, by which a month is named."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    return add_months(month_of(month), 1) - timedelta(days=1)


def read_past_counts(content: str, *, prefix: str = "") -> tuple[PastCount, ...]:
    """Counts between the dates of a file with cumulative figures (columns as_of, …_cumulative).

    The ministry counts either at the beginning of a month's first day or at the end of its last:
    a date that is the first of a month stands for the end of the day before.

    Raises:
        PastCountsError: columns are missing, a figure is none, or dates or counts go backwards.
    """
    rows = csv.DictReader(StringIO(content))
    if not {AS_OF, prefix + IN_ALL} <= set(rows.fieldnames or ()):
        raise PastCountsError
    read = [_row(row, prefix, line) for line, row in enumerate(rows, start=2)]
    return tuple(_between(read))


def _row(row: Mapping[str, str | None], prefix: str, line: int) -> tuple[int, date, int]:
    try:
        as_of = date.fromisoformat(row[AS_OF] or "")
        in_all = int(row[prefix + IN_ALL] or "")
    except ValueError:
        raise PastCountsError(line) from None
    if not 0 <= in_all <= LARGEST:
        raise PastCountsError(line)
    return line, as_of - timedelta(days=as_of.day == 1), in_all


def _between(read: Iterable[tuple[int, date, int]]) -> Iterable[PastCount]:
    for (_, before, cards), (line, through, in_all) in pairwise(read):
        if through <= before or in_all < cards:
            raise PastCountsError(line)
        yield PastCount(
            first_on=before + timedelta(days=1),
            last_on=through,
            cards=in_all - cards,
            in_all=in_all,
        )
