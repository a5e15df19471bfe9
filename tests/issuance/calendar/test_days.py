from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.calendar import (
    JST,
    add_business_days,
    add_months,
    age_on,
    birthday_in,
    deadline,
    is_business_day,
    is_over,
    next_business_day,
    nth_birthday_after,
    office_date,
    office_time,
)

days = st.dates(date(1900, 1, 1), date(2090, 12, 31))


def test_the_office_has_its_own_midnight():
    assert office_date(datetime(2026, 11, 21, 14, 59, tzinfo=UTC)) == date(2026, 11, 21)
    assert office_date(datetime(2026, 11, 21, 15, 0, tzinfo=UTC)) == date(2026, 11, 22)


def test_a_time_without_a_zone_names_no_day():
    with pytest.raises(ValueError, match="zone"):
        office_date(datetime(2026, 11, 21, 15, 0))  # noqa: DTZ001


def test_office_times_are_wall_clock_times():
    assert office_time(date(2026, 11, 24), 8, 30) == datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert office_time(date(2026, 11, 24), 24) == datetime(2026, 11, 25, tzinfo=JST)


@given(days, st.integers(0, 23), st.integers(0, 59))
def test_an_office_time_lies_on_its_day(on, hour, minute):
    assert office_date(office_time(on, hour, minute).astimezone(UTC)) == on


@pytest.mark.parametrize(
    ("on", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(on, months, expected):
    assert add_months(on, months) == expected


@given(days, st.integers(-600, 600))
def test_adding_months_reaches_just_that_month(on, months):
    reached = add_months(on, months)
    assert (reached.year * 12 + reached.month) - (on.year * 12 + on.month) == months
    assert reached.day <= on.day


def test_the_last_day_of_a_deadline_still_counts():
    last_on = deadline(date(2026, 11, 22), 90)
    assert last_on == date(2027, 2, 20)
    assert not is_over(last_on, last_on)
    assert is_over(last_on, last_on + timedelta(days=1))


def test_29_february_is_the_28th_in_common_years():
    assert birthday_in(2027, date(2000, 2, 29)) == date(2027, 2, 28)
    assert birthday_in(2028, date(2000, 2, 29)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("issued_on", "birth_on", "count", "expected"),
    [
        (date(2026, 11, 22), date(1990, 11, 23), 10, date(2035, 11, 23)),
        (date(2026, 11, 22), date(1990, 11, 22), 10, date(2036, 11, 22)),  # born on this very day
        (date(2026, 11, 22), date(1990, 11, 21), 10, date(2036, 11, 21)),
        (date(2026, 11, 22), date(2023, 2, 6), 5, date(2031, 2, 6)),
        (date(2026, 11, 22), date(1996, 2, 29), 5, date(2031, 2, 28)),
        (date(2026, 2, 28), date(1996, 2, 29), 1, date(2027, 2, 28)),
        (date(2027, 11, 22), date(1996, 2, 29), 1, date(2028, 2, 29)),
    ],
)
def test_validity_ends_on_a_birthday(issued_on, birth_on, count, expected):
    assert nth_birthday_after(issued_on, birth_on, count) == expected


@given(days, days)
def test_the_first_birthday_after_is_within_the_coming_year(issued_on, birth_on):
    first = nth_birthday_after(issued_on, birth_on, 1)
    assert issued_on < first <= issued_on + timedelta(days=366)


@pytest.mark.parametrize(
    ("on", "birth_on", "years"),
    [
        (date(2026, 11, 21), date(2011, 11, 22), 14),
        (date(2026, 11, 22), date(2011, 11, 22), 15),
        (date(2027, 2, 28), date(2012, 2, 29), 14),
        (date(2027, 3, 1), date(2012, 2, 29), 15),
    ],
)
def test_age_is_in_completed_years(on, birth_on, years):
    assert age_on(on, birth_on) == years


@pytest.mark.parametrize(
    "closed_on",
    [
        date(2026, 11, 21),  # Saturday
        date(2026, 11, 22),  # Sunday
        date(2026, 11, 23),  # 勤労感謝の日
        date(2026, 9, 22),  # 国民の休日 between two holidays
        date(2026, 5, 6),  # 振替休日
        date(2026, 12, 29),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2028, 1, 3),
    ],
)
def test_the_office_is_closed(closed_on):
    assert not is_business_day(closed_on)


@pytest.mark.parametrize("on", [date(2026, 11, 24), date(2026, 12, 28), date(2027, 1, 4)])
def test_the_office_works(on):
    assert is_business_day(on)


def test_business_days_pass_over_the_year_end():
    assert next_business_day(date(2026, 12, 28)) == date(2027, 1, 4)
    assert add_business_days(date(2026, 11, 20), 2) == date(2026, 11, 25)
    assert add_business_days(date(2026, 11, 21), 0) == date(2026, 11, 21)
