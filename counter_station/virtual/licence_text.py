"""Texts and dates as a licence's chip holds them: JIS X 0208 codes, years of eras; cards.md §4."""

from collections.abc import Callable
from datetime import date
from typing import Final

_ERAS: Final = (  # digit on the card, first day, year before the first
    (5, date(2019, 5, 1), 2018),
    (4, date(1989, 1, 8), 1988),
    (3, date(1926, 12, 25), 1925),
    (2, date(1912, 7, 30), 1911),
    (1, date(1868, 1, 25), 1867),
)
_AS_EUC: Final = str.maketrans("－～", "−〜")
_OWN_GLYPH: Final = 0xFFF1
_MISSING: Final = b"\xff\xfa"
_OWN_GLYPHS: Final = 7


class Glyphs:
    """Numbers the characters that JIS X 0208 lacks, in the order they come: 外字 1 to 7."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def code(self, letter: str) -> bytes:
        """The card's own code, or the one for a glyph that found no place."""
        if letter not in self.drawn:
            if len(self.drawn) == _OWN_GLYPHS:
                return _MISSING
            self.drawn.append(letter)
        return (_OWN_GLYPH + self.drawn.index(letter)).to_bytes(2, "big")


def encode(text: str, glyphs: Glyphs) -> bytes:
    """Two bytes a character, without escape sequences."""
    return b"".join(_code(letter, glyphs.code) for letter in text.translate(_AS_EUC))


def era_date(on: date) -> str:
    """The era's digit and YYMMDD: 1980-02-17 is 3550217."""
    for digit, first, before in _ERAS:
        if on >= first:
            return f"{digit}{on.year - before:02d}{on:%m%d}"
    raise ValueError(on)


def _code(letter: str, own: Callable[[str], bytes]) -> bytes:
    try:
        code = letter.encode("euc_jp")
    except UnicodeEncodeError:
        return own(letter)
    if len(code) != 2 or min(code) < 0xA1:  # half-width kana and JIS X 0212 are not on the chip
        return own(letter)
    return bytes(byte & 0x7F for byte in code)
