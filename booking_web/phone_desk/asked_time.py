"""The time box: a day's number in the grid and the time, as the caller says it: 2 930, 2-9:30."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from unicodedata import normalize

from issuance.calendar import office_time

_TYPED: Final = re.compile(r"([1-9])[-./,:]?([01]?[0-9]|2[0-3])(?:[-./:時]?([0-5][0-9])|時)?分?")
_HALF_DAY: Final = 12


class NoTimeError(ValueError):
    """What was typed is no day of the grid and time."""


@dataclass(frozen=True, kw_only=True)
class AskedTime:
    """`day` counts from 1 along the grid's days."""

    day: int
    hour: int
    minute: int

    def moments(self, days: list[date]) -> tuple[datetime, ...]:
        """The moment meant, and after it the afternoon's that the same words may mean.

        Raises NoTimeError where the grid has no such day.
        """
        if self.day > len(days):
            raise NoTimeError
        on = days[self.day - 1]
        hours = (self.hour, self.hour + _HALF_DAY)[: 1 if self.hour >= _HALF_DAY else 2]
        return tuple(office_time(on, hour, self.minute) for hour in hours)


def asked_time(text: str) -> AskedTime:
    """Raises NoTimeError."""
    typed = "".join(normalize("NFKC", text).split())
    match = _TYPED.fullmatch(typed)
    if match is None:
        raise NoTimeError
    return AskedTime(day=int(match[1]), hour=int(match[2]), minute=int(match[3] or 0))
