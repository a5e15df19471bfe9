"""What the site says, in each of its languages; the Japanese source text is the key (gettext)."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from booking_web.texts.languages import LANGUAGE, SOURCE, folder
from booking_web.texts.marks import coded
from booking_web.texts.readings import with_day, with_half
from issuance.calendar import JST

LANGUAGES: Final = {code: language.name for code, language in LANGUAGE.items()}
"""Each under its own name, in the order of the switch."""
TAGS: Final = {code: language.tag for code, language in LANGUAGE.items()}
"""For `lang` attributes."""

_A_YEAR: Final = 2026
"""Any: patterns of times show no date."""
_HERE: Final = Path(__file__).parent


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a text for the catalogues; it is translated where it is shown."""
    return msgid


class _Catalogue(GNUTranslations):
    """Furigana and Japanese words come out as `marks` wants them."""

    def gettext(self, message: str) -> str:
        return coded(super().gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return coded(super().ngettext(msgid1, msgid2, n))


def catalogue(code: str) -> NullTranslations:
    """The texts of a language; for the source language, the texts as written."""
    if code == SOURCE:
        return NullTranslations()
    return compiled(code, _HERE / folder(code) / "LC_MESSAGES" / "messages.po")


def compiled(code: str, path: Path) -> NullTranslations:
    """The catalogue in a .po file."""
    made = BytesIO()
    with path.open("rb") as file:
        write_mo(made, read_po(file, locale=LANGUAGE[code].locale, abort_invalid=True))
    made.seek(0)
    return _Catalogue(made)


class Words:
    """One language: its texts, and how it writes days and times (always Japan's clock)."""

    def __init__(self, code: str, texts: NullTranslations | None = None) -> None:
        self.code = code
        self.language = LANGUAGE[code]
        self.catalogue = texts or catalogue(code)

    def __call__(self, msgid: str, **values: object) -> str:
        text = self.catalogue.gettext(msgid)
        return text % values if values else text

    def day(self, on: date) -> str:
        """12月1日（火）"""  # noqa: D415 - the docstring is the format
        return self._date(on, self.language.day)

    def full_day(self, on: date) -> str:
        """2026年12月1日（火）"""  # noqa: D415 - the docstring is the format
        return self._date(on, self.language.full_day)

    def month(self, on: date) -> str:
        """2026年12月"""  # noqa: D415 - the docstring is the format
        return self._date(on, self.language.month)

    def time(self, at: datetime) -> str:
        """午前9:10"""  # noqa: D415 - the docstring is the format
        local = at.astimezone(JST)
        return coded(_time(local, with_half(self.language.time, local), self.language.locale))

    def clock(self, at: datetime) -> str:
        """13:10, where many times stand side by side."""
        return _time(at.astimezone(JST), "H:mm", self.language.locale)

    def listed(self, items: Iterable[str]) -> str:
        return self.language.between.join(items)

    def day_of(self, at: datetime) -> str:
        return self.full_day(at.astimezone(JST).date())

    def moment(self, at: datetime) -> str:
        """2026年12月1日（火） 午前9:10"""  # noqa: D415 - the docstring is the format
        return f"{self.day_of(at)}{self.language.before_time}{self.time(at)}"

    def _date(self, on: date, pattern: str) -> str:
        return coded(_date(on, with_day(pattern, on), self.language.locale))


def _time(local: datetime, pattern: str, locale: str) -> str:
    on_any_day = local.replace(year=_A_YEAR, month=1, day=1, second=0, microsecond=0)
    return _time_of_day(on_any_day, pattern, locale)


@lru_cache(4_096)
def _time_of_day(at: datetime, pattern: str, locale: str) -> str:
    """Babel reads its pattern anew each time; a page of times has dozens."""
    return format_time(at, pattern, locale=locale)


@lru_cache(4_096)
def _date(on: date, pattern: str, locale: str) -> str:
    return format_date(on, pattern, locale=locale)


ALL: Final = {code: Words(code) for code in LANGUAGES}
_BY_SMALL_LETTERS: Final = {code.lower(): code for code in LANGUAGES}


def language_asked(text: str | None) -> str | None:
    """The code meant by a link or a cookie (zh_Hans is zh-Hans), None for anything else."""
    return _BY_SMALL_LETTERS.get((text or "").replace("_", "-").lower())
