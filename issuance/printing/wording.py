"""文面: the words of the notice, the ward's own where it has a file of them."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from issuance.errors import Refusal

SHIPPED: Final = Path(__file__).parent / "words" / "notice.toml"


class WordingError(Refusal):
    """The ward's file of words cannot be read, or lacks a key."""

    code = "notice-wording"


class Edition(StrEnum):
    STANDARD = "standard"
    EASY = "easy"
    """やさしい日本語, with readings."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one edition of the notice says; see `words/notice.toml` for each."""

    title: str
    second: str
    greeting: list[str]
    number: str
    number_hint: str
    site: str
    deadline: str
    place_heading: str
    place: str
    bring_heading: str
    bring: list[str]
    bring_under_15: str
    bring_reissue: str
    bring_pins: str
    help_heading: str
    help: str
    outside: str
    do_not_forward: str
    confidential: str
    open: list[str]
    fold: str
    glue: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    sender: list[str]
    standard: Words
    easy: Words

    def of(self, edition: Edition) -> Words:
        return self.easy if edition is Edition.EASY else self.standard


@cache
def wording(path: Path | None) -> Wording:
    """The words in the ward's file, or those that are shipped; read once a process.

    Raises:
        WordingError: no such file, not TOML, or a key is missing or unknown.
    """
    try:
        read = tomllib.loads((path or SHIPPED).read_text("utf-8"))
        return msgspec.convert(read, Wording)
    except (OSError, ValueError, msgspec.ValidationError):
        raise WordingError from None
