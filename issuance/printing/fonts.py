"""The faces that documents are set in, found by family name among the machine's fonts."""

from functools import cache
from typing import Final

import typst

from issuance.errors import Refusal

PACKAGES: Final = {
    "Noto Sans CJK JP": "fonts-noto-cjk",
    "Noto Serif CJK JP": "fonts-noto-cjk",
    "Noto Sans": "fonts-noto-core",
    "Noto Sans Devanagari": "fonts-noto-core",
    "IPAmjMincho": "fonts-ipamj-mincho",
}
"""Family and the Debian package it comes in; the lists in `templates/look.typ` name the same."""


class FontsMissingError(Refusal):
    """Documents need fonts that this machine does not have."""

    code = "fonts-missing"

    def __init__(self, families: tuple[str, ...]) -> None:
        super().__init__(families)
        self.families = families

    def __str__(self) -> str:
        packages = " ".join(sorted({PACKAGES[family] for family in self.families}))
        names = ", ".join(self.families)
        return f"Fonts missing: {names}. Remedy: as root, apt-get install {packages}"


@cache
def fonts() -> typst.Fonts:
    """The machine's fonts, looked up once a process (about 0.2 s).

    Raises:
        FontsMissingError: a face of ours is not among them; another would print boxes.
    """
    found = typst.Fonts(include_embedded_fonts=False)
    missing = missing_among(found.families())
    if missing:
        raise FontsMissingError(missing)
    return found


def missing_among(families: list[str]) -> tuple[str, ...]:
    """Which faces of ours are not among *families*."""
    known = {family.casefold() for family in families}
    return tuple(family for family in PACKAGES if family.casefold() not in known)
