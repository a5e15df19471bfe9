"""Whatever happens: offers go to the first in line whom they fit, and every skip has its reason."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from booking_web.refusals import BookingRefusal
from booking_web.timetable.commands import (
    Book,
    Cancel,
    Command,
    Hold,
    Join,
    Lapse,
    Leave,
    Move,
    OfferPlaces,
)
from booking_web.timetable.facts import (
    PlacesHeld,
    PlacesTaken,
    WaitingOffered,
    Wished,
    slot_id_of,
)
from booking_web.timetable.notices import Stage
from booking_web.timetable.offers import offer_until
from booking_web.timetable.waiting_list import Household
from booking_web.timetable.why import why
from issuance.calendar import JST, office_date
from tests.booking_web.timetable.samples import MORNING_AT, NOW, POLICY, VENUE, Ward, notice_of

PEOPLE = [notice_of(f"person {number}") for number in range(9)]
STARTS = [MORNING_AT + timedelta(minutes=minutes) for minutes in (0, 10, 20, 120)]
SLOTS = [slot_id_of(VENUE, each) for each in STARTS]
DAY = office_date(MORNING_AT)
WISHES = [
    Wished(first_on=DAY, last_on=DAY),
    Wished(first_on=DAY, last_on=DAY, until_hour=10),
    Wished(first_on=DAY, last_on=DAY, from_hour=12),
]

person = st.sampled_from(PEOPLE)
party = st.lists(person, min_size=1, max_size=4, unique=True).map(tuple)
slot = st.sampled_from(SLOTS)


class Line(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.now = NOW
        self.ward = Ward(*PEOPLE)
        for each in PEOPLE:
            self.ward.release(each)
        for starts_at, places in zip(STARTS, (2, 1, 2, 1), strict=True):
            self.ward.offer(starts_at, places)

    @rule(minutes=st.sampled_from([1, 11, 121]))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(notice_ids=party, wished=st.sampled_from(WISHES))
    def join(self, notice_ids, wished):
        self.ask(Join(notice_ids=notice_ids, wished=wished))

    @rule(notice_ids=party, slot_id=slot, how=st.sampled_from([Hold, Book]))
    def book(self, notice_ids, slot_id, how):
        """No place that somebody in line is due, in whatever moment it is asked for."""
        waiting, free = self.ward.books.waiting, [self.ward.free(each, self.now) for each in SLOTS]
        mine, length = self.ward.books.notice(notice_ids[0]).waiting, len(self.ward.log)
        had = self.ward.appointment(notice_ids[0])
        self.ask(how(notice_ids=notice_ids, slot_id=slot_id))
        new = [type(each) for each in self.ward.log[length:]]
        if {PlacesHeld, PlacesTaken}.isdisjoint(new):
            return
        left = [places - len(notice_ids) for places in free]
        starts_at = STARTS[SLOTS.index(slot_id)]
        closes_at = starts_at - POLICY.cut_off
        in_time = offer_until(self.now, closes_at=closes_at, policy=POLICY) is not None
        before = waiting.before(mine.entry_id) if mine else waiting.households.values()
        for rival in before if in_time and had is None else ():
            if could_have_had(rival, slot_id, free) and rival.size == 1:
                assert left[SLOTS.index(slot_id)] >= 1

    @rule(notice_id=person)
    def cancel_or_decline(self, notice_id):
        self.ask(Cancel(notice_id=notice_id))

    @rule(notice_id=person, slot_id=slot)
    def move_or_accept(self, notice_id, slot_id):
        self.ask(Move(notice_id=notice_id, slot_id=slot_id))

    @rule(notice_id=person)
    def leave(self, notice_id):
        self.ask(Leave(notice_id=notice_id))

    @rule(notice_id=person)
    def withdraw(self, notice_id):
        self.ward.withdraw(notice_id, self.now)

    @rule(slot_id=slot)
    def holds_lapse(self, slot_id):
        for party_id, _ in self.ward.books.slot(slot_id).expired(self.now):
            self.ask(Lapse(slot_id=slot_id, party_id=party_id))

    @rule(starts_at=st.sampled_from(STARTS), places=st.integers(0, 4))
    def offer(self, starts_at, places):
        self.ward.offer(starts_at, places)

    @rule(nth=st.integers(0, 5), slot_id=slot)
    def somebody_is_offered(self, nth, slot_id):
        """Any desk may ask for anybody: the decision knows whose turn it is."""
        line = list(self.ward.books.waiting.households.values())
        if line:
            self.offer_to(line[nth % len(line)], slot_id)

    @rule()
    def everybody_is_offered_in_turn(self):
        for each in list(self.ward.books.waiting.households.values()):
            for slot_id in SLOTS:
                self.offer_to(each, slot_id)

    def offer_to(self, household: Household, slot_id: UUID) -> None:
        before, free = self.ward.books.waiting, [self.ward.free(each, self.now) for each in SLOTS]
        length = len(self.ward.log)
        self.ask(
            OfferPlaces(notice_ids=household.members, slot_id=slot_id, entry_id=household.entry_id)
        )
        if any(isinstance(each, WaitingOffered) for each in self.ward.log[length:]):
            assert household.size <= room(free, slot_id)
            for rival in before.before(household.entry_id):
                assert not could_have_had(rival, slot_id, free)

    def ask(self, command: Command) -> None:
        with suppress(BookingRefusal):
            self.ward.do(command, self.now)

    @invariant()
    def line_and_notices_agree(self):
        line = self.ward.books.waiting.households
        for each in PEOPLE:
            mine = self.ward.books.notice(each).waiting
            assert [each in other.members for other in line.values()].count(True) == bool(mine)
            if mine is not None:
                assert line[mine.entry_id].offered == mine.offered
                held = self.ward.appointment(each)
                if mine.offered is not None and mine.earlier_than is not None:
                    assert held is not None
                    assert held.stage is Stage.CONFIRMED
                elif mine.offered is not None:
                    assert held is not None
                    assert (held.stage, held.first_slot_id) == (Stage.HELD, mine.offered)

    @invariant()
    def every_skip_has_its_reason(self):
        for each in self.ward.books.waiting.households:
            told = why(each, self.ward.recorded, policy=POLICY)
            assert told.out_of_turn == 0
            offers = [
                happened
                for happened in self.ward.log
                if isinstance(happened, WaitingOffered) and happened.entry_id == each
            ]
            assert told.offered == len({happened.slot_id for happened in offers})


def room(free: list[int], slot_id: UUID) -> int:
    """Places from this slot on, without a gap; the last slot stands alone."""
    first, total = SLOTS.index(slot_id), 0
    for places in free[first:3] if first < 3 else free[3:]:
        if places <= 0:
            break
        total += places
    return total


def could_have_had(rival: Household, slot_id: UUID, free: list[int]) -> bool:
    hour = STARTS[SLOTS.index(slot_id)].astimezone(JST).hour
    wanted = rival.wished.from_hour <= hour <= rival.wished.until_hour
    idle = rival.offered is None and slot_id not in rival.missed
    return wanted and idle and rival.size <= room(free, slot_id)


Line.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestLine = Line.TestCase
