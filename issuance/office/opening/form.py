"""Opening rules as fields of a form: read from one, and written into one.

The fields of the rule at place n are named "n-opens" and so on.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from issuance.calendar import JST, office_time
from issuance.calendar.opening_rules import (
    Days,
    Hours,
    OnHolidays,
    OpeningRule,
    OpeningRules,
    OtherDay,
    Service,
    Terms,
)
from issuance.office.forms import FieldError, Form, day_of

MOST_RULES: Final = 8
"""A page shows so many; more than any ward needs."""
MOST_LINES: Final = 200
_OPENS: Final = re.compile(r"([0-9]+)-opens")
_CLOSED_WORDS: Final = frozenset({"休", "休み", "closed"})
_OTHER_DAY: Final = re.compile(r"(\S+) ([0-9]{1,2}):([0-9]{2}) ?[-~〜–] ?([0-9]{1,2}):([0-9]{2})")

Fields = Mapping[str, list[str]]


def read_rules(form: Form) -> OpeningRules:
    """The rules as typed; a rule without any hours is none, and one that is dropped is gone.

    Raises:
        FieldError: a field cannot be what it should be.
    """
    closed = form.lines("closed_on", most=MOST_LINES)
    return OpeningRules(
        rules=tuple(_rule(form, n) for n in filled_places(form)),
        closed_on=tuple(_day(each, "closed_on") for each in closed),
    )


def filled_places(form: Form) -> list[int]:
    """The places of the rules that count, in the order of the rules that are read."""
    return [n for n in rule_places(form) if not form.has(f"{n}-drop") and _is_filled(form, n)]


def rule_places(form: Form) -> list[int]:
    """The places of the rules that the form shows, filled or not."""
    found = {int(m[1]) for name in form.names() if (m := _OPENS.fullmatch(name)) and len(m[1]) < 3}
    return sorted(found)[: MOST_RULES + 1]


def typed_fields(form: Form) -> dict[str, list[str]]:
    """What was typed, to be shown again."""
    allowed = form.typed_several()
    return {name: values for name, values in allowed.items() if _is_ours(name)}


def fields_of(rules: OpeningRules) -> dict[str, list[str]]:
    """The rules as a form shows them."""
    fields = {"closed_on": ["\n".join(each.isoformat() for each in rules.closed_on)]}
    for n, rule in enumerate(rules.rules):
        written = _days_written(rule.days) | _hours_written(rule.hours) | _terms_written(rule.terms)
        written["series"] = [rule.series]
        written["other_days"] = ["\n".join(map(_other_day_written, rule.other_days))]
        fields |= {f"{n}-{name}": values for name, values in written.items()}
    return fields


def _is_ours(name: str) -> bool:
    return name == "closed_on" or bool(re.fullmatch(r"[0-9]{1,2}-[a-z_]+", name))


def _is_filled(form: Form, n: int) -> bool:
    return any(form.text(f"{n}-{name}") for name in ("opens", "closes", "minutes", "counters"))


def _rule(form: Form, n: int) -> OpeningRule:
    name = f"{n}-other_days"
    return OpeningRule(
        days=_days(form, n),
        hours=Hours(
            opens=form.clock_time(f"{n}-opens"),
            closes=form.clock_time(f"{n}-closes"),
            break_from=_maybe_time(form, f"{n}-break_from"),
            break_until=_maybe_time(form, f"{n}-break_until"),
        ),
        terms=_terms(form, n),
        other_days=tuple(_other_day(each, name) for each in form.lines(name, most=MOST_LINES)),
        series=form.text(f"{n}-series"),
    )


def _days(form: Form, n: int) -> Days:
    return Days(
        weekdays=_figures(form, f"{n}-weekday"),
        nth=_figures(form, f"{n}-nth"),
        first_on=_maybe_day(form, f"{n}-first_on"),
        last_on=_maybe_day(form, f"{n}-last_on"),
        on_holidays=form.choice(f"{n}-holidays", OnHolidays, OnHolidays.CLOSED),
        at_year_end=form.has(f"{n}-year_end"),
    )


def _terms(form: Form, n: int) -> Terms:
    days = form.text(f"{n}-public_days")
    return Terms(
        minutes=form.number(f"{n}-minutes", least=5, most=480),
        counters=form.number(f"{n}-counters", least=1, most=200),
        services=_services(form, f"{n}-service"),
        overbooking_percent=form.number(f"{n}-overbooking", least=100, most=200),
        cut_off_minutes=form.number(f"{n}-cut_off", least=0, most=20_160),
        public_days=form.number(f"{n}-public_days", least=0, most=366) if days else None,
        public_time=_maybe_time(form, f"{n}-public_time") or time(0),
        public_from=_public_from(form, n),
        phone_percent=form.number(f"{n}-phone", least=0, most=100),
        phone_hours=form.number(f"{n}-phone_hours", least=0, most=720),
    )


def _public_from(form: Form, n: int) -> datetime | None:
    on = _maybe_day(form, f"{n}-public_on")
    if on is None:
        return None
    clock = _maybe_time(form, f"{n}-public_at") or time(0)
    return office_time(on, clock.hour, clock.minute)


def _services(form: Form, name: str) -> tuple[Service, ...]:
    try:
        return tuple(Service(each) for each in form.several(name))
    except ValueError:
        raise FieldError(name) from None


def _figures(form: Form, name: str) -> tuple[int, ...]:
    values = form.several(name)
    if not all(re.fullmatch(r"-?[0-9]", each) for each in values):
        raise FieldError(name)
    return tuple(int(each) for each in values)


def _maybe_time(form: Form, name: str) -> time | None:
    return form.clock_time(name) if form.text(name) else None


def _maybe_day(form: Form, name: str) -> date | None:
    return form.day(name) if form.text(name) else None


def _day(text: str, name: str) -> date:
    try:
        return day_of(text.replace("/", "-"))
    except ValueError:
        raise FieldError(name) from None


def _other_day(line: str, name: str) -> OtherDay:
    """Read 2026-12-24 13:00-15:00, or 2026-12-25 休."""
    on, _, rest = line.partition(" ")
    if rest in _CLOSED_WORDS:
        return OtherDay(on=_day(on, name))
    found = _OTHER_DAY.fullmatch(line)
    if found is None:
        raise FieldError(name)
    try:
        opens, closes = time(int(found[2]), int(found[3])), time(int(found[4]), int(found[5]))
    except ValueError:
        raise FieldError(name) from None
    return OtherDay(on=_day(on, name), hours=Hours(opens=opens, closes=closes))


def _days_written(days: Days) -> dict[str, list[str]]:
    return {
        "weekday": [str(each) for each in days.weekdays],
        "nth": [str(each) for each in days.nth],
        "first_on": [_written(days.first_on)],
        "last_on": [_written(days.last_on)],
        "holidays": [days.on_holidays.value],
        "year_end": ["1"] if days.at_year_end else [],
    }


def _hours_written(hours: Hours) -> dict[str, list[str]]:
    return {
        "opens": [_clock(hours.opens)],
        "closes": [_clock(hours.closes)],
        "break_from": [_clock(hours.break_from)],
        "break_until": [_clock(hours.break_until)],
    }


def _terms_written(terms: Terms) -> dict[str, list[str]]:
    public_from = terms.public_from.astimezone(JST) if terms.public_from else None
    return {
        "minutes": [str(terms.minutes)],
        "counters": [str(terms.counters)],
        "service": [each.value for each in terms.services],
        "overbooking": [str(terms.overbooking_percent)],
        "cut_off": [str(terms.cut_off_minutes)],
        "public_days": ["" if terms.public_days is None else str(terms.public_days)],
        "public_time": [_clock(terms.public_time)],
        "public_on": [_written(public_from.date() if public_from else None)],
        "public_at": [_clock(public_from.time() if public_from else None)],
        "phone": [str(terms.phone_percent)],
        "phone_hours": [str(terms.phone_hours)],
    }


def _other_day_written(other: OtherDay) -> str:
    if other.hours is None:
        return f"{other.on} 休"
    return f"{other.on} {_clock(other.hours.opens)}-{_clock(other.hours.closes)}"


def _clock(clock: time | None) -> str:
    return "" if clock is None else f"{clock:%H:%M}"


def _written(on: date | None) -> str:
    return "" if on is None else on.isoformat()
