"""異体字: characters that write the same name differently; a table that each office may change."""

from collections.abc import Mapping
from typing import Final

_USUAL: Final = """
高髙 崎﨑碕嵜 辺邊邉 斎齋 斉齊 沢澤 浜濱濵 広廣 国國 桜櫻 吉𠮷 徳德 恵惠 真眞
島嶋嶌 峰峯 滝瀧 竜龍 条條 富冨 館舘 寿壽 実實 黒黑 当當 来來 会會 関關 鉄鐵
栄榮 学學 円圓 薮藪籔 土圡 角⻆ 清淸 青靑 静靜 増增 弥彌 亀龜 豊豐 ケヶ
"""
"""Compatibility ideographs are no variants here: Unicode itself makes them one."""


class VariantsFileError(ValueError):
    """The file of variant characters is not as it should be; the text names the line."""


class Variants:
    """Which characters count as one; the first of each group stands for the others."""

    def __init__(self, groups: str = _USUAL) -> None:
        """Take groups of characters, separated by spaces or line ends; `#` begins a comment.

        Raises:
            VariantsFileError: a character stands in two groups.
        """
        found: dict[int, str] = {}
        for number, line in enumerate(groups.splitlines(), 1):
            for group in line.partition("#")[0].split():
                for character in dict.fromkeys(group[1:]):
                    if found.get(ord(character), group[0]) != group[0]:
                        raise VariantsFileError(f"line {number}: {character} stands twice")
                    found[ord(character)] = group[0]
        self._first_of: Mapping[int, str] = found

    def fold(self, text: str) -> str:
        return text.translate(self._first_of)
