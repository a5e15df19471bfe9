"""E-mail addresses as people type them."""

import re
import unicodedata
from typing import Final

MOST_CHARACTERS: Final = 254
"""RFC 5321 section 4.5.3.1.3, without the angle brackets."""

# Old addresses of Japanese mobile carriers have dots in a row or before the @.
_LOCAL: Final = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS: Final = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]{{0,61}}[A-Za-z0-9]")


def plain(typed: str) -> str:
    """Full-width signs as plain ones, without the blanks a telephone's keyboard adds."""
    return unicodedata.normalize("NFKC", typed).strip()


def is_plausible(address: str) -> bool:
    """Whether mail could be sent there; only the mail itself proves it."""
    return len(address) <= MOST_CHARACTERS and _ADDRESS.fullmatch(address) is not None
