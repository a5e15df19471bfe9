"""A plan as the fields of a form, and as a venue's opening rules have it."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from issuance.calendar import next_business_day
from issuance.calendar.opening import hours_on
from issuance.capacity.venues import Venue
from issuance.office.forms import FieldError, Form
from issuance.planning.plan import Plan

USUAL: Final = Plan(counters=3, slot_minutes=15, opens=9 * 60, closes=17 * 60)
"""Where a venue has no rules for the day: as its page offers a first rule."""
_MOST_COUNTERS: Final = 60
"""More would not be simulated in seconds."""


@dataclass(frozen=True, kw_only=True)
class Now:
    """The day as the venue's rules have it; `by_rule`: they do have one."""

    plan: Plan
    by_rule: bool


def plan_now(venue: Venue, today: date, *, walk_ins: float) -> Now:
    """The next business day by the first rule that is open then."""
    day = next_business_day(today)
    for rule in venue.rules.rules:
        hours = hours_on(rule, day)
        if hours is not None:
            plan = Plan(
                counters=min(rule.terms.counters, _MOST_COUNTERS),
                slot_minutes=rule.terms.minutes,
                opens=_minute(hours.opens),
                closes=_minute(hours.closes),
                overbooking_percent=rule.terms.overbooking_percent,
                walk_ins=walk_ins,
            )
            return Now(plan=plan, by_rule=True)
    return Now(plan=USUAL, by_rule=False)


def read_plan(form: Form, *, walk_ins: float) -> Plan:
    """The plan as typed.

    Raises:
        FieldError: a field cannot be what it should be.
    """
    opens, closes = _minute(form.clock_time("opens")), _minute(form.clock_time("closes"))
    until = _minute(form.clock_time("evening_until")) if form.text("evening_until") else 0
    minutes = form.number("minutes", least=5, most=120)
    if closes - opens < minutes:
        raise FieldError("closes")
    if until and until - closes < minutes:
        raise FieldError("evening_until")
    return Plan(
        counters=form.number("counters", least=1, most=_MOST_COUNTERS),
        slot_minutes=minutes,
        opens=opens,
        closes=closes,
        overbooking_percent=form.number("overbooking", least=100, most=150),
        evening_until=until,
        evening_counters=form.number("evening_counters", least=1, most=60) if until else 0,
        walk_ins=form.number("walk_ins", least=0, most=500) if form.text("walk_ins") else walk_ins,
        filled_percent=form.number("filled", least=1, most=100),
    )


def fields_of(plan: Plan) -> dict[str, str]:
    """The plan as the form shows it."""
    return {
        "counters": str(plan.counters),
        "minutes": str(plan.slot_minutes),
        "opens": clock(plan.opens),
        "closes": clock(plan.closes),
        "overbooking": str(plan.overbooking_percent),
        "evening_until": clock(plan.evening_until) if plan.evening_until else "",
        "evening_counters": str(plan.evening_counters or ""),
        "walk_ins": f"{plan.walk_ins:.0f}",
        "filled": str(plan.filled_percent),
    }


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
