"""What rules would bring about: the week they make, and the bookings they would strand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import groupby

import msgspec

from issuance.calendar import is_holiday
from issuance.calendar.opening import OpenSlot, slots_on
from issuance.calendar.opening_rules import OpeningRules
from issuance.capacity.venues import Venue, offers
from issuance.read_models.queries_cases import CaseRow


@dataclass(frozen=True, kw_only=True)
class DaySpan:
    """Slots of a day that follow one another on the same terms."""

    first: OpenSlot
    last: OpenSlot
    slots: int
    """How many."""


@dataclass(frozen=True, kw_only=True)
class PreviewDay:
    """`by_word`: slots that the office offered for this day itself, besides or instead."""

    day: date
    holiday: bool
    spans: tuple[DaySpan, ...]
    by_word: int


def week_of(venue: Venue, rules: OpeningRules, first: date) -> list[PreviewDay]:
    """Seven days from *first* on, as these rules would have them."""
    return [_preview(venue, rules, first + timedelta(days=n)) for n in range(7)]


def stranded(venue: Venue, rules: OpeningRules, booked: Iterable[CaseRow]) -> list[CaseRow]:
    """The bookings whose time is offered now and would not be by these rules."""
    return [
        each
        for each in booked
        if each.starts_at is not None
        and offers(venue, venue.rules, each.starts_at)
        and not offers(venue, rules, each.starts_at)
    ]


def seal_of(rules: OpeningRules, cases: Iterable[CaseRow]) -> str:
    """Stands for what somebody was shown: these rules, and these bookings."""
    shown = msgspec.json.encode((rules, [each.case_id for each in cases]))
    return sha256(shown).hexdigest()[:32]


def _preview(venue: Venue, rules: OpeningRules, day: date) -> PreviewDay:
    slots = sorted(slots_on(rules, day), key=lambda each: (each.series, each.starts_at))
    spans: list[DaySpan] = []
    for _, alike in groupby(slots, key=_terms):
        spans += _spans(list(alike))
    by_word = len(venue.days.get(day, ()))
    return PreviewDay(day=day, holiday=is_holiday(day), spans=tuple(spans), by_word=by_word)


def _spans(alike: list[OpenSlot]) -> Iterable[DaySpan]:
    begin = 0
    for n, each in enumerate(alike, start=1):
        if n == len(alike) or alike[n].starts_at != each.ends_at:
            yield DaySpan(first=alike[begin], last=each, slots=n - begin)
            begin = n


def _terms(slot: OpenSlot) -> tuple[object, ...]:
    return slot.series, slot.minutes, slot.places, slot.services, slot.phone_places
