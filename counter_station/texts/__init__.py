"""What the screens say in each language; the Japanese source text is the key (gettext)."""

from datetime import date, datetime
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from issuance.calendar import JST

LANGUAGES: Final = {"ja": "日本語", "en": "English"}
SOURCE: Final = "ja"
_DAY: Final = {"ja": "M月d日（E）", "en": "EEE, d MMM"}
_FULL_DAY: Final = {"ja": "y年M月d日", "en": "d MMMM y"}


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a text for the catalogues; it is translated where it is shown."""
    return msgid


class Words:
    """One language: its texts, its days; times on the staff's 24-hour clock, in Japan."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.catalogue = _catalogue(code)

    def __call__(self, msgid: str, **values: object) -> str:
        text = self.catalogue.gettext(msgid)
        return text % values if values else text

    def day(self, on: date) -> str:
        return format_date(on, _DAY[self.code], locale=self.code)

    def full_day(self, on: date) -> str:
        return format_date(on, _FULL_DAY[self.code], locale=self.code)

    def time(self, at: datetime) -> str:
        return f"{at.astimezone(JST):%H:%M}"


def _catalogue(code: str) -> NullTranslations:
    """A catalogue compiled in memory; for the source language, the texts as written."""
    if code == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    path = Path(__file__).parent / code / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)


WORDS: Final = {code: Words(code) for code in LANGUAGES}
