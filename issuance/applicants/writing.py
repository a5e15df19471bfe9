"""How names and addresses are kept as their owners write them, and how long they are."""

import re
from itertools import pairwise
from typing import Final
from unicodedata import category, normalize

_COMPATIBILITY_IDEOGRAPHS: Final = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f])")
_JOINER: Final = "\u200d"
_EXTENDING: Final = {"Mn", "Me", "Mc"}
_HALF_WIDTH_SOUND_MARKS: Final = "ﾞﾟ"


def as_written(text: str) -> str:
    """*text* in NFC with every variant of a character kept (異体字: IVS, compatibility ideographs).

    NFKC would turn ① into 1 and ㈱ into (株), and even plain NFC turns U+FA19 into U+795E, another
    form than the family register's. So characters of that block are left as they came.
    """
    parts = _COMPATIBILITY_IDEOGRAPHS.split(text)
    return "".join(
        part if _COMPATIBILITY_IDEOGRAPHS.fullmatch(part) else normalize("NFC", part)
        for part in parts
    ).strip()


def length(text: str) -> int:
    """How many characters a reader counts: grapheme clusters, so 葛󠄀 and が are one each.

    The clusters of UAX #29 as far as names need them; NFC has already composed Hangul.
    """
    if not text:
        return 0
    return 1 + sum(not _extends(before, after) for before, after in pairwise(text))


def _extends(before: str, after: str) -> bool:
    return (
        _JOINER in {before, after}
        or after in _HALF_WIDTH_SOUND_MARKS
        or category(after) in _EXTENDING
    )
