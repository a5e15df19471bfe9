"""Days, months and deadlines as the ward office counts them: calendar dates in Asia/Tokyo."""

from calendar import isleap, monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import jpholiday

JST = ZoneInfo("Asia/Tokyo")

_SATURDAY = 5
_LEAP_DAY = (2, 29)


def office_date(at: datetime) -> date:
    """The day at the office; at 00:30 JST it is still yesterday in UTC.

    Raises ValueError for a time without a zone: such a time names no day.
    """
    if at.utcoffset() is None:
        message = "a time needs its zone before it has an office date"
        raise ValueError(message)
    return at.astimezone(JST).date()


def office_time(on: date, hour: int, minute: int = 0) -> datetime:
    """The moment the office's clocks show *hour*:*minute* on that day; *hour* 24 ends the day."""
    midnight = datetime(on.year, on.month, on.day, tzinfo=JST)
    return midnight + timedelta(hours=hour, minutes=minute)


def add_months(on: date, months: int) -> date:
    """The same day some months later, or that month's last day where there is no such day.

    Source: 民法 143条2項 (a period by months ends on the corresponding day, else at month's end).
    """
    years, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def deadline(sent_on: date, days: int) -> date:
    """The last day of a time limit of *days*, counted from the day after *sent_on*.

    Source: 民法 140条 (the first day is not counted); lengths: reference domain.md 3.7.
    """
    return sent_on + timedelta(days=days)


def is_over(last_on: date, today: date) -> bool:
    """Whether a time limit has passed; its last day still belongs to it."""
    return today > last_on


def birthday_in(year: int, birth_on: date) -> date:
    """The birthday a card's validity is counted by; 29 February falls on the 28th (domain.md 6)."""
    if (birth_on.month, birth_on.day) == _LEAP_DAY and not isleap(year):
        return date(year, 2, 28)
    return birth_on.replace(year=year)


def nth_birthday_after(issued_on: date, birth_on: date, count: int) -> date:
    """The *count*th birthday after a card or certificate was issued (10th, 5th: domain.md 6)."""
    passed_this_year = birthday_in(issued_on.year, birth_on) <= issued_on
    first = issued_on.year + (1 if passed_this_year else 0)
    return birthday_in(first + count - 1, birth_on)


def age_on(on: date, birth_on: date) -> int:
    """Completed years; one born on 29 February becomes older on 1 March of a common year.

    Source: 年齢計算ニ関スル法律 (a year of life is complete when the day before the birthday ends).
    """
    had_birthday = (on.month, on.day) >= (birth_on.month, birth_on.day)
    return on.year - birth_on.year - (0 if had_birthday else 1)


def is_business_day(on: date) -> bool:
    """Whether the office works: no weekend, no public holiday, not 29 December to 3 January.

    Source: 地方自治法 4条の2. Extra Sunday openings belong to a venue's own calendar.
    """
    return on.weekday() < _SATURDAY and not is_year_end(on) and not is_holiday(on)


def next_business_day(after: date) -> date:
    """The first business day later than *after*."""
    on = after + timedelta(days=1)
    while not is_business_day(on):
        on += timedelta(days=1)
    return on


def add_business_days(on: date, count: int) -> date:
    """*count* business days later; 0 gives the day itself, whatever day it is."""
    for _ in range(count):
        on = next_business_day(on)
    return on


def is_year_end(on: date) -> bool:
    """29 December to 3 January (地方自治法 4条の2)."""
    return (on.month, on.day) >= (12, 29) or (on.month, on.day) <= (1, 3)


def is_holiday(on: date) -> bool:
    """国民の祝日, 振替休日 and 国民の休日 (国民の祝日に関する法律)."""
    return on in _holidays(on.year)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(on for on, _name in jpholiday.year_holidays(year))
