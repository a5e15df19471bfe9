"""The time box understands what staff type while they listen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_web.phone_desk.asked_time import NoTimeError, asked_time
from issuance.calendar import office_time

DAYS = [date(2026, 12, 1) + timedelta(days=each) for each in range(5)]
WAYS = ("{0}{1}{2:02}", "{0} {1}{2:02}", "{0}-{1}:{2:02}", "{0} {1}:{2:02}", "{0} {1}時{2:02}分")


@given(st.integers(1, 5), st.integers(0, 23), st.integers(0, 59), st.sampled_from(WAYS))
def test_every_time_in_every_way(day, hour, minute, way):
    moments = asked_time(way.format(day, hour, minute)).moments(DAYS)
    assert moments[0] == office_time(DAYS[day - 1], hour, minute)
    assert [each - moments[0] for each in moments[1:]] in ([], [timedelta(hours=12)])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("29", (2, 9, 0)),
        ("2 10", (2, 10, 0)),
        ("210", (2, 10, 0)),
        ("２ ９３０", (2, 9, 30)),
        ("3 1400", (3, 14, 0)),
        ("1 9時", (1, 9, 0)),
        ("51305", (5, 13, 5)),
    ],
)
def test_short_ways(typed, meant):
    asked = asked_time(typed)
    assert (asked.day, asked.hour, asked.minute) == meant


@given(st.text(max_size=30))
def test_anything_else_is_no_time(text):
    try:
        asked = asked_time(text)
    except NoTimeError:
        return
    assert 1 <= asked.day <= 9
    assert 0 <= asked.hour <= 23
    assert 0 <= asked.minute <= 59


@pytest.mark.parametrize("typed", ["6 900", "9 900"])
def test_a_day_that_is_not_shown(typed):
    with pytest.raises(NoTimeError):
        asked_time(typed).moments(DAYS)
