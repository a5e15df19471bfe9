"""Opening rules as they stood at each moment of the log, for the days that somebody asks about."""

from datetime import date
from uuid import UUID

from booking_web.timetable.facts import SlotOffered
from booking_web.timetable.openings import Opening, by_id
from issuance.calendar import office_date
from issuance.calendar.opening_rules import OpeningRules


class RulesThen:
    """Told of rules and slots in the log's order; knows what the rules of the moment offer."""

    def __init__(self) -> None:
        self._rules: dict[UUID, OpeningRules] = {}
        self._days: dict[UUID, set[date]] = {}
        self._offers: dict[UUID, Opening] = {}

    def set_rules(self, venue_id: UUID, rules: OpeningRules) -> None:
        """The venue opens by these rules from now on, and no longer by the ones before."""
        self._rules[venue_id] = rules
        kept = {k: each for k, each in self._offers.items() if each.venue_id != venue_id}
        self._offers = kept
        for day in self._days.get(venue_id, ()):
            self._derive(venue_id, day)

    def hear_of(self, slot: SlotOffered) -> None:
        """The slot's day at its venue is asked about from now on."""
        day = office_date(slot.starts_at)
        days = self._days.setdefault(slot.venue_id, set())
        if day not in days:
            days.add(day)
            self._derive(slot.venue_id, day)

    def offer(self, slot_id: UUID) -> Opening | None:
        """What the rules of the moment say of a slot on one of those days."""
        return self._offers.get(slot_id)

    def _derive(self, venue_id: UUID, day: date) -> None:
        rules = self._rules.get(venue_id)
        if rules is not None:
            found = by_id(venue_id, rules, day)
            self._offers |= {each: Opening(venue_id, slot) for each, slot in found.items()}
