"""Comparing names and addresses: a key to compare by, never a text to show or keep.

Source: domain.md §12 (compare by a folding key, show the original).
"""

import re
import unicodedata
from typing import Final

from issuance.identity.variants import Variants

_HIRAGANA: Final = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_LATIN: Final = re.compile(r"[A-Z ,.'’\-<]+", re.IGNORECASE)
_DIGITS: Final = dict(zip("〇一二三四五六七八九", range(10), strict=True))
_KANJI_NUMBER: Final = re.compile(r"([〇一二三四五六七八九十百]+)(?=丁目|番地|番|号|の|-)")
_BETWEEN_NUMBERS: Final = re.compile(r"(?<=\d)(丁目|番地の|番地|番|号室|号|の|[-‐‑‒–—―−ーｰ])(?=\d)")
_AFTER_NUMBER: Final = re.compile(r"(?<=\d)(丁目|番地|番|号室|号)")
_PREFECTURE: Final = re.compile(r"^(東京都|北海道|京都府|大阪府|..県|...県)")


def fold_name(name: str, variants: Variants) -> str:
    """Width, spaces, case and variant characters make no difference."""
    return variants.fold(_plain(name)).casefold()


def fold_kana(kana: str) -> str:
    """Hiragana, katakana and half-width katakana are one."""
    return _plain(kana).translate(_HIRAGANA)


def fold_address(address: str, variants: Variants) -> str:
    """１丁目２番３号, 一丁目2-3 and 1-2-3 are one; a prefecture before it makes no difference."""
    plain = _PREFECTURE.sub("", variants.fold(_plain(address)))
    counted = _KANJI_NUMBER.sub(lambda found: str(_number(found[1])), plain)
    return _AFTER_NUMBER.sub("", _BETWEEN_NUMBERS.sub("-", counted)).casefold()


def is_latin(name: str) -> bool:
    """Written in letters, as a passport writes it: nothing to hold against Japanese characters."""
    return _LATIN.fullmatch(unicodedata.normalize("NFKC", name).strip()) is not None


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", _SELECTORS.sub("", text)))


def _number(kanji: str) -> int:
    """十二 is 12, 二十 is 20, 百五 is 105, 一〇 is 10."""
    total, current = 0, 0
    for character in kanji:
        if character in "十百":
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
        else:
            current = current * 10 + _DIGITS[character]
    return total + current
