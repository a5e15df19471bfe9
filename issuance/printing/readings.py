"""Readings inside a document's words: 番号《ばんごう》, ｜8日《ようか》, as in all catalogues."""

import re
from typing import Final

_READ: Final = re.compile("(?:｜([^｜《》]+)|([㐀-鿿々〆ヶ]+))《([^《》]+)》")
_JAPANESE: Final = re.compile("[⟦⟧]")
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*")

Piece = dict[str, str | bool]


def pieces(text: str) -> list[Piece]:
    """The text in pieces: `text`, its reading `ruby` ("" for none), and whether it is `strong`."""
    found = list[Piece]()
    for index, part in enumerate(_STRONG.split(text)):
        found += _read(part, strong=index % 2 == 1)
    return found


def _read(text: str, *, strong: bool) -> list[Piece]:
    found, end = list[Piece](), 0
    for each in _READ.finditer(text):
        if each.start() > end:
            found.append(_piece(text[end : each.start()], "", strong=strong))
        found.append(_piece(each[1] or each[2], each[3], strong=strong))
        end = each.end()
    if end < len(text):
        found.append(_piece(text[end:], "", strong=strong))
    return found


def _piece(text: str, ruby: str, *, strong: bool) -> Piece:
    return {"text": _JAPANESE.sub("", text), "ruby": ruby, "strong": strong}
