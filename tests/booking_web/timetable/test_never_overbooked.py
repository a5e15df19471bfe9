"""Whatever is asked in whatever order: never overbooked, one appointment a notice, books agree."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from booking_web.refusals import BookingRefusal
from booking_web.timetable.appointments import close
from booking_web.timetable.commands import (
    Book,
    Cancel,
    Command,
    Confirm,
    Extend,
    Hold,
    Lapse,
    Move,
)
from booking_web.timetable.facts import VisitOutcome, slot_id_of
from booking_web.timetable.notices import Appointment, Stage
from tests.booking_web.timetable.samples import (
    MORNING_AT,
    NOW,
    VENUE,
    Ward,
    notice_of,
)

PEOPLE = [notice_of(f"person {number}") for number in range(8)]
STARTS = [MORNING_AT + timedelta(minutes=minutes) for minutes in (0, 10, 20, 30, 60)]
"""Four slots in a row, and one alone."""
SLOTS = [slot_id_of(VENUE, each) for each in STARTS]

person = st.sampled_from(PEOPLE)
slot = st.sampled_from(SLOTS)
party = st.lists(person, min_size=1, max_size=6, unique=True).map(tuple)
outcome = st.sampled_from(VisitOutcome)


class Days(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.now = NOW
        self.ward = Ward(*PEOPLE)
        for each in PEOPLE:
            self.ward.release(each)
        for starts_at, places in zip(STARTS, (2, 2, 1, 2, 5), strict=True):
            self.ward.offer(starts_at, places)
        self.visited: Counter[UUID] = Counter()
        """Places of visits that are over: they stay taken."""

    @rule(minutes=st.integers(1, 15))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(notice_ids=party, slot_id=slot)
    def hold(self, notice_ids, slot_id):
        self.ask(Hold(notice_ids=notice_ids, slot_id=slot_id))

    @rule(notice_ids=party, slot_id=slot)
    def book(self, notice_ids, slot_id):
        self.ask(Book(notice_ids=notice_ids, slot_id=slot_id))

    @rule(notice_id=person)
    def confirm(self, notice_id):
        self.ask(Confirm(notice_id=notice_id))

    @rule(notice_id=person)
    def extend(self, notice_id):
        self.ask(Extend(notice_id=notice_id))

    @rule(notice_id=person, slot_id=slot)
    def move(self, notice_id, slot_id):
        self.ask(Move(notice_id=notice_id, slot_id=slot_id))

    @rule(notice_id=person)
    def cancel(self, notice_id):
        self.ask(Cancel(notice_id=notice_id))

    @rule(slot_id=slot)
    def holds_lapse(self, slot_id):
        for party_id, _ in self.ward.books.slot(slot_id).expired(self.now):
            self.ask(Lapse(slot_id=slot_id, party_id=party_id))

    @rule(starts_at=st.sampled_from(STARTS), places=st.integers(0, 6))
    def offer(self, starts_at, places):
        self.ward.offer(starts_at, places)

    @rule(notice_id=person)
    def withdraw(self, notice_id):
        self.ward.withdraw(notice_id, self.now)

    @rule(notice_id=person)
    def release(self, notice_id):
        self.ward.release(notice_id)

    @rule(notice_id=person, how=outcome)
    def close(self, notice_id, how):
        booked = self.ward.appointment(notice_id)
        if booked is not None:
            notice = self.ward.books.notice(notice_id)
            facts = close(notice, appointment_id=booked.appointment_id, outcome=how)
            self.ward.write([(notice_id, each) for each in facts], self.now)
            self.visited[booked.place.slot_id] += len(facts)

    def ask(self, command: Command) -> None:
        with suppress(BookingRefusal):
            self.ward.do(command, self.now)

    @invariant()
    def no_slot_is_overbooked(self):
        for slot_id in SLOTS:
            each = self.ward.books.slot(slot_id)
            assert 0 <= each.taken <= each.places

    @invariant()
    def as_many_places_are_taken_as_people_have_one(self):
        booked = [self.ward.appointment(each) for each in PEOPLE]
        people = Counter(each.place.slot_id for each in booked if each is not None)
        for slot_id in SLOTS:
            taken = self.ward.books.slot(slot_id).taken
            assert taken == people[slot_id] + self.visited[slot_id]

    @invariant()
    def a_party_sits_in_a_row_and_comes_at_its_earliest(self):
        parties: dict[UUID, list[Appointment]] = {}
        for each in PEOPLE:
            if (booked := self.ward.appointment(each)) is not None:
                parties.setdefault(booked.party.party_id, []).append(booked)
        for together in parties.values():
            starts = sorted({each.place.starts_at for each in together})
            assert starts[-1] - starts[0] <= timedelta(minutes=20)
            assert len({each.stage for each in together}) == 1
            if together[0].stage is Stage.CONFIRMED and not self.visited:
                assert {each.starts_at for each in together} == {starts[0]}

    @invariant()
    def each_hold_has_its_people(self):
        for slot_id in SLOTS:
            for party_id, held in self.ward.books.slot(slot_id).held.items():
                booked = [self.ward.appointment(each) for each in held.members]
                theirs = [each for each in booked if each and each.party.party_id == party_id]
                assert sum(each.place.slot_id == slot_id for each in theirs) == held.count


Days.TestCase.settings = settings(max_examples=150, stateful_step_count=60, deadline=None)
TestDays = Days.TestCase
