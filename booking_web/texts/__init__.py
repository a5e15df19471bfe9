"""What the site says, in each of its languages; the Japanese source text is the key (gettext)."""

from collections.abc import Iterable
from datetime import date, datetime
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from issuance.calendar import JST

LANGUAGES: Final = {"ja": "日本語", "en": "English"}
SOURCE: Final = "ja"

_HERE: Final = Path(__file__).parent
_DAY: Final = {"ja": "M月d日（E）", "en": "EEE, d MMMM"}
_FULL_DAY: Final = {"ja": "y年M月d日（E）", "en": "EEEE, d MMMM y"}
_BETWEEN: Final = {"ja": "、", "en": ", "}
_MONTH: Final = {"ja": "y年M月", "en": "MMMM y"}
_TIME: Final = {"ja": "ah:mm", "en": "h:mm a"}


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a text for the catalogues; it is translated where it is shown."""
    return msgid


def catalogue(code: str) -> NullTranslations:
    """The texts of a language; for the source language, the texts as written."""
    path = _HERE / code / "LC_MESSAGES" / "messages.po"
    if code == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Words:
    """One language: its texts, and how it writes days and times (always Japan's clock)."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.catalogue = catalogue(code)

    def __call__(self, msgid: str, **values: object) -> str:
        text = self.catalogue.gettext(msgid)
        return text % values if values else text

    def day(self, on: date) -> str:
        """12月1日（火）"""  # noqa: D415 - the docstring is the format
        return format_date(on, _DAY[self.code], locale=self.code)

    def full_day(self, on: date) -> str:
        """2026年12月1日（火）"""  # noqa: D415 - the docstring is the format
        return format_date(on, _FULL_DAY[self.code], locale=self.code)

    def month(self, on: date) -> str:
        """2026年12月"""  # noqa: D415 - the docstring is the format
        return format_date(on, _MONTH[self.code], locale=self.code)

    def time(self, at: datetime) -> str:
        """午前9:10"""  # noqa: D415 - the docstring is the format
        return format_time(at.astimezone(JST), _TIME[self.code], locale=self.code)

    def listed(self, items: Iterable[str]) -> str:
        return _BETWEEN[self.code].join(items)

    def day_of(self, at: datetime) -> str:
        return self.full_day(at.astimezone(JST).date())


ALL: Final = {code: Words(code) for code in LANGUAGES}
