"""保管期限: the ward's clocks at their edges, in calendar days and months."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.calendar import ClockError, WardClocks, add_months, is_over, office_date

CLOCKS = WardClocks()


def test_ninety_days_are_counted_from_the_day_after():
    assert CLOCKS.pickup_deadline(date(2026, 11, 2), 1) == date(2027, 1, 31)
    assert WardClocks(second_notice_days=30).pickup_deadline(date(2027, 2, 1), 2) == date(
        2027, 3, 3
    )


def test_the_later_of_year_and_second_deadline_counts():
    first = date(2026, 11, 2)
    assert CLOCKS.unclaimed_until(first, date(2027, 5, 2)) == date(2027, 11, 2)
    assert CLOCKS.unclaimed_until(first, date(2028, 1, 5)) == date(2028, 1, 5)


@pytest.mark.parametrize(
    ("returned_on", "last"),
    [
        (date(2026, 12, 10), date(2027, 6, 10)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2028, 2, 29), date(2028, 8, 29)),
    ],
)
def test_six_months_end_on_the_day_or_on_the_months_last(returned_on, last):
    assert CLOCKS.returned_mail_until(returned_on) == last
    assert not is_over(last, last)


def test_a_year_from_29_february_ends_on_the_28th():
    assert CLOCKS.unclaimed_until(date(2028, 2, 29), date(2028, 8, 1)) == date(2029, 2, 28)
    assert CLOCKS.returned_notice_until(date(2028, 2, 29)) == date(2029, 2, 28)


def test_the_post_keeps_registered_mail_a_week_and_addressee_only_ten_days():
    tried = date(2028, 2, 26)
    assert CLOCKS.held_until(tried, addressee_only=False) == date(2028, 3, 4)
    assert CLOCKS.held_until(tried, addressee_only=True) == date(2028, 3, 7)


def test_the_day_is_japans():
    """Half past midnight in Tokyo is still the day before in UTC."""
    at = datetime(2026, 11, 1, 15, 30, tzinfo=UTC)
    assert office_date(at) == date(2026, 11, 2)
    assert CLOCKS.news_expected_by(office_date(at)) == date(2026, 11, 16)


def test_a_number_is_free_again_after_the_wards_time():
    taken = date(2026, 11, 2)
    assert not CLOCKS.number_is_free(taken, date(2027, 1, 31))
    assert CLOCKS.number_is_free(taken, date(2027, 2, 1))


@pytest.mark.parametrize("name", ["first_notice_days", "returned_mail_months", "no_news_days"])
def test_a_clock_of_nothing_is_refused(name):
    with pytest.raises(ClockError, match=name):
        WardClocks(**{name: 0})


@given(st.dates(date(2016, 1, 1), date(2100, 1, 1)), st.integers(1, 36))
def test_longer_clocks_never_end_earlier(on, months):
    shorter, longer = (
        WardClocks(returned_mail_months=each).returned_mail_until(on)
        for each in (months, months + 1)
    )
    assert on < shorter < longer == add_months(on, months + 1)
