"""What the hall says, in the residents' eight languages; the Japanese source text is the key.

A catalogue writes readings as 番号《ばんごう》; they become furigana where elements may stand.
"""

import re
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

SOURCE: Final = "ja"
_HERE: Final = Path(__file__).parent
_READING: Final = re.compile("([㐀-鿿々〆ヶ]+)《([^《》]+)》")


@dataclass(frozen=True, kw_only=True)
class Language:
    """`name` is what the language calls itself, `tag` goes into `lang` (BCP 47)."""

    name: str
    tag: str
    locale: str


LANGUAGES: Final = {
    "ja": Language(name="日本語", tag="ja", locale="ja"),
    "ja-easy": Language(name="やさしい日本語", tag="ja", locale="ja"),
    "en": Language(name="English", tag="en", locale="en"),
    "zh-Hans": Language(name="简体中文", tag="zh-Hans", locale="zh_Hans"),
    "ko": Language(name="한국어", tag="ko", locale="ko"),
    "vi": Language(name="Tiếng Việt", tag="vi", locale="vi"),
    "hi": Language(name="हिन्दी", tag="hi", locale="hi"),
    "ne": Language(name="नेपाली", tag="ne", locale="ne"),
}
"""In the order of the residents' site."""


class HallWords:
    """One language of the hall."""

    def __init__(self, code: str) -> None:
        self.code, self.language = code, LANGUAGES[code]
        self.catalogue = catalogue(code)

    def __call__(self, msgid: str, **values: object) -> Markup:
        """With furigana, for where elements may stand."""
        text = str(escape(self.catalogue.gettext(msgid)))
        ruby = r"<ruby>\1<rp>(</rp><rt>\2</rt><rp>)</rp></ruby>"
        return Markup(_READING.sub(ruby, text)) % values  # noqa: S704 - escaped above

    def plain(self, msgid: str, **values: object) -> str:
        """Without readings, for attributes, titles and voices."""
        return _READING.sub(r"\1", self.catalogue.gettext(msgid)) % values


def catalogue(code: str) -> NullTranslations:
    """The texts of a language; for the source language, the texts as written."""
    if code == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    with (_HERE / f"{code.replace('-', '_')}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=LANGUAGES[code].locale, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)


ALL: Final = {code: HallWords(code) for code in LANGUAGES}


def asked(code: str) -> HallWords:
    """The language of that code, Japanese where there is none."""
    return ALL.get(code, ALL[SOURCE])
