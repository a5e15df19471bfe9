"""What can be chosen: venue, month, day, time; and what lies nearest to a wish that was lost."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, assert_never
from uuid import UUID

from booking_web.availability import Snapshot
from booking_web.desk import Desk, FreeDay, FreeTime, Venue
from booking_web.timetable.free_times import COLLECTING
from booking_web.timetable.notices import Appointment, Notice
from issuance.calendar import JST, is_business_day, office_date
from issuance.calendar.opening_rules import Service

NEAREST: Final = 3
EVENING_FROM: Final = 17
"""The hour, of the office's clock."""
_MONTH: Final = re.compile("[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, kw_only=True)
class Party:
    """For how many a time is looked for, and until which day they can come.

    `same_day`: every card lies ready, so they may come at short notice.
    """

    size: int
    last_on: date | None
    same_day: bool = False
    services: frozenset[Service] = COLLECTING
    """What they come for."""


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """One month at one venue."""

    months: list[date]
    """First days of the months with days to offer."""
    month: date | None
    days: list[FreeDay]
    earliest: FreeDay | None


async def new_party(desk: Desk, notice_ids: tuple[UUID, ...]) -> Party:
    return party_with([await desk.notice(each) for each in notice_ids])


async def party_of(desk: Desk, appointment: Appointment) -> Party:
    """Those who still come together; a withdrawn notice has left its party."""
    return await new_party(desk, await coming_of(desk, appointment))


async def coming_of(desk: Desk, appointment: Appointment) -> tuple[UUID, ...]:
    """The notices of those who still come together."""
    party = appointment.party
    if len(party.members) == 1:
        return party.members  # who comes alone and is withdrawn has no appointment
    notices = [(each, await desk.notice(each)) for each in party.members]
    return tuple(
        notice_id
        for notice_id, each in notices
        if each.appointment and each.appointment.party.party_id == party.party_id
    )


def party_with(notices: Iterable[Notice]) -> Party:
    """The earliest deadline among them holds for all."""
    coming = list(notices)
    deadlines = [each.pickup_deadline for each in coming if each.pickup_deadline]
    return Party(
        size=len(coming),
        last_on=min(deadlines, default=None),
        same_day=all(each.same_day for each in coming),
        services=frozenset(each.service for each in coming),
    )


def venue_asked(desk: Desk, code: str | None) -> Venue | None:
    """The venue of this code, else the first one; None while the office announced none."""
    venues = desk.venues()
    return next((each for each in venues if each.code == code), next(iter(venues), None))


class Which(StrEnum):
    """Which days one wants to see; the values stand in addresses."""

    ALL = "all"
    BUSINESS_DAYS = "week"
    DAYS_OFF = "off"
    EVENINGS = "evening"


def which_asked(text: str | None) -> Which:
    return next((each for each in Which if each == text), Which.ALL)


def suits(snapshot: Snapshot, day: date, which: Which, venue_id: UUID | None) -> bool:
    """Whether the day is one of those wanted; an evening needs a time that can be had then."""
    match which:
        case Which.ALL:
            return True
        case Which.BUSINESS_DAYS | Which.DAYS_OFF:
            return is_business_day(day) is (which is Which.BUSINESS_DAYS)
        case Which.EVENINGS:
            times = snapshot.free_times(day, venue_id=venue_id)
            return any(each.fits and _is_evening(each) for each in times)
        case _:
            assert_never(which)


def _is_evening(time: FreeTime) -> bool:
    return time.starts_at.astimezone(JST).hour >= EVENING_FROM


def month_asked(text: str | None) -> str | None:
    """2026-12, or None for what is no month."""
    return text if text and _MONTH.fullmatch(text) else None


def calendar_of(days: list[FreeDay], *, month: str | None) -> Calendar:
    """The month asked for (2026-12), else the first with a free time."""
    earliest = next((each for each in days if each.times), None)
    months = sorted({each.day.replace(day=1) for each in days})
    first = earliest.day.replace(day=1) if earliest else next(iter(months), None)
    asked = next((each for each in months if each.strftime("%Y-%m") == month), first)
    return Calendar(
        months=months,
        month=asked,
        days=[each for each in days if each.day.replace(day=1) == asked],
        earliest=earliest,
    )


def nearest(
    snapshot: Snapshot, party: Party, *, to: datetime, venue_id: UUID | None, first_on: date
) -> list[FreeTime]:
    """The free times from that day on that lie nearest to a wish, in the order of the clock.

    Without a venue: anywhere.
    """
    found: list[FreeTime] = []
    for day in _days_around(snapshot, party, to=to, venue_id=venue_id):
        if day < first_on:
            continue
        times = snapshot.free_times(day, venue_id=venue_id)
        found += [each for each in times if each.fits]
        if len(found) >= NEAREST:
            break
    found.sort(key=lambda each: abs(each.starts_at - to))
    return sorted(found[:NEAREST], key=lambda each: each.starts_at)


def _days_around(
    snapshot: Snapshot, party: Party, *, to: datetime, venue_id: UUID | None
) -> Iterator[date]:
    wanted = office_date(to)
    days = snapshot.free_days(venue_id=venue_id, last_on=party.last_on)
    free = [each.day for each in days if each.times]
    return iter(sorted(free, key=lambda day: abs(day - wanted)))
