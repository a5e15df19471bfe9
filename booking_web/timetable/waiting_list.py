"""The waiting list (キャンセル待ち) as the facts leave it: who waits, in the order they joined."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from booking_web.timetable.facts import (
    Days,
    LeftBecause,
    MissedBecause,
    WaitingJoined,
    WaitingLeft,
    WaitingOffered,
    WaitingOfferLapsed,
    Wished,
)
from booking_web.timetable.slots import Offer
from issuance.calendar import JST, is_business_day
from issuance.calendar.opening_rules import Service
from issuance.ledger.facts import Recorded

WAITING = (WaitingJoined, WaitingOffered, WaitingOfferLapsed, WaitingLeft)
LINE: Final = UUID(int=1)
"""Stands for the waiting list among the streams that a decision looked at."""


class Household(Struct, frozen=True, kw_only=True):
    """One entry; each fact of the line is written for every member, and counts once."""

    entry_id: UUID
    members: tuple[UUID, ...]
    wished: Wished
    same_day: bool = False
    services: tuple[Service, ...] = (Service.COLLECT,)
    """What they come for, all together."""
    earlier_than: datetime | None = None
    """When they come if nothing earlier is found; None: they have no appointment."""
    offered: UUID | None = None
    """The slot offered now."""
    missed: Mapping[UUID, MissedBecause] = {}
    """Slots offered before, and why nothing came of it; the same is not offered twice."""

    @property
    def size(self) -> int:
        return len(self.members)

    def wishes_for(self, *, venue_id: UUID, starts_at: datetime) -> bool:
        """Whether they wish to come there and then."""
        better = self.earlier_than is None or starts_at < self.earlier_than
        return better and within(self.wished, venue_id=venue_id, starts_at=starts_at)


class WaitingList(Struct, frozen=True):
    """`households` stand in line: the first has waited longest."""

    households: Mapping[UUID, Household] = {}
    known: dict[UUID, tuple[Offer, Sequence[tuple[int, Household]]]] = {}
    """What was found out of this line: who wishes for a slot."""

    def after(self, history: Iterable[Recorded[Any]]) -> "WaitingList":
        """The line after these facts; others than its own change nothing."""
        happened = of_the_line(history)
        if not happened:
            return self
        line = dict(self.households)
        for each in happened:
            _follow(line, each.stream_id, each.fact)
        return WaitingList(line)

    def wishing(self, slot_id: UUID, offer: Offer) -> Sequence[tuple[int, Household]]:
        """Who wishes for places in this slot, each with its place in line; found once."""
        known = self.known.get(slot_id)
        if known is None or known[0] is not offer:
            venue_id, starts_at = offer.venue_id, offer.starts_at
            found = [
                (place, each)
                for place, each in enumerate(self.households.values())
                if each.wishes_for(venue_id=venue_id, starts_at=starts_at)
            ]
            known = self.known[slot_id] = offer, found
        return known[1]

    def place_of(self, entry_id: UUID | None) -> int:
        """How many stand before this household; for who is not in line, all do."""
        if entry_id is None or entry_id not in self.households:
            return len(self.households)
        return list(self.households).index(entry_id)

    def before(self, entry_id: UUID) -> Iterator[Household]:
        """Those who have waited longer."""
        for each in self.households.values():
            if each.entry_id == entry_id:
                return
            yield each


def of_the_line(history: Iterable[Recorded[Any]]) -> list[Recorded[Any]]:
    """The facts that concern the line."""
    return [each for each in history if isinstance(each.fact, WAITING)]


NOBODY: Final = WaitingList()


def within(wished: Wished, *, venue_id: UUID, starts_at: datetime) -> bool:
    """Whether a place there and then is wished for."""
    local = starts_at.astimezone(JST)
    on = local.date()
    at_venue = not wished.venue_ids or venue_id in wished.venue_ids
    in_days = wished.first_on <= on <= wished.last_on and _is_of(wished.days, on)
    return at_venue and in_days and wished.from_hour <= local.hour <= wished.until_hour


def could_meet(one: Wished, other: Wished) -> bool:
    """Whether some place could suit both."""
    somewhere = not one.venue_ids or not other.venue_ids
    venues = somewhere or bool(set(one.venue_ids) & set(other.venue_ids))
    days = Days.ANY in {one.days, other.days} or one.days is other.days
    return (
        venues
        and days
        and max(one.first_on, other.first_on) <= min(one.last_on, other.last_on)
        and max(one.from_hour, other.from_hour) <= min(one.until_hour, other.until_hour)
    )


def _is_of(days: Days, on: date) -> bool:
    return days is Days.ANY or is_business_day(on) is (days is Days.BUSINESS_DAYS)


def _follow(
    line: dict[UUID, Household],
    notice_id: UUID,
    happened: WaitingJoined | WaitingOffered | WaitingOfferLapsed | WaitingLeft,
) -> None:
    entry_id = happened.entry_id
    if isinstance(happened, WaitingJoined):
        if entry_id not in line:
            line[entry_id] = Household(
                entry_id=entry_id,
                members=happened.members,
                wished=happened.wished,
                same_day=happened.same_day,
                services=happened.services,
                earlier_than=happened.earlier_than,
            )
        return
    mine = line.get(entry_id)
    if mine is None:
        return
    match happened:
        case WaitingOffered(slot_id=slot_id):
            line[entry_id] = replace(mine, offered=slot_id)
        case WaitingOfferLapsed(slot_id=slot_id, reason=reason):
            missed = {**mine.missed, slot_id: reason}
            line[entry_id] = replace(mine, offered=None, missed=missed)
        case WaitingLeft(reason=LeftBecause()):
            rest = tuple(each for each in mine.members if each != notice_id)
            line[entry_id] = replace(mine, members=rest)
            if not rest:
                del line[entry_id]
