"""How days and halves of the day are read in Japanese: for the furigana of やさしい日本語."""

from datetime import date, datetime
from typing import Final

_DAYS: Final = {
    1: "ついたち",
    2: "ふつか",
    3: "みっか",
    4: "よっか",
    5: "いつか",
    6: "むいか",
    7: "なのか",
    8: "ようか",
    9: "ここのか",
    10: "とおか",
    14: "じゅうよっか",
    20: "はつか",
    24: "にじゅうよっか",
}
"""Read as a whole; on all other days only 日 needs a reading."""
_WEEKDAYS: Final = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")
_NOON: Final = 12


def with_day(pattern: str, on: date) -> str:
    """The pattern of a day, with the readings of this day."""
    whole = _DAYS.get(on.day)
    day = f"｜d日《{whole}》" if whole else "d日《にち》"
    return pattern.replace("{day}", day).replace("{weekday}", _WEEKDAYS[on.weekday()])


def with_half(pattern: str, at: datetime) -> str:
    """The pattern of a time, with the reading of 午前 or 午後."""
    return pattern.replace("{half}", "ごぜん" if at.hour < _NOON else "ごご")


_ONES: Final = ("いち", "に", "さん", "よん", "ご", "ろく", "しち", "はち", "く")
_TENS: Final = ("", "じゅう", "にじゅう", "さんじゅう")


def day_read(day: int) -> str:
    """The day of a month as it is said: ついたち, じゅういちにち, にじゅうよっか."""
    tens, ones = divmod(day, 10)
    return _DAYS.get(day) or f"{_TENS[tens]}{_ONES[ones - 1] if ones else ''}にち"


def weekday_read(on: date) -> str:
    return f"{_WEEKDAYS[on.weekday()]}ようび"
