"""Days as documents write them."""

from datetime import date, datetime
from typing import Final

from babel.dates import format_date

from issuance.calendar import JST

_LOCALES: Final = {"ja_easy": "ja", "zh_Hans": "zh_Hans"}


def day(on: date, language: str = "ja") -> str:
    """2027年2月20日（土）; with readings in easy Japanese; a full date elsewhere."""
    match language:
        case "ja":
            return format_date(on, "y年M月d日（E）", locale="ja")
        case "ja_easy":
            weekday = format_date(on, "E", locale="ja")
            return f"{on.year}年《ねん》{on.month}月《がつ》{_days(on.day)}（{weekday}）"
        case _:
            return format_date(on, "full", locale=_LOCALES.get(language, language))


def moment(at: datetime) -> str:
    local = at.astimezone(JST)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def _days(number: int) -> str:
    special = _DAYS.get(number)
    return f"｜{number}日《{special}》" if special else f"{number}日《にち》"


_DAYS: Final = {
    1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか",
    7: "なのか", 8: "ようか", 9: "ここのか", 10: "とおか", 14: "じゅうよっか", 20: "はつか",
    24: "にじゅうよっか",
}  # fmt: skip
