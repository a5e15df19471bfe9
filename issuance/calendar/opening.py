"""What opening rules offer on a day: pure, at once, the same in both zones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never

from issuance.calendar.days import is_holiday, is_year_end, office_time
from issuance.calendar.opening_rules import (
    LAST,
    Days,
    Hours,
    OnHolidays,
    OpeningRule,
    OpeningRules,
    Service,
    Terms,
)

_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class OpenSlot:
    """A slot as the rules have it; times are UTC."""

    starts_at: datetime
    minutes: int
    places: int
    services: tuple[Service, ...]
    series: str
    closes_at: datetime
    """The last moment at which it can be booked."""
    public_at: datetime | None
    """When the web may book it; None: at once."""
    phone_places: int
    """Places that are the phone desk's before `phone_until`."""
    phone_until: datetime

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def slots_on(rules: OpeningRules, day: date) -> tuple[OpenSlot, ...]:
    """The venue's slots of the office's day, by start; within a series none overlaps another.

    Where two rules of one series want the same minutes, the rule that stands first has them.
    """
    if day in rules.closed_on:
        return ()
    found: list[OpenSlot] = []
    for rule in rules.rules:
        hours = hours_on(rule, day)
        if hours is not None:
            new = [_slot(rule, day, starts_at) for starts_at in _starts(rule.terms, hours, day)]
            found += [each for each in new if not any(_overlap(each, other) for other in found)]
    return tuple(sorted(found, key=lambda each: (each.starts_at, each.series)))


def hours_on(rule: OpeningRule, day: date) -> Hours | None:
    """The rule's hours on that day; None: closed. A date named goes before every pattern."""
    for other in rule.other_days:
        if other.on == day:
            return other.hours
    return rule.hours if opens_on(rule.days, day) else None


def opens_on(days: Days, day: date) -> bool:
    """Whether the pattern has the day."""
    early = days.first_on is not None and day < days.first_on
    late = days.last_on is not None and day > days.last_on
    if early or late or (is_year_end(day) and not days.at_year_end):
        return False
    usual = day.weekday() in days.weekdays and _is_nth(days, day)
    match days.on_holidays:
        case OnHolidays.CLOSED:
            return usual and not is_holiday(day)
        case OnHolidays.AS_USUAL:
            return usual
        case OnHolidays.ALWAYS:
            return usual or is_holiday(day)
        case _:
            assert_never(days.on_holidays)


def _is_nth(days: Days, day: date) -> bool:
    if not days.nth:
        return True
    is_last = (day + _WEEK).month != day.month
    return (day.day - 1) // 7 + 1 in days.nth or (is_last and LAST in days.nth)


def _starts(terms: Terms, hours: Hours, day: date) -> Iterator[datetime]:
    """Every length of a slot, anew after the break; what does not end in time does not begin."""
    length = timedelta(minutes=terms.minutes)
    for opens, closes in _sessions(hours):
        starts_at, closes_at = _moment(day, opens), _moment(day, closes)
        while starts_at + length <= closes_at:
            yield starts_at
            starts_at += length


def _sessions(hours: Hours) -> list[tuple[time, time]]:
    if hours.break_from is None or hours.break_until is None:
        return [(hours.opens, hours.closes)]
    return [(hours.opens, hours.break_from), (hours.break_until, hours.closes)]


def _slot(rule: OpeningRule, day: date, starts_at: datetime) -> OpenSlot:
    terms = rule.terms
    return OpenSlot(
        starts_at=starts_at,
        minutes=terms.minutes,
        places=terms.places,
        services=terms.services,
        series=rule.series,
        closes_at=starts_at - timedelta(minutes=terms.cut_off_minutes),
        public_at=_public_at(terms, day),
        phone_places=terms.phone_places,
        phone_until=starts_at - timedelta(hours=terms.phone_hours),
    )


def _public_at(terms: Terms, day: date) -> datetime | None:
    """The later of the two where a rule names both."""
    moments = [] if terms.public_from is None else [terms.public_from.astimezone(UTC)]
    if terms.public_days is not None:
        moments.append(_moment(day - timedelta(days=terms.public_days), terms.public_time))
    return max(moments, default=None)


def _overlap(one: OpenSlot, other: OpenSlot) -> bool:
    same = one.series == other.series
    return same and one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _moment(day: date, clock: time) -> datetime:
    return office_time(day, clock.hour, clock.minute).astimezone(UTC)
