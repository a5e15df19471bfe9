"""A ward whose slots come from opening rules: mornings, 9 to 11, two slots of an hour."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from booking_web.timetable import rule_changes
from booking_web.timetable.books import Books
from booking_web.timetable.commands import Command
from booking_web.timetable.decisions import decide
from booking_web.timetable.draft import Draft
from booking_web.timetable.facts import slot_id_of
from booking_web.timetable.openings import Opening, by_id
from booking_web.timetable.outcomes import Outcome
from booking_web.timetable.timetable import new_slot
from issuance.calendar import office_time
from issuance.calendar.opening_rules import (
    Days,
    Hours,
    OpeningRule,
    OpeningRules,
    Service,
    Terms,
)
from tests.booking_web.timetable.samples import (
    HANAKO,
    JIRO,
    NOW,
    POLICY,
    RELEASED,
    SABURO,
    TARO,
    VENUE,
    Ward,
)

DAY = date(2026, 11, 27)
NINE_AT = office_time(DAY, 9)
NINE, TEN = slot_id_of(VENUE, NINE_AT), slot_id_of(VENUE, NINE_AT + timedelta(hours=1))
_RULE = OpeningRule(
    days=Days(weekdays=(0, 1, 2, 3, 4)),
    hours=Hours(opens=time(9), closes=time(11)),
    terms=Terms(minutes=60, counters=2),
)
CLOSED = OpeningRules()


def rules(**terms: Any) -> OpeningRules:
    return OpeningRules(rules=(replace(_RULE, terms=replace(_RULE.terms, **terms)),))


def shorter() -> OpeningRules:
    """Only until ten."""
    return OpeningRules(rules=(replace(_RULE, hours=Hours(opens=time(9), closes=time(10))),))


class RuledWard(Ward):
    """Decides with openings, as the desk does, and lets slots follow new rules."""

    @classmethod
    def opening_by(cls, by: OpeningRules) -> "RuledWard":
        people = TARO, HANAKO, JIRO, SABURO
        ward = cls(*people)
        for each in people:
            ward.release(each)
        ward.log.clear()
        ward.open_by(by)
        return ward

    def open_by(self, by: OpeningRules) -> None:
        self.rules = by
        openings = self._openings()
        draft = Draft(self._books(openings), NOW, POLICY, "office")
        for slot_id in self.books.slots:
            opening = openings[slot_id].slot if slot_id in openings else None
            rule_changes.follow_rules(draft, slot_id, opening, list(self.books.notices))
        self._enter(draft)

    def do(self, command: Command, at: datetime = NOW) -> Outcome:
        decided = decide(self._books(self._openings()), command, at=at, policy=POLICY)
        self.books = Books(
            slots={**self.books.slots, **decided.slots},
            notices={**self.books.notices, **decided.notices},
        )
        self.log += [each.fact for each in decided.recorded]
        return decided.outcome

    def is_for(self, notice_id: UUID, service: Service) -> None:
        self.write([(notice_id, replace(RELEASED, service=service))])

    def _openings(self) -> Mapping[UUID, Opening]:
        return {each: Opening(VENUE, slot) for each, slot in by_id(VENUE, self.rules, DAY).items()}

    def _books(self, openings: Mapping[UUID, Opening]) -> Books:
        new = {each: new_slot(each) for each in openings}
        return Books(
            slots={**new, **self.books.slots}, notices=self.books.notices, openings=openings
        )

    def _enter(self, draft: Draft) -> None:
        self.books = Books(
            slots={**self.books.slots, **draft.slots},
            notices={**self.books.notices, **draft.notices},
        )
        self.log += [each.fact for each in draft.recorded]
