"""The eight languages of the resident's screen and of the receipt; the source text is the key."""

from dataclasses import dataclass
from datetime import date
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

from counter_station.texts import SOURCE
from counter_station.texts.furigana import marked_up

_HERE: Final = Path(__file__).parent / "resident"

_READ_AS_A_WHOLE: Final = {
    1: "ついたち",
    2: "ふつか",
    3: "みっか",
    4: "よっか",
    5: "いつか",
    6: "むいか",
    7: "なのか",
    8: "ようか",
    9: "ここのか",
    10: "とおか",
    14: "じゅうよっか",
    20: "はつか",
    24: "にじゅうよっか",
}


@dataclass(frozen=True, kw_only=True)
class Language:
    """How a language is called in itself, marked in HTML, known to Babel, and writes a day."""

    name: str
    tag: str
    locale: str
    full_day: str

    @property
    def is_easy(self) -> bool:
        """Japanese with readings: the lines need room for them."""
        return "《" in self.full_day

    def pattern(self, on: date) -> str:
        """CLDR's pattern for a day, with the reading of that day where readings are shown."""
        whole = _READ_AS_A_WHOLE.get(on.day)
        return self.full_day.replace("{day}", f"｜d日《{whole}》" if whole else "d日《にち》")


LANGUAGES: Final = {
    "ja": Language(name="日本語", tag="ja", locale="ja", full_day="y年M月d日"),
    "ja-easy": Language(
        name="やさしい日本語", tag="ja", locale="ja", full_day="y年《ねん》 M月《がつ》 {day}"
    ),
    "en": Language(name="English", tag="en", locale="en", full_day="d MMMM y"),
    "zh-Hans": Language(name="简体中文", tag="zh-Hans", locale="zh_Hans", full_day="y年M月d日"),
    "ko": Language(name="한국어", tag="ko", locale="ko", full_day="y년 M월 d일"),
    "vi": Language(name="Tiếng Việt", tag="vi", locale="vi", full_day="'ngày' d 'tháng' M 'năm' y"),
    "hi": Language(name="हिन्दी", tag="hi", locale="hi", full_day="d MMMM y"),
    "ne": Language(name="नेपाली", tag="ne", locale="ne", full_day="y MMMM d"),
}
"""The same codes, in the same order, as on the booking site."""


class _Catalogue(GNUTranslations):
    def gettext(self, message: str) -> str:
        return marked_up(super().gettext(message))


class ResidentWords:
    """One language: its texts as HTML, and its days."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.language = LANGUAGES[code]
        self.catalogue = _catalogue(code)

    def __call__(self, msgid: str, **values: object) -> Markup:
        text = Markup(self.catalogue.gettext(msgid))  # noqa: S704 - our own catalogue
        return text % values if values else text

    def full_day(self, on: date) -> Markup:
        language = self.language
        return marked_up(format_date(on, language.pattern(on), locale=language.locale))


def language_asked(text: str | None) -> str | None:
    """The code meant by an address, None for anything else."""
    wanted = (text or "").replace("_", "-").lower()
    return next((code for code in LANGUAGES if code.lower() == wanted), None)


def file_of(code: str) -> Path:
    """The catalogue's file: gettext writes zh_Hans where HTML writes zh-Hans."""
    return _HERE / code.replace("-", "_") / "LC_MESSAGES" / "messages.po"


def _catalogue(code: str) -> NullTranslations:
    if code == SOURCE:
        return NullTranslations()
    made = BytesIO()
    with file_of(code).open("rb") as file:
        write_mo(made, read_po(file, locale=LANGUAGES[code].locale, abort_invalid=True))
    made.seek(0)
    return _Catalogue(made)


RESIDENT_WORDS: Final = {code: ResidentWords(code) for code in LANGUAGES}
