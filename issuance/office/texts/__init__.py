"""What the office's pages say; the Japanese source text is the key (gettext)."""

from datetime import date, datetime
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from issuance.calendar import JST

LANGUAGES: Final = {"ja": "日本語", "en": "English"}
SOURCE: Final = "ja"

_HERE: Final = Path(__file__).parent
_DAY: Final = {"ja": "y年M月d日（E）", "en": "EEE, d MMM y"}
_SHORT: Final = {"ja": "M月d日（E）", "en": "EEE, d MMM"}
_MOMENT: Final = {"ja": "M月d日 HH:mm", "en": "d MMM HH:mm"}


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a text for the catalogues; it is translated where it is shown."""
    return msgid


def catalogue(code: str) -> NullTranslations:
    """The texts of a language; for the source language, the texts as written."""
    if code == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    with (_HERE / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=code, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Words:
    """One language: its texts, and how it writes days and times (always Japan's clock)."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.catalogue = catalogue(code)

    def __call__(self, msgid: str, **values: object) -> str:
        text = self.catalogue.gettext(msgid) if msgid else ""
        return text % values if values else text

    def day(self, on: date) -> str:
        return format_date(on, _DAY[self.code], locale=self.code)

    def short_day(self, on: date) -> str:
        return format_date(on, _SHORT[self.code], locale=self.code)

    def moment(self, at: datetime) -> str:
        return format_datetime(at.astimezone(JST), _MOMENT[self.code], locale=self.code)

    def time(self, at: datetime) -> str:
        return f"{at.astimezone(JST):%H:%M}"

    def exact(self, at: datetime) -> str:
        """To the second, for the timeline."""
        return f"{at.astimezone(JST):%Y-%m-%d %H:%M:%S}"


ALL: Final = {code: Words(code) for code in LANGUAGES}
