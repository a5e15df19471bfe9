"""Rows of free times, each made once: of a day only the few that changed are written anew."""

from collections.abc import Callable, Iterable
from typing import Final

from markupsafe import Markup

from booking_web.desk import FreeTime

_MOST: Final = 5_000
"""Of about 300 characters each."""
Row = Callable[[FreeTime], Markup]


class KeptRows:
    """Those of one language. In a template: `{{ kept_rows(row, times) }}`, with a macro `row`."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], Markup] = {}

    def __call__(self, row: Row, times: Iterable[FreeTime]) -> Markup:
        """The macro's text for each; it may depend on the time alone. A slot never moves."""
        return Markup("".join([self._row(row, each) for each in times]))  # noqa: S704 - macros escape

    def _row(self, row: Row, time: FreeTime) -> Markup:
        key = (time.slot_id, time.free, time.fits, time.slots)
        if (known := self._kept.get(key)) is not None:
            return known
        if len(self._kept) >= _MOST:
            self._kept.clear()
        made = self._kept[key] = row(time)
        return made
