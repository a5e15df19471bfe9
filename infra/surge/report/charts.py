"""What a chart tells: lines over places, with a title, words for the ear, and a table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Line:
    """A value at each place of the chart; None where there is none."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """`name` is an id on the page; `title` and `told` are read out instead of the picture.

    places: what stands below the lines, and *below*, what that is, such as seconds. beside: lines
    of another measure, in the table only. target: a level line with its words.
    """

    name: str
    title: str
    told: str
    below: str
    places: Sequence[str]
    lines: Sequence[Line]
    beside: Sequence[Line] = ()
    target: tuple[float, str] | None = None

    @property
    def columns(self) -> list[str]:
        return [self.below, *(each.name for each in (*self.lines, *self.beside))]

    @property
    def rows(self) -> list[list[object]]:
        """For the table: each place, and the value of each line there."""
        values = zip(*(each.values for each in (*self.lines, *self.beside)), strict=True)
        return [[each, *row] for each, row in zip(self.places, values, strict=True)]
