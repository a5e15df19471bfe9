"""Days, months and deadlines, and the rules by which venues open; both zones may know them."""

from issuance.calendar.clocks import ClockError, WardClocks
from issuance.calendar.days import (
    JST,
    add_business_days,
    add_months,
    age_on,
    birthday_in,
    deadline,
    is_business_day,
    is_holiday,
    is_over,
    is_year_end,
    next_business_day,
    nth_birthday_after,
    office_date,
    office_time,
)

__all__ = [
    "JST",
    "ClockError",
    "WardClocks",
    "add_business_days",
    "add_months",
    "age_on",
    "birthday_in",
    "deadline",
    "is_business_day",
    "is_holiday",
    "is_over",
    "is_year_end",
    "next_business_day",
    "nth_birthday_after",
    "office_date",
    "office_time",
]
