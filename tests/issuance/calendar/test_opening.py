"""受付時間: on which dates rules open, and which slots they offer there."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.calendar import JST, office_date, office_time
from issuance.calendar.opening import hours_on, slots_on
from issuance.calendar.opening_rules import LAST, Hours, OnHolidays, OpeningRules, OtherDay
from tests.issuance.calendar.rules import ANY_RULES, DATES, RULE, on_days, on_terms, one

SUNDAYS = {"weekdays": (6,)}
HOLIDAY, SUBSTITUTE, BETWEEN = date(2026, 11, 23), date(2026, 5, 6), date(2026, 9, 22)
MONDAY = date(2026, 11, 30)


def starts(rules: OpeningRules, day: date) -> list[str]:
    return [f"{each.starts_at.astimezone(JST):%H:%M}" for each in slots_on(rules, day)]


@pytest.mark.parametrize(
    ("days", "day", "opens"),
    [
        ({}, "2026-11-24", True),  # a Tuesday
        ({}, "2026-11-28", False),  # a Saturday
        ({}, "2026-11-23", False),  # 勤労感謝の日, a Monday
        ({}, "2026-05-06", False),  # 振替休日 of Sunday the 3rd, three days later
        ({}, "2026-09-22", False),  # 国民の休日, between two holidays
        ({"on_holidays": OnHolidays.AS_USUAL}, "2026-11-23", True),
        ({"on_holidays": OnHolidays.AS_USUAL, "weekdays": (1,)}, "2026-11-23", False),
        ({"on_holidays": OnHolidays.ALWAYS, "weekdays": (5, 6)}, "2026-11-23", True),
        ({"on_holidays": OnHolidays.ALWAYS, "weekdays": (5, 6)}, "2026-11-24", False),
        ({"on_holidays": OnHolidays.ALWAYS, "weekdays": (6,), "nth": (1,)}, "2026-11-23", True),
        ({}, "2026-12-28", True),
        ({}, "2026-12-29", False),
        ({}, "2026-12-31", False),
        ({}, "2027-01-01", False),
        ({}, "2027-01-04", True),
        ({"at_year_end": True}, "2026-12-29", True),
        ({"at_year_end": True}, "2027-01-01", False),  # 元日 is a holiday besides
        ({"at_year_end": True, "on_holidays": OnHolidays.AS_USUAL}, "2027-01-01", True),
        (SUNDAYS, "2026-11-29", True),
        (SUNDAYS | {"nth": (2, 4)}, "2026-11-01", False),
        (SUNDAYS | {"nth": (2, 4)}, "2026-11-08", True),
        (SUNDAYS | {"nth": (2, 4)}, "2026-11-22", True),
        (SUNDAYS | {"nth": (2, 4)}, "2026-11-29", False),
        (SUNDAYS | {"nth": (5,)}, "2026-11-29", True),
        (SUNDAYS | {"nth": (5,)}, "2026-12-27", False),
        (SUNDAYS | {"nth": (LAST,)}, "2026-12-27", True),
        (SUNDAYS | {"nth": (LAST,)}, "2026-12-20", False),
        (SUNDAYS | {"nth": (LAST,)}, "2027-02-28", True),
        (SUNDAYS | {"nth": (LAST,)}, "2028-02-27", True),  # the 29th is a Tuesday
        ({"first_on": date(2026, 11, 25)}, "2026-11-24", False),
        ({"first_on": date(2026, 11, 25)}, "2026-11-25", True),
        ({"last_on": date(2026, 11, 25)}, "2026-11-25", True),
        ({"last_on": date(2026, 11, 25)}, "2026-11-26", False),
        ({"weekdays": (1,)}, "2028-02-29", True),
    ],
)
def test_which_days_a_rule_has(days, day, opens):
    assert bool(slots_on(on_days(**days), date.fromisoformat(day))) is opens


class TestDatesThatGoTheirOwnWay:
    SHORT = Hours(opens=time(13), closes=time(14))

    def test_closed_for_once(self):
        rule = replace(RULE, other_days=(OtherDay(on=MONDAY),))
        assert slots_on(one(rule), MONDAY) == ()
        assert slots_on(one(rule), MONDAY + timedelta(days=7)) != ()

    @pytest.mark.parametrize("day", [MONDAY, HOLIDAY, date(2026, 11, 29), date(2026, 12, 31)])
    def test_other_hours_hold_on_any_day(self, day):
        rule = replace(RULE, other_days=(OtherDay(on=day, hours=self.SHORT),))
        assert starts(one(rule), day) == ["13:00", "13:30"]

    def test_a_closing_day_closes_everything(self):
        rule = replace(RULE, other_days=(OtherDay(on=MONDAY, hours=self.SHORT),))
        assert slots_on(one(RULE, rule, closed_on=(MONDAY,)), MONDAY) == ()


class TestTheSlotsOfADay:
    def test_stand_one_after_the_other(self):
        expected = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
        assert starts(one(RULE), MONDAY) == expected

    def test_pass_over_the_break(self):
        hours = Hours(opens=time(9), break_from=time(10), break_until=time(10, 45), closes=time(12))
        expected = ["09:00", "09:30", "10:45", "11:15"]
        assert starts(one(replace(RULE, hours=hours)), MONDAY) == expected

    def test_end_before_closing(self):
        assert starts(on_terms(minutes=50), MONDAY) == ["09:00", "09:50", "10:40"]

    def test_of_two_rules_the_first_has_its_way(self):
        early = replace(RULE, hours=Hours(opens=time(9, 45), closes=time(10, 15)))
        expected = ["09:00", "09:45", "10:30", "11:00", "11:30"]
        assert starts(one(early, RULE), MONDAY) == expected

    def test_of_two_series_both_have_theirs(self):
        quick = replace(RULE, series="quick", terms=replace(RULE.terms, minutes=60))
        assert starts(one(RULE, quick), MONDAY).count("09:00") == 2

    @pytest.mark.parametrize(
        ("counters", "percent", "places"),
        [(3, 100, 3), (3, 133, 3), (3, 134, 4), (20, 105, 21), (20, 115, 23), (19, 105, 19)],
    )
    def test_places_are_counters_and_a_little_more_rounded_down(self, counters, percent, places):
        rules = on_terms(counters=counters, overbooking_percent=percent)
        assert {each.places for each in slots_on(rules, MONDAY)} == {places}

    @pytest.mark.parametrize(
        ("counters", "share", "kept"), [(10, 20, 2), (3, 20, 1), (2, 20, 0), (3, 100, 3), (3, 0, 0)]
    )
    def test_the_phone_desks_share_is_rounded(self, counters, share, kept):
        slots = slots_on(on_terms(counters=counters, phone_percent=share), MONDAY)
        assert {each.phone_places for each in slots} == {kept}
        assert slots[0].phone_until == slots[0].starts_at - timedelta(hours=24)

    def test_can_be_booked_until_the_cut_off(self):
        first = slots_on(on_terms(cut_off_minutes=90), MONDAY)[0]
        assert first.closes_at == office_time(MONDAY, 7, 30)


class TestWhenTheWebMayBook:
    MOMENT = datetime(2026, 11, 1, 0, 0, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("terms", "public_at"),
        [
            ({}, None),
            ({"public_days": 7}, office_time(date(2026, 11, 23), 0)),
            (
                {"public_days": 7, "public_time": time(8, 30)},
                office_time(date(2026, 11, 23), 8, 30),
            ),
            ({"public_from": MOMENT}, MOMENT),
            ({"public_days": 7, "public_from": MOMENT}, office_time(date(2026, 11, 23), 0)),
            ({"public_days": 60, "public_from": MOMENT}, MOMENT),
        ],
    )
    def test_the_later_of_what_is_named(self, terms, public_at):
        assert {each.public_at for each in slots_on(on_terms(**terms), MONDAY)} == {public_at}


@given(ANY_RULES, DATES)
def test_no_two_slots_of_a_series_overlap(rules, day):
    slots = slots_on(rules, day)
    for series in {each.series for each in slots}:
        mine = [each for each in slots if each.series == series]
        assert all(one.ends_at <= other.starts_at for one, other in pairwise(mine))


@given(ANY_RULES, DATES)
def test_every_slot_lies_in_the_hours_of_a_rule_and_outside_its_break(rules, day):
    for slot in slots_on(rules, day):
        starts_at, ends_at = slot.starts_at.astimezone(JST), slot.ends_at.astimezone(JST)
        assert office_date(slot.starts_at) == day
        spans = [hours_on(rule, day) for rule in rules.rules if rule.series == slot.series]
        assert any(
            span
            and span.opens <= starts_at.time()
            and ends_at <= office_time(day, span.closes.hour, span.closes.minute)
            and (
                span.break_from is None
                or ends_at <= office_time(day, span.break_from.hour, span.break_from.minute)
                or (span.break_until and span.break_until <= starts_at.time())
            )
            for span in spans
        )


@given(ANY_RULES, st.data())
def test_a_closed_day_has_none(rules, data):
    day = data.draw(st.sampled_from(rules.closed_on or (MONDAY,)))
    assert slots_on(replace(rules, closed_on=(*rules.closed_on, day)), day) == ()


@given(ANY_RULES, DATES)
def test_a_day_is_the_same_whoever_asks_and_japan_has_no_summer_time(rules, day):
    slots = slots_on(rules, day)
    assert slots == slots_on(rules, day)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=9)
    assert all(midnight <= each.starts_at < midnight + timedelta(days=1) for each in slots)


@given(ANY_RULES, DATES)
def test_the_figures_of_a_slot_keep_their_bounds(rules, day):
    counters = {rule.series: 0 for rule in rules.rules}
    for rule in rules.rules:
        counters[rule.series] = max(counters[rule.series], rule.terms.counters)
    for slot in slots_on(rules, day):
        assert 0 <= slot.phone_places <= slot.places <= counters[slot.series] * 1.5
        assert slot.closes_at <= slot.starts_at
