"""Keeps the Individual Number (個人番号) out: it is never asked for, stored or accepted."""

import re
from unicodedata import normalize

_RUN = re.compile(r"(?<![0-9])[0-9](?:[ \-‐-―−ー・.]?[0-9]){11}(?![0-9])")
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def holds_individual_number(text: str) -> bool:
    """Whether *text* holds twelve digits, however grouped, that pass the number's check digit.

    One in ten numbers of twelve digits passes by chance, so ask only of free text and of fields
    where no other number of twelve digits belongs.

    Source: 番号法 総務省令, check digit P_n x Q_n modulo 11 (reference: domain.md 13.2).
    """
    folded = normalize("NFKC", text)
    return any(_passes(match.group()) for match in _RUN.finditer(folded))


def _passes(run: str) -> bool:
    digits = [int(character) for character in run if character.isdigit()]
    rest = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11
    return digits[11] == (0 if rest <= 1 else 11 - rest)
