"""Reads one cell each: the value, or a CellError with a code."""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Final, TypeVar
from unicodedata import category, normalize

from issuance.applicants.writing import as_written, length
from issuance.intake.problems import CellError
from issuance.ledger.guard import holds_individual_number

_CODE_POINTS_PER_CHARACTER: Final = 4
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_SPOILED_NUMBER: Final = re.compile(r"[0-9](\.[0-9]*)?[Ee]\+?[0-9]+")
_DATE: Final = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})"
    r"|([0-9]{2})([0-9]{2})|年([0-9]{1,2})月([0-9]{1,2})日)"
)
_POSTCODE: Final = re.compile(r"〒?([0-9]{3})-?([0-9]{4})")
_KANA: Final = re.compile(
    r"[\u3041-\u309f\u30a0-\u30ff\uff66-\uff9fA-Za-zＡ-Ｚａ-ｚ\s\u3000'’.,・\-‐－]+"
)
_LABEL: Final = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
_FULL_WIDTH_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_UNWANTED: Final = {
    "Cc": "control-character",
    "Cf": "invisible-character",
    "Co": "private-character",
    "Zl": "control-character",
    "Zp": "control-character",
    "Cs": "invisible-character",
}

Choice = TypeVar("Choice", bound=Enum)


def check_cell(cell: str) -> None:
    """What holds for every cell, whatever it is for."""
    if any(character in cell for character in "\r\n"):
        raise CellError("line-break")
    if cell.lstrip().startswith(_FORMULA_SIGNS):
        # A spreadsheet would run it; no name, number or address begins so.
        raise CellError("formula-like")
    if not cell.isascii() or not cell.isprintable():
        _check_characters(cell)
    if holds_individual_number(cell):
        raise CellError("individual-number")


def _check_characters(cell: str) -> None:
    for character in cell:
        if code := _UNWANTED.get(category(character)):
            # Private characters (外字) mean something only in the system they come from.
            raise CellError(code)
        if character == "\ufffd" or ord(character) & 0xFFFE == 0xFFFE:
            raise CellError("character-lost")


def required(cell: str) -> str:
    if not cell.strip():
        raise CellError("empty")
    return cell


def nothing(cell: str) -> None:
    """For a column that says nothing of this kind of line."""
    if cell.strip():
        raise CellError("not-wanted")


def text(cell: str, longest: int) -> str:
    """A name or an address as written, at most *longest* characters as a reader counts them."""
    return _short(required(cell), longest)


def optional_text(cell: str, longest: int) -> str | None:
    return _short(cell, longest) or None


def _short(cell: str, longest: int) -> str:
    if len(cell) > longest * _CODE_POINTS_PER_CHARACTER:
        raise CellError("too-long")
    written = as_written(cell)
    if length(written) > longest:
        raise CellError("too-long")
    return written


def optional_kana(cell: str, longest: int) -> str | None:
    """A reading; None where there is none. Never made up from the name."""
    kana = optional_text(cell, longest)
    if kana is not None and not _KANA.fullmatch(kana):
        raise CellError("not-kana")
    return kana


def digits(cell: str, count: int) -> str:
    """Exactly *count* digits; full-width ones are read as digits."""
    number = required(cell).strip().translate(_FULL_WIDTH_DIGITS)
    if _SPOILED_NUMBER.fullmatch(number):
        raise CellError("number-spoiled-by-spreadsheet")
    if not (number.isascii() and number.isdigit() and len(number) == count):
        raise CellError(f"not-{count}-digits")
    return number


def optional_digits(cell: str, count: int) -> str | None:
    return digits(cell, count) if cell.strip() else None


def day(cell: str) -> date:
    """2001-02-03, 2001/2/3, 20010203 or 2001年2月3日."""
    match = _DATE.fullmatch(_plain(required(cell)))
    if match is None:
        raise CellError("date-not-read")
    year, month, of_month = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, of_month)
    except ValueError:
        raise CellError("no-such-date") from None


def optional_day(cell: str) -> date | None:
    return day(cell) if cell.strip() else None


def postcode(cell: str) -> str:
    """Seven digits, however written."""
    match = _POSTCODE.fullmatch(_plain(required(cell)).replace("‐", "-").replace("−", "-"))
    if match is None:
        raise CellError("postcode-not-read")
    return match[1] + match[2]


def label(cell: str) -> str:
    """A box's label: up to 20 capitals, digits and hyphens, so that no name can stand in it."""
    box = _plain(required(cell)).upper()
    if not _LABEL.fullmatch(box):
        raise CellError("label-not-read")
    return box


def choice(cell: str, words: Mapping[str, Choice]) -> Choice:
    """One of the *words*, in Japanese or English."""
    chosen = words.get(_plain(required(cell)).casefold())
    if chosen is None:
        raise CellError("choice-unknown")
    return chosen


def choices(cell: str, words: Mapping[str, Choice]) -> frozenset[Choice]:
    """Any number of the *words* with spaces between them."""
    return frozenset(choice(word, words) for word in _plain(cell).split())


def _plain(cell: str) -> str:
    """Numbers and fixed words only: NFKC would change a name."""
    if len(cell) > 200:
        raise CellError("too-long")
    return normalize("NFKC", cell).strip()
