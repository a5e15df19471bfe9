"""The bytes of a file turned into text: UTF-8 with or without BOM, or CP932 as Excel writes it."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Final

from issuance.intake.problems import Problem

LARGEST_FILE: Final = 32 * 1024 * 1024
"""Bytes; 10,000 rows take about 3 MB."""

MOST_BY_CHANCE: Final = 16
"""Characters of a CP932 file that may look like UTF-8."""


class UndecodableError(Exception):
    """The bytes are no text we read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def decode(content: bytes) -> str:
    """The file's text. Raises UndecodableError with the first bad line."""
    if len(content) > LARGEST_FILE:
        raise _refused("file-too-large")
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise _refused("encoding-utf-16")
    if b"\0" in content:
        raise _refused("nul-character", _line_of(content, content.index(b"\0")))
    text = _decode(content)
    if not text.strip():
        raise _refused("file-empty")
    return text


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    body = content.removeprefix(BOM_UTF8)
    readable = _utf_8_part(body)
    if body != content or _is_surely_utf_8(readable):
        # Read as CP932 a damaged file could pass, every name in it turned into nonsense.
        raise _refused("encoding-broken", readable.count("\n") + 1)
    try:
        return content.decode("cp932")
    except UnicodeDecodeError as error:
        raise _refused("encoding-unknown", _line_of(content, error.start)) from None


def _utf_8_part(body: bytes) -> str:
    """What comes before the first byte that is not UTF-8."""
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        return body[: error.start].decode()


def _is_surely_utf_8(readable: str) -> bool:
    """CP932 fails as UTF-8 at its first kanji; half-width kana may get a few letters further."""
    return sum(not character.isascii() for character in readable[:10_000]) > MOST_BY_CHANCE


def _line_of(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _refused(code: str, line: int = 1) -> UndecodableError:
    return UndecodableError(Problem(line=line, column="", code=code))
