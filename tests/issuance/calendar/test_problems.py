"""Rules that no venue can keep are told by their codes."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given

from issuance.calendar.opening_rules import Hours, OnHolidays, OpeningRules, OtherDay
from issuance.calendar.problems import Problem, problems
from tests.issuance.calendar.rules import ANY_RULES, DATES, RULE, TERMS, on_days, on_terms, one

MONDAY = date(2026, 11, 30)
OTHER = OtherDay(on=MONDAY)


def changed(**parts: Any) -> OpeningRules:
    return one(replace(RULE, **parts))


def test_a_good_rule_has_none():
    assert problems(one(RULE, replace(RULE, series="quick-2"))) == ()


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (on_days(weekdays=()), "no-days"),
        (on_days(weekdays=(7,)), "weekdays"),
        (on_days(nth=(6,)), "weekdays"),
        (on_days(first_on=date(2026, 2, 2), last_on=date(2026, 2, 1)), "period"),
        (changed(hours=Hours(opens=time(12), closes=time(9))), "hours"),
        (changed(hours=Hours(opens=time(9), closes=time(9))), "hours"),
        (changed(hours=Hours(opens=time(9), closes=time(12), break_from=time(10))), "hours"),
        (
            changed(
                hours=Hours(
                    opens=time(9), closes=time(12), break_from=time(11), break_until=time(13)
                )
            ),
            "hours",
        ),
        (changed(hours=Hours(opens=time(9, 0, 1), closes=time(12))), "hours"),
        (changed(hours=Hours(opens=time(9), closes=time(9, 29))), "minutes"),
        (on_terms(minutes=4), "minutes"),
        (on_terms(counters=0), "counters"),
        (on_terms(services=()), "services"),
        (on_terms(services=(TERMS.services[0],) * 2), "services"),
        (on_terms(overbooking_percent=99), "overbooking"),
        (on_terms(cut_off_minutes=-1), "cut-off"),
        (on_terms(public_days=-1), "public"),
        (on_terms(public_from=datetime(2026, 1, 1)), "public"),  # noqa: DTZ001
        (on_terms(phone_percent=101), "phone"),
        (on_terms(phone_hours=-1), "phone-hours"),
        (changed(series="Schnell!"), "series"),
        (changed(other_days=(OTHER, OTHER)), "other-days"),
    ],
)
def test_what_is_wrong_is_named(rules, code):
    assert Problem(rule=0, code=code) in problems(rules)


def test_too_much_is_a_problem_of_the_whole():
    assert problems(one(*[RULE] * 21)) == (Problem(rule=None, code="too-many"),)


@pytest.mark.parametrize(
    "rules",
    [
        on_days(weekdays=(), on_holidays=OnHolidays.ALWAYS),
        replace(on_days(weekdays=()), rules=(replace(RULE, other_days=(OTHER,)),)),
        OpeningRules(),
        OpeningRules(closed_on=(MONDAY,)),
    ],
)
def test_other_ways_to_open_or_not(rules):
    assert problems(rules) == ()


@given(ANY_RULES, DATES)
def test_rules_of_the_other_tests_lack_at_most_room(rules, day):
    assert {each.code for each in problems(rules)} <= {"minutes"}
