"""What is wrong with opening rules, said by codes; rules with problems are never recorded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Final

from issuance.calendar.opening_rules import (
    LAST,
    Days,
    Hours,
    OnHolidays,
    OpeningRule,
    OpeningRules,
    Terms,
)

MOST_RULES: Final = 20
MOST_DATES: Final = 400
_SERIES: Final = re.compile(r"[a-z0-9-]{0,20}")
_NTH: Final = frozenset({1, 2, 3, 4, 5, LAST})


@dataclass(frozen=True, kw_only=True)
class Problem:
    """`rule` counts from 0; None: of the venue as a whole."""

    rule: int | None
    code: str


def problems(rules: OpeningRules) -> tuple[Problem, ...]:
    """Everything that is wrong, by rule; empty: these rules can be recorded."""
    whole: list[Problem] = []
    if len(rules.rules) > MOST_RULES or len(rules.closed_on) > MOST_DATES:
        whole.append(Problem(rule=None, code="too-many"))
    each = [
        Problem(rule=place, code=code)
        for place, rule in enumerate(rules.rules)
        for code in _of_rule(rule)
    ]
    return (*whole, *each)


def _of_rule(rule: OpeningRule) -> Iterator[str]:
    if not _SERIES.fullmatch(rule.series):
        yield "series"
    yield from _of_days(rule.days, named=bool(rule.other_days))
    others = [each.hours for each in rule.other_days if each.hours is not None]
    if not all(_in_order(each) for each in (rule.hours, *others)):
        yield "hours"
    elif not _has_room(rule.hours, rule.terms.minutes):
        yield "minutes"
    dates = [each.on for each in rule.other_days]
    if len(set(dates)) != len(dates) or len(dates) > MOST_DATES:
        yield "other-days"
    yield from _of_terms(rule.terms)


def _of_days(days: Days, *, named: bool) -> Iterator[str]:
    if not set(days.weekdays) <= set(range(7)) or not set(days.nth) <= _NTH:
        yield "weekdays"
    if not days.weekdays and days.on_holidays is not OnHolidays.ALWAYS and not named:
        yield "no-days"
    if days.first_on and days.last_on and days.first_on > days.last_on:
        yield "period"


def _of_terms(terms: Terms) -> Iterator[str]:
    ranges = {
        "minutes": (terms.minutes, 5, 480),
        "counters": (terms.counters, 1, 200),
        "overbooking": (terms.overbooking_percent, 100, 200),
        "cut-off": (terms.cut_off_minutes, 0, 14 * 24 * 60),
        "public": (terms.public_days or 0, 0, 366),
        "phone": (terms.phone_percent, 0, 100),
        "phone-hours": (terms.phone_hours, 0, 30 * 24),
    }
    yield from (
        code for code, (figure, least, most) in ranges.items() if not least <= figure <= most
    )
    if not terms.services or len(set(terms.services)) != len(terms.services):
        yield "services"
    if terms.public_from is not None and terms.public_from.utcoffset() is None:
        yield "public"


def _in_order(hours: Hours) -> bool:
    clocks = [hours.opens, hours.closes]
    if (hours.break_from is None) is not (hours.break_until is None):
        return False
    if hours.break_from is not None and hours.break_until is not None:
        clocks = [hours.opens, hours.break_from, hours.break_until, hours.closes]
    whole = all(each.second == each.microsecond == 0 and each.tzinfo is None for each in clocks)
    return whole and clocks == sorted(clocks) and len(set(clocks)) == len(clocks)


def _has_room(hours: Hours, minutes: int) -> bool:
    """Whether one slot at least fits in."""
    end = hours.break_from or hours.closes
    sessions = [(hours.opens, end), (hours.break_until or hours.opens, hours.closes)]
    return any(_minute(closes) - _minute(opens) >= minutes for opens, closes in sessions)


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
