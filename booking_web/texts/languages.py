"""The languages of the site: name, mark in HTML, and how each writes days and times."""

from dataclasses import dataclass
from typing import Final

SOURCE: Final = "ja"


@dataclass(frozen=True, kw_only=True)
class Language:
    """Patterns of days and times are CLDR's (Babel)."""

    name: str
    """In the language itself."""
    tag: str
    """For `lang` attributes (BCP 47)."""
    locale: str
    """Babel's name of it."""
    day: str
    full_day: str
    month: str
    time: str
    between: str = ", "
    """What stands between the items of a list."""
    before_time: str = ", "
    """What stands between a day and a time."""
    reads_japanese: bool = False
    """Whether names of places are shown in Japanese script first."""


def folder(code: str) -> str:
    """The catalogue's folder: gettext writes zh_Hans where HTML writes zh-Hans."""
    return code.replace("-", "_")


LANGUAGE: Final = {
    "ja": Language(
        name="日本語",
        tag="ja",
        locale="ja",
        day="M月d日（E）",
        full_day="y年M月d日（E）",
        month="y年M月",
        time="ah:mm",
        between="、",
        before_time=" ",
        reads_japanese=True,
    ),
    # 《》 hold readings (see `marks`); those of the day and the hour come from `readings`.
    "ja-easy": Language(
        name="やさしい日本語",
        tag="ja",
        locale="ja",
        day="M月《がつ》 {day}（E《{weekday}》）",
        full_day="y年《ねん》 M月《がつ》 {day}（E《{weekday}》）",
        month="y年《ねん》 M月《がつ》",
        time="a《{half}》h:mm",
        between="、",
        before_time=" ",
        reads_japanese=True,
    ),
    "en": Language(
        name="English",
        tag="en",
        locale="en",
        day="EEE, d MMMM",
        full_day="EEEE, d MMMM y",
        month="MMMM y",
        time="h:mm a",
    ),
    "zh-Hans": Language(
        name="简体中文",
        tag="zh-Hans",
        locale="zh_Hans",
        day="M月d日（EEE）",
        full_day="y年M月d日（EEEE）",
        month="y年M月",
        time="Bh:mm",
        between="、",
        before_time=" ",
        reads_japanese=True,
    ),
    "ko": Language(
        name="한국어",
        tag="ko",
        locale="ko",
        day="M월 d일 (E)",
        full_day="y년 M월 d일 (E)",
        month="y년 M월",
        time="B h:mm",
    ),
    "vi": Language(
        name="Tiếng Việt",
        tag="vi",
        locale="vi",
        day="EEEE, d 'tháng' M",
        full_day="EEEE, 'ngày' d 'tháng' M 'năm' y",
        month="'Tháng' M 'năm' y",
        time="H:mm",
    ),
    "hi": Language(
        name="हिन्दी",
        tag="hi",
        locale="hi",
        day="EEEE, d MMMM",
        full_day="EEEE, d MMMM y",
        month="MMMM y",
        time="B h:mm",
    ),
    "ne": Language(
        name="नेपाली",
        tag="ne",
        locale="ne",
        day="d MMMM, EEEE",
        full_day="y MMMM d, EEEE",
        month="y MMMM",
        time="B h:mm",
    ),
}
"""By the code that addresses and cookies carry; in the order of the switch."""
