"""Readings and Japanese words inside residents' texts; no catalogue holds HTML.

A catalogue writes 番号《ばんごう》 for kanji with their reading, ｜8日《ようか》 where the word
begins before its first kanji, and ⟦暗証番号⟧ for a Japanese word in a text of another language:
the same signs as on the booking site.
"""

import re
from typing import Final

from markupsafe import Markup, escape

_READ: Final = re.compile("(?:｜([^｜《》]+)|([㐀-鿿々〆ヶ]+))《([^《》]+)》")
_JAPANESE: Final = re.compile("⟦([^⟦⟧]*)⟧")
_UNSPOKEN: Final = re.compile("<(rp|rt)>.*?</\\1>|<[^>]*>")


def marked_up(text: str) -> Markup:
    """The text as HTML, everything else in it escaped."""
    ruby = _READ.sub(
        lambda found: (
            f"<ruby>{found[1] or found[2]}<rp>（</rp><rt>{found[3]}</rt><rp>）</rp></ruby>"
        ),
        str(escape(text)),
    )
    return Markup(_JAPANESE.sub(r'<span lang="ja">\1</span>', ruby))  # noqa: S704 - escaped above


def plain(text: str) -> Markup:
    """Without readings and elements: for titles and attributes, which can hold none."""
    return Markup(_UNSPOKEN.sub("", text))  # noqa: S704 - of a text that is HTML already
