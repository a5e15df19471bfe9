"""Data objects as the cards write them: BER, with private tags of two bytes like FF20 or DF21.

Strict DER parsers refuse them: low tag numbers in two bytes, lengths of `82` where one would do.
"""

from dataclasses import dataclass, field
from typing import Final

from counter_station.cards.refusals import UnreadableContentError

_LONG_TAG = 0x1F
_LONG_LENGTH = 0x80
_MOST_LENGTH_BYTES = 3
HEADER_BYTES: Final = 2 + 1 + _MOST_LENGTH_BYTES


@dataclass(frozen=True, kw_only=True)
class DataObject:
    """One object: tag, value, and where the next one starts."""

    tag: int
    value: bytes = field(repr=False)
    end: int


def first_object(content: bytes, at: int = 0) -> DataObject:
    """The object that starts at *at*; raises UnreadableContentError when it is not whole."""
    tag, after_tag = _tag(content, at)
    length, start = _length(content, after_tag)
    if start + length > len(content):
        raise UnreadableContentError
    return DataObject(tag=tag, value=content[start : start + length], end=start + length)


def objects(content: bytes) -> dict[int, bytes]:
    """Objects side by side, by tag, up to the end or to filler of FF or 00."""
    found: dict[int, bytes] = {}
    at = 0
    while at < len(content) and set(content[at : at + 2]) not in ({0xFF}, {0x00}):
        one = first_object(content, at)
        found[one.tag] = one.value
        at = one.end
    return found


def total_length(beginning: bytes) -> int:
    """Bytes of the whole object that begins so; HEADER_BYTES of it are enough to tell."""
    _, after_tag = _tag(beginning, 0)
    length, start = _length(beginning, after_tag)
    return start + length


def _tag(content: bytes, at: int) -> tuple[int, int]:
    width = 2 if _byte(content, at) & _LONG_TAG == _LONG_TAG else 1
    _byte(content, at + width - 1)
    return int.from_bytes(content[at : at + width], "big"), at + width


def _length(content: bytes, at: int) -> tuple[int, int]:
    first = _byte(content, at)
    if first < _LONG_LENGTH:
        return first, at + 1
    width = first & ~_LONG_LENGTH
    if not 1 <= width <= _MOST_LENGTH_BYTES:
        raise UnreadableContentError
    _byte(content, at + width)
    return int.from_bytes(content[at + 1 : at + 1 + width], "big"), at + 1 + width


def _byte(content: bytes, at: int) -> int:
    if at >= len(content):
        raise UnreadableContentError
    return content[at]
