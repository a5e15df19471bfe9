"""住所表示番号: what of an address goes into Japan Post's customer barcode.

Source: 郵便番号・バーコードマニュアル, "バーコードに必要な文字情報の抜き出し法"
(post.japanpost.jp/zipcode/zipmanual, pages 17 to 20 and the examples of page 25).
"""

import re
from typing import Final

_ASCII_FORMS: Final = {full: chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
_PLAIN: Final = _ASCII_FORMS | dict.fromkeys(map(ord, "‐‑‒–—―−－ｰ─━"), "-")
_DROPPED: Final = re.compile(r"[&/・･.]")

_KANJI_NUMBER: Final = "[〇一二三四五六七八九十百千]+"
_LOT: Final = f"丁目|丁(?=[0-9 　-]|{_KANJI_NUMBER}|$)|番地|番(?![町丁])|号|地割|線"
"""A number in Chinese figures counts before these; 三番町 and 八丁堀 are names of towns."""
_COUNTING: Final = re.compile(f"({_KANJI_NUMBER})(?={_LOT}|[のノ])")
_NAMELIKE: Final = re.compile(f"^[^0-9]*?{_KANJI_NUMBER}[のノ]")
"""三ノ輪: the first number before の may belong to the town's name as well as to the lot."""

_FLOOR: Final = re.compile(r"(?<=[0-9])F(?![A-Z])")
_WORD: Final = re.compile(r"[A-Z]{2,}")
_OTHER: Final = re.compile(r"[^0-9A-Z]+")
_BESIDE_LETTER: Final = re.compile(r"(?<=[A-Z])-|-(?=[A-Z])")


def address_number(address: str) -> str | None:
    """Digits, single letters and hyphens of *address*, as the barcode takes them.

    None where there is no number, or where only a list of all towns could tell a lot from a
    name: no barcode is better than a wrong one.
    """
    plain = _DROPPED.sub("", address.translate(_PLAIN).upper())
    if _NAMELIKE.match(_first_part(plain)):
        return None
    figures = _COUNTING.sub(lambda found: str(kanji_number(found[1])), plain)
    single = _WORD.sub("-", _FLOOR.sub("-", figures))
    number = _OTHER.sub("-", single).strip("-")
    return _BESIDE_LETTER.sub("", number) if re.search("[0-9]", number) else None


def _first_part(address: str) -> str:
    """Up to the first number that is one for certain."""
    counted = re.search(f"[0-9]|{_KANJI_NUMBER}(?={_LOT})", address)
    return address[: counted.start()] if counted else address


def kanji_number(text: str) -> int:
    """二十一 and 二一 are both 21."""
    if not any(unit in text for unit in _UNITS):
        return int("".join(str(_DIGITS.index(each)) for each in text))
    total, digit = 0, 0
    for each in text:
        if each in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[each], 0
        else:
            digit = digit * 10 + _DIGITS.index(each)
    return total + digit


_DIGITS: Final = "〇一二三四五六七八九"
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
