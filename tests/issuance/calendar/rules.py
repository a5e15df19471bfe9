"""Opening rules for tests: a plain weekday rule to vary, and any rules that have no problems."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st

from issuance.calendar.opening_rules import (
    LAST,
    Days,
    Hours,
    OnHolidays,
    OpeningRule,
    OpeningRules,
    OtherDay,
    Service,
    Terms,
)

WEEKDAYS = (0, 1, 2, 3, 4)
TERMS = Terms(minutes=30, counters=3)
RULE = OpeningRule(
    days=Days(weekdays=WEEKDAYS), hours=Hours(opens=time(9), closes=time(12)), terms=TERMS
)


def on_days(**days: Any) -> OpeningRules:
    return one(replace(RULE, days=replace(RULE.days, **days)))


def on_terms(**terms: Any) -> OpeningRules:
    return one(replace(RULE, terms=replace(TERMS, **terms)))


def one(*rules: OpeningRule, closed_on: tuple[date, ...] = ()) -> OpeningRules:
    return OpeningRules(rules=rules, closed_on=closed_on)


DATES = st.dates(date(2026, 1, 1), date(2031, 12, 31))
_CLOCKS = st.integers(0, 24 * 12 - 1).map(lambda each: time(each // 12, each % 12 * 5))


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    """In order, and the morning long enough for any slot of these tests."""
    clocks = sorted(draw(st.lists(_CLOCKS, min_size=4, max_size=4, unique=True)))
    if draw(st.booleans()):
        return Hours(opens=clocks[0], closes=clocks[3])
    return Hours(opens=clocks[0], break_from=clocks[1], break_until=clocks[2], closes=clocks[3])


_DAYS = st.builds(
    Days,
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple),
    nth=st.sets(st.sampled_from([1, 2, 3, 4, 5, LAST])).map(sorted).map(tuple),
    on_holidays=st.sampled_from(OnHolidays),
    at_year_end=st.booleans(),
)
_TERMS = st.builds(
    Terms,
    minutes=st.integers(5, 60),
    counters=st.integers(1, 9),
    services=st.sets(st.sampled_from(Service), min_size=1).map(sorted).map(tuple),
    overbooking_percent=st.integers(100, 150),
    cut_off_minutes=st.integers(0, 3_000),
    public_days=st.none() | st.integers(0, 60),
    public_from=st.none() | st.just(datetime(2027, 1, 4, tzinfo=UTC)),
    phone_percent=st.integers(0, 100),
)
_RULES = st.builds(
    OpeningRule,
    days=_DAYS,
    hours=hours(),
    terms=_TERMS,
    other_days=st.lists(
        st.builds(OtherDay, on=DATES, hours=st.none() | hours()),
        max_size=3,
        unique_by=lambda each: each.on,
    ).map(tuple),
    series=st.sampled_from(["", "quick"]),
)
ANY_RULES = st.builds(
    OpeningRules,
    rules=st.lists(_RULES, max_size=4).map(tuple),
    closed_on=st.lists(DATES, max_size=3).map(tuple),
)
