"""Furigana and Japanese words inside texts, without any HTML in the catalogues.

A catalogue writes 番号《ばんごう》 for kanji with their reading, ｜8日《ようか》 where the word
does not begin at its first kanji, and ⟦交付通知書⟧ for a Japanese word in another language.
The signs become private-use characters when a text leaves its catalogue, and markup only in
the finished page, after everything was escaped. A form drops private-use characters (`Form.lines`),
so nothing that somebody typed can make markup, and a memo with 《》 stays as it was written.
"""

import re
from functools import lru_cache
from typing import Final

_BASE, _READING, _END = "\ue000", "\ue001", "\ue002"
_JAPANESE, _JAPANESE_END = "\ue003", "\ue004"
_ALL: Final = re.compile("[\ue000-\ue004]")

_RUBY: Final = re.compile("(?:｜([^｜《》]+)|([㐀-鿿々〆ヶ]+))《([^《》]+)》")
_READ: Final = re.compile(f"{_READING}[^{_END}]*{_END}")

# What can hold no element: tags with their attributes, and the text of these elements.
_WITHOUT_ELEMENTS: Final = re.compile(
    "<(?P<name>title|option|textarea)[ >].*?</(?P=name)>|<[^>]*>", re.DOTALL
)
_MARKUP: Final = {
    _BASE: "<ruby>",
    _READING: "<rp>(</rp><rt>",
    _END: "</rt><rp>)</rp></ruby>",
    _JAPANESE: '<span lang="ja">',
    _JAPANESE_END: "</span>",
}


@lru_cache(4_096)
def coded(text: str) -> str:
    """A catalogue's text with its signs as private-use characters; kept, for texts come again."""
    ruby = _RUBY.sub(lambda found: f"{_BASE}{found[1] or found[2]}{_READING}{found[3]}{_END}", text)
    return ruby.replace("⟦", _JAPANESE).replace("⟧", _JAPANESE_END)


def plain(text: str) -> str:
    """Without readings and marks: for attributes, calendars, mails."""
    return _ALL.sub("", _READ.sub("", text))


def marked_up(page: str) -> str:
    """A finished page with its marks as elements, where elements may stand."""
    if not _ALL.search(page):
        return page
    bare = _WITHOUT_ELEMENTS.sub(lambda found: plain(found[0]), page)
    return _ALL.sub(lambda found: _MARKUP[found[0]], bare)
