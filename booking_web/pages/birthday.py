"""A birthday as people write it: 西暦 or an era, small or full-width digits, even 昭和25年."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple
from unicodedata import normalize

_BEFORE_FIRST_YEAR: Final = {
    "": 0,
    "meiji": 1867,
    "taisho": 1911,
    "showa": 1925,
    "heisei": 1988,
    "reiwa": 2018,
}
_ERA_WORDS: Final = {
    "西暦": "",
    "明治": "meiji",
    "M": "meiji",
    "大正": "taisho",
    "T": "taisho",
    "昭和": "showa",
    "S": "showa",
    "平成": "heisei",
    "H": "heisei",
    "令和": "reiwa",
    "R": "reiwa",
}
_YEAR: Final = re.compile(r"(明治|大正|昭和|平成|令和|西暦|[MTSHR])?\.?([0-9]{1,4}|元)年?")
_SMALL: Final = re.compile(r"([0-9]{1,2})[月日]?")
_LINE: Final = re.compile(
    r"(?P<year>(?:明治|大正|昭和|平成|令和|西暦|[MTSHR])?[.]?(?:[0-9]{1,4}|元))(?:年-?|[-/.,、・])"
    r"(?P<month>[0-9]{1,2})(?:月-?|[-/.,、・])(?P<day>[0-9]{1,2})日?"
)
_DIGITS: Final = re.compile(
    r"(?P<year>[MTSHR]?[0-9]{2}|[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
)
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−ーｰ"), "-")
_OLDEST: Final = 1868
"""The first year of Meiji: nobody alive was born earlier."""


class BirthdayError(Exception):
    """Not a birthday; `code` says what to mend."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TypedBirthday(NamedTuple):
    """The four boxes, as typed, to be shown again when something is wrong."""

    era: str = ""
    year: str = ""
    month: str = ""
    day: str = ""

    def as_typed(self, own: Callable[[str], str]) -> "TypedBirthday":
        """To be shown again: digits and all else that was typed through *own*."""
        era = self.era if self.era in _BEFORE_FIRST_YEAR else ""
        return TypedBirthday(era, own(self.year), own(self.month), own(self.day))

    def as_date(self, today: date) -> date:
        """The day meant.

        Raises BirthdayError; the codes are words of `texts.messages.FIELDS`.
        """
        if not (self.year and self.month and self.day):
            raise BirthdayError("birthday-missing")
        try:
            born_on = date(self._full_year(), _small(self.month), _small(self.day))
        except ValueError as error:
            raise BirthdayError("birthday-no-such-day") from error
        if born_on > today:
            raise BirthdayError("birthday-in-future")
        return born_on

    def _full_year(self) -> int:
        match = _YEAR.fullmatch(_folded(self.year))
        if match is None:
            raise BirthdayError("birthday-not-a-number")
        era = _ERA_WORDS[match[1]] if match[1] else self.era
        year = 1 if match[2] == "元" else int(match[2])
        # Four digits are a year of the common calendar, whatever the box above says.
        full = year if year >= _OLDEST else _BEFORE_FIRST_YEAR.get(era, 0) + year
        if full < _OLDEST:
            raise BirthdayError("birthday-era-missing")
        return full


def birthday_in_line(text: str) -> TypedBirthday:
    """A birthday typed in one go: 19500408, 1950-4-8, S250408, S25.4.8, 昭和25年4月8日.

    What is none of these becomes a year that `as_date` refuses.
    """
    line = "-".join(normalize("NFKC", text).translate(_DASHES).upper().split())
    match = _DIGITS.fullmatch(line) or _LINE.fullmatch(line)
    if match is None:
        return TypedBirthday(year=line, month=line, day=line)
    return TypedBirthday(**match.groupdict())


def _small(text: str) -> int:
    match = _SMALL.fullmatch(_folded(text))
    if match is None:
        raise BirthdayError("birthday-not-a-number")
    return int(match[1])


def _folded(text: str) -> str:
    return normalize("NFKC", text).replace(" ", "").upper()
