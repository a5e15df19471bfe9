"""How a reference and a time are read out on the telephone, so that nobody mishears them.

Japanese: letters by words that everybody knows (アメリカのA), figures and days as they are said.
Other languages: the alphabet of the ICAO (Annex 10, volume II).
"""

from datetime import datetime
from typing import Final

from booking_web.texts import Words
from booking_web.texts.readings import day_read, weekday_read
from issuance.calendar import JST

_LETTERS_JA: Final = {
    "A": "アメリカのエー",
    "B": "ブラジルのビー",
    "C": "チャイナのシー",
    "D": "デンマークのディー",
    "E": "イングランドのイー",
    "F": "フランスのエフ",
    "G": "ゴルフのジー",
    "H": "ホテルのエイチ",
    "J": "ジャパンのジェー",
    "K": "キングのケー",
    "M": "メキシコのエム",
    "N": "ニッポンのエヌ",
    "P": "パリのピー",
    "Q": "クイーンのキュー",
    "R": "ローマのアール",
    "S": "スペインのエス",
    "T": "東京のティー",
    "U": "ユニフォームのユー",
    "V": "ビクトリーのブイ",
    "W": "ワシントンのダブリュー",
    "X": "エックス線のエックス",
    "Y": "横浜のワイ",
    "Z": "ゼブラのゼット",
}
_FIGURES_JA: Final = dict(
    zip("23456789", ("に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう"), strict=True)
)
_LETTERS: Final = {
    word[0]: word
    for word in (
        *("Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "Juliett"),
        *("Kilo", "Mike", "November", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform"),
        *("Victor", "Whiskey", "X-ray", "Yankee", "Zulu"),
    )
}
_FIGURES: Final = dict(
    zip("23456789", ("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"), strict=True)
)

_MONTHS_JA: Final = (
    *("いちがつ", "にがつ", "さんがつ", "しがつ", "ごがつ", "ろくがつ"),
    *("しちがつ", "はちがつ", "くがつ", "じゅうがつ", "じゅういちがつ", "じゅうにがつ"),
)
_HOURS_JA: Final = (
    *("れいじ", "いちじ", "にじ", "さんじ", "よじ", "ごじ"),
    *("ろくじ", "しちじ", "はちじ", "くじ", "じゅうじ", "じゅういちじ"),
)
_TENS_JA: Final = ("", "じゅう", "にじゅう", "さんじゅう", "よんじゅう", "ごじゅう")
_WHOLE_TENS_JA: Final = (
    *("じゅっぷん", "にじゅっぷん", "さんじゅっぷん"),
    *("よんじゅっぷん", "ごじゅっぷん"),
)
_MINUTES_JA: Final = (
    *("いっぷん", "にふん", "さんぷん", "よんぷん", "ごふん"),
    *("ろっぷん", "ななふん", "はっぷん", "きゅうふん"),
)
_NOON: Final = 12


def spelled(reference: str, words: Words) -> list[tuple[str, str]]:
    """Each symbol of a reference with what is said for it; the hyphen is not said."""
    known = _LETTERS_JA | _FIGURES_JA if words.language.tag == "ja" else _LETTERS | _FIGURES
    return [(symbol, known[symbol]) for symbol in reference if symbol != "-"]


def spoken_moment(at: datetime, words: Words) -> str:
    """じゅうにがつ ついたち かようび、ごぜん くじ さんじゅっぷん; elsewhere as it is written."""
    if words.language.tag != "ja":
        return words.moment(at)
    local = at.astimezone(JST)
    half = "ごぜん" if local.hour < _NOON else "ごご"
    day = f"{_MONTHS_JA[local.month - 1]} {day_read(local.day)} {weekday_read(local)}"
    time = f"{half} {_HOURS_JA[local.hour % _NOON]} {_minutes_ja(local.minute)}"
    return f"{day}、{time.rstrip()}"


def _minutes_ja(minute: int) -> str:
    tens, ones = divmod(minute, 10)
    if minute == 0:
        return ""
    return _TENS_JA[tens] + _MINUTES_JA[ones - 1] if ones else _WHOLE_TENS_JA[tens - 1]
