"""Texts, dates and objects as a licence's chip holds them; cards.md §4."""

from datetime import date
from typing import Final

from counter_station.cards.refusals import UnreadableContentError

_YEAR_BEFORE_ERA: Final = {"1": 1867, "2": 1911, "3": 1925, "4": 1988, "5": 2018}
# Python reads these JIS X 0208 codes in another way than Windows, whose letters the office has.
_AS_THE_OFFICE_WRITES: Final = str.maketrans("−〜‖¢£¬", "－～∥￠￡￢")
_NO_CHARACTER: Final = 0xFF  # first byte of the card's own glyphs (FFF1 to FFF7) and a missing one
_FILLER: Final = 0xFF
_TWO_MORE, _ONE_MORE = 0x82, 0x81


def objects(content: bytes) -> dict[int, bytes]:
    """A file's objects up to its filler. Tags have one byte here, 1F too: this is not BER.

    Raises:
        UnreadableContentError: an object is not whole.
    """
    found: dict[int, bytes] = {}
    at = 0
    while at + 1 < len(content) and content[at] != _FILLER:
        start, length = _value_at(content, at + 1)
        if start + length > len(content):
            raise UnreadableContentError
        found[content[at]] = content[start : start + length]
        at = start + length
    return found


def text(codes: bytes) -> str | None:
    """JIS X 0208 without escape sequences; None where people must read the card's face.

    That is where nothing stands, and where a glyph of the card's own (外字) stands for a
    character that JIS X 0208 lacks.

    Raises:
        UnreadableContentError: no text at all.
    """
    if len(codes) % 2:
        raise UnreadableContentError
    if _NO_CHARACTER in codes[::2]:
        return None
    try:
        decoded = bytes(byte | 0x80 for byte in codes).decode("euc_jp")
    except UnicodeDecodeError as error:
        raise UnreadableContentError from error
    return decoded.translate(_AS_THE_OFFICE_WRITES).strip("\u3000") or None


def era_date(digits: bytes) -> date | None:
    """The era's digit and YYMMDD; None for a date that is not wholly known.

    Raises:
        UnreadableContentError: not of that form.
    """
    written = digits.decode("ascii", "replace")
    if len(written) != 7 or not written.isdigit() or written[0] not in _YEAR_BEFORE_ERA:
        raise UnreadableContentError
    try:
        year = _YEAR_BEFORE_ERA[written[0]] + int(written[1:3])
        return date(year, int(written[3:5]), int(written[5:]))
    except ValueError:
        return None


def _value_at(content: bytes, at: int) -> tuple[int, int]:
    """Where an object's value starts, and its length."""
    match content[at]:
        case first if first < 0x80:
            return at + 1, first
        case first if first in {_ONE_MORE, _TWO_MORE}:
            width = first - 0x80
            return at + 1 + width, int.from_bytes(content[at + 1 : at + 1 + width], "big")
        case _:
            raise UnreadableContentError
