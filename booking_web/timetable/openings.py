"""What the venues' opening rules offer from today to the horizon, slot by slot, in memory.

Derived at once from the rules in the log, never stored: a slot becomes a fact when it is first
wanted (`Opening.offered`).
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from booking_web.timetable.facts import SlotOffered, slot_id_of
from booking_web.timetable.slots import Slot, evolve_slot
from issuance.calendar import office_date, office_time
from issuance.calendar.opening import OpenSlot, slots_on
from issuance.calendar.opening_rules import OpeningRules

HORIZON_DAYS = 70
"""Ten weeks (domain.md 8)."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One slot that rules offer, and where."""

    venue_id: UUID
    slot: OpenSlot

    def offered(self) -> SlotOffered:
        return SlotOffered(
            venue_id=self.venue_id,
            starts_at=self.slot.starts_at,
            minutes=self.slot.minutes,
            places=self.slot.places,
            series=self.slot.series,
            from_rules=True,
        )

    def unused(self) -> Slot:
        """The slot as it is before anybody wanted it."""
        return evolve_slot(Slot(), self.offered())


class Openings:
    """Empty before the first `roll`, which costs one comparison while the day lasts."""

    def __init__(self, horizon_days: int = HORIZON_DAYS) -> None:
        self._horizon = timedelta(days=horizon_days)
        self.offers: dict[UUID, Opening] = {}
        self._rules: dict[UUID, OpeningRules] = {}
        self._days: dict[UUID, dict[date, list[UUID]]] = {}
        self._turns: dict[date, list[datetime]] = {}
        self._today: date | None = None
        self._fresh_until = datetime.min.replace(tzinfo=UTC)

    def set_rules(self, venue_id: UUID, rules: OpeningRules) -> None:
        """The venue opens by these rules from now on."""
        for day in list(self._days.get(venue_id, ())):
            self._forget(venue_id, day)
        self._rules[venue_id], self._days[venue_id] = rules, {}
        if self._today is not None:
            self._derive(venue_id, self._today)

    def roll(self, at: datetime) -> None:
        """Offer every day from the office's day to the horizon, and none before."""
        if at < self._fresh_until:
            return
        self._today = today = office_date(at)
        for venue_id, days in self._days.items():
            for day in [each for each in days if each < today]:
                self._forget(venue_id, day)
            self._derive(venue_id, today)
        self._fresh_until = office_time(today, 24)

    def on(self, day: date) -> list[UUID]:
        """The slots that rules offer on that day, of all venues."""
        return [slot_id for days in self._days.values() for slot_id in days.get(day, ())]

    def of(self, venue_id: UUID) -> Iterator[UUID]:
        """The slots that rules offer at a venue."""
        return (slot_id for slots in self._days.get(venue_id, {}).values() for slot_id in slots)

    def closed_days(self, venue_id: UUID, first: date) -> list[date]:
        """The days on which the venue is closed whatever its rules say, from *first* on."""
        rules = self._rules.get(venue_id)
        last = first + self._horizon
        return [] if rules is None else [each for each in rules.closed_on if first <= each <= last]

    def days(self) -> set[date]:
        """The days on which any venue opens by its rules."""
        return {day for days in self._days.values() for day, slots in days.items() if slots}

    def last_turn(self, day: date, at: datetime) -> datetime | None:
        """When time alone last changed what is to be had on that day; the same object each time."""
        if day not in self._turns:
            self._turns[day] = sorted({turn for each in self.on(day) for turn in self._of(each)})
        passed = bisect_right(self._turns[day], at)
        return self._turns[day][passed - 1] if passed else None

    def _of(self, slot_id: UUID) -> Iterator[datetime]:
        slot = self.offers[slot_id].slot
        yield slot.closes_at + timedelta(microseconds=1)
        yield slot.phone_until
        if slot.public_at is not None:
            yield slot.public_at

    def _derive(self, venue_id: UUID, today: date) -> None:
        days = self._days[venue_id]
        for day in _days_between(today, today + self._horizon):
            if day not in days:
                slots = by_id(venue_id, self._rules[venue_id], day)
                self.offers.update((e, Opening(venue_id, slot)) for e, slot in slots.items())
                days[day] = list(slots)
                self._turns.pop(day, None)

    def _forget(self, venue_id: UUID, day: date) -> None:
        self._turns.pop(day, None)
        for slot_id in self._days[venue_id].pop(day):
            self.offers.pop(slot_id, None)


def by_id(venue_id: UUID, rules: OpeningRules, day: date) -> dict[UUID, OpenSlot]:
    """The day's slots of a venue under the ids of their streams."""
    return {
        slot_id_of(venue_id, each.starts_at, each.series): each for each in slots_on(rules, day)
    }


def until_horizon(
    venue_id: UUID, rules: OpeningRules, today: date, horizon_days: int
) -> dict[UUID, OpenSlot]:
    """As `by_id`, of every day from *today* to the horizon."""
    found: dict[UUID, OpenSlot] = {}
    for day in _days_between(today, today + timedelta(days=horizon_days)):
        found |= by_id(venue_id, rules, day)
    return found


def _days_between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
