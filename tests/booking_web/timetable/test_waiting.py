"""The waiting list: joined, offered in turn, accepted, declined, let lapse, left."""

from datetime import date, timedelta

import pytest

from booking_web.refusals import (
    AlreadyBookedError,
    AlreadyWaitingError,
    HoldExpiredError,
    NoticeWithdrawnError,
    NotWaitingError,
    PartyTooLargeError,
    PickupDeadlineError,
    SlotFullError,
)
from booking_web.timetable.appointments import MOST_OFFERS
from booking_web.timetable.commands import (
    Book,
    Cancel,
    Decline,
    Hold,
    Join,
    Lapse,
    Leave,
    Move,
    OfferPlaces,
)
from booking_web.timetable.facts import (
    AppointmentHeld,
    Days,
    LeftBecause,
    MissedBecause,
    PlacesHeld,
    WaitingLeft,
    WaitingOffered,
    WaitingOfferLapsed,
    Wished,
    slot_id_of,
)
from booking_web.timetable.notices import Stage
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.policy import Policy
from booking_web.timetable.waiting_list import Household
from booking_web.timetable.why import why
from tests.booking_web.timetable.samples import (
    DEADLINE,
    HANAKO,
    JIRO,
    MORNING,
    MORNING_AT,
    NOON,
    NOON_AT,
    NOW,
    POLICY,
    SABURO,
    TARO,
    VENUE,
    Ward,
    notice_of,
)

ANY = Wished(first_on=date(2026, 11, 24), last_on=date(2026, 12, 31))
AFTERNOONS = Wished(first_on=ANY.first_on, last_on=ANY.last_on, from_hour=12)
EVENING_AT = NOON_AT + timedelta(hours=5)
OFFER_ENDS = NOW + POLICY.offer
FAMILY = (HANAKO, JIRO)


def full_ward(places: int = 2) -> Ward:
    """Saburo has all places of the morning; noon is full without anybody."""
    ward = Ward.with_slots(places, MORNING_AT)
    ward.offer(NOON_AT, 0)
    return ward


def join(ward: Ward, *people, wished: Wished = ANY) -> Household:
    outcome = ward.do(Join(notice_ids=people, wished=wished))
    return ward.books.waiting.households[outcome.party_id]


def offer(ward: Ward, household: Household, slot_id=MORNING, at=NOW) -> Outcome:
    return ward.do(
        OfferPlaces(notice_ids=household.members, slot_id=slot_id, entry_id=household.entry_id), at
    )


class TestJoin:
    def test_stands_at_the_end_of_the_line(self):
        ward = full_ward()
        family, taro = join(ward, *FAMILY), join(ward, TARO)
        assert list(ward.books.waiting.households.values()) == [family, taro]
        assert list(ward.books.waiting.before(taro.entry_id)) == [family]

    def test_again_adds_nothing(self):
        ward = full_ward()
        first = join(ward, *FAMILY)
        assert ward.said(lambda: join(ward, JIRO, HANAKO)) == []
        assert ward.do(Join(notice_ids=FAMILY, wished=ANY)).party_id == first.entry_id

    def test_is_refused_to_who_waits_otherwise(self):
        ward = full_ward()
        join(ward, *FAMILY)
        ward.refuses(Join(notice_ids=(JIRO,), wished=ANY), AlreadyWaitingError)
        weekends = Wished(first_on=ANY.first_on, last_on=ANY.last_on, days=Days.DAYS_OFF)
        ward.refuses(Join(notice_ids=FAMILY, wished=weekends), AlreadyWaitingError)

    def test_is_refused_to_who_is_booked_withdrawn_or_too_many(self):
        ward = full_ward()
        ward.do(Book(notice_ids=(TARO,), slot_id=MORNING))
        ward.refuses(Join(notice_ids=(JIRO, TARO), wished=ANY), AlreadyBookedError)
        ward.withdraw(HANAKO)
        ward.refuses(Join(notice_ids=FAMILY, wished=ANY), NoticeWithdrawnError)
        seven = tuple(notice_of(str(each)) for each in range(7))
        Ward(*seven).refuses(Join(notice_ids=seven, wished=ANY), PartyTooLargeError)

    def test_ends_with_the_earliest_deadline(self):
        ward = full_ward()
        ward.release(JIRO, date(2026, 12, 1))
        assert join(ward, *FAMILY).wished.last_on == date(2026, 12, 1)
        late = Wished(first_on=DEADLINE + timedelta(days=1), last_on=DEADLINE + timedelta(days=9))
        ward.refuses(Join(notice_ids=(TARO,), wished=late), PickupDeadlineError)


class TestOffer:
    def test_holds_the_places_for_two_hours(self):
        ward = full_ward()
        family = join(ward, *FAMILY)
        said = ward.said(lambda: offer(ward, family))
        kinds = [type(each) for each in said]
        assert kinds == [AppointmentHeld] * 2 + [PlacesHeld] + [WaitingOffered] * 2
        assert ward.free(MORNING) == 0
        held = ward.appointment(JIRO)
        assert (held.stage, held.until, held.party.party_id) == (
            Stage.HELD,
            OFFER_ENDS,
            family.entry_id,
        )

    def test_again_adds_nothing(self):
        ward = full_ward()
        family = join(ward, *FAMILY)
        offer(ward, family)
        assert ward.said(lambda: offer(ward, family)) == []

    def test_is_not_made_out_of_turn(self):
        """First come, first served among those whom the places fit."""
        ward = full_ward(places=1)
        family, taro, saburo = join(ward, *FAMILY), join(ward, TARO), join(ward, SABURO)
        assert offer(ward, saburo).done is Done.NOTHING
        assert offer(ward, family).done is Done.NOTHING
        assert offer(ward, taro).done is Done.OFFERED

    def test_who_was_too_many_is_still_first(self):
        ward = full_ward(places=1)
        family, taro = join(ward, *FAMILY), join(ward, TARO)
        offer(ward, taro)
        ward.offer(MORNING_AT, 3)
        saburo = join(ward, SABURO)
        assert offer(ward, saburo).done is Done.NOTHING
        assert offer(ward, family).done is Done.OFFERED

    def test_fills_a_row_where_one_slot_is_too_small(self):
        ward = full_ward(places=1)
        ward.offer(MORNING_AT + timedelta(minutes=10), 1)
        family = join(ward, *FAMILY)
        assert offer(ward, family).done is Done.OFFERED
        assert ward.do(Book(notice_ids=FAMILY, slot_id=MORNING)).minutes == 20

    def test_comes_only_within_the_wishes(self):
        ward = full_ward()
        ward.offer(NOON_AT, 2)
        afternoons = Wished(first_on=ANY.first_on, last_on=ANY.last_on, from_hour=12)
        taro = join(ward, TARO, wished=afternoons)
        assert offer(ward, taro).done is Done.NOTHING
        assert offer(ward, taro, NOON).done is Done.OFFERED

    def test_passes_who_holds_another_time(self):
        ward = full_ward()
        ward.offer(NOON_AT, 1)
        taro, saburo = join(ward, TARO), join(ward, SABURO)
        ward.do(Hold(notice_ids=(TARO,), slot_id=NOON))
        assert offer(ward, taro).done is Done.NOTHING
        assert ward.books.waiting.households[taro.entry_id].missed == {
            MORNING: MissedBecause.NOT_POSSIBLE
        }
        assert offer(ward, saburo).done is Done.OFFERED

    def test_to_nobody_is_nothing(self):
        ward = full_ward()
        stranger = Household(entry_id=notice_of("x"), members=(TARO,), wished=ANY)
        assert offer(ward, stranger).done is Done.NOTHING

    def test_takes_places_of_holds_that_ran_out(self):
        ward = full_ward()
        ward.do(Hold(notice_ids=(SABURO, TARO), slot_id=MORNING))
        family = join(ward, *FAMILY)
        assert offer(ward, family).done is Done.NOTHING
        assert offer(ward, family, at=NOW + POLICY.hold).done is Done.OFFERED


class TestTheLineComesFirst:
    """What came free a moment ago is due to who waits, before the offer is a fact."""

    @pytest.mark.parametrize("how", [Hold, Book])
    def test_nobody_else_takes_what_is_due(self, how):
        ward = full_ward()
        family = join(ward, *FAMILY)
        ward.refuses(how(notice_ids=(TARO,), slot_id=MORNING), SlotFullError)
        offer(ward, family)
        ward.do(Cancel(notice_id=JIRO))
        assert ward.do(how(notice_ids=(TARO,), slot_id=MORNING)).slot_id == MORNING

    def test_nor_moves_there(self):
        ward = full_ward()
        ward.offer(NOON_AT, 1)
        ward.do(Book(notice_ids=(TARO,), slot_id=NOON))
        join(ward, *FAMILY)
        ward.refuses(Move(notice_id=TARO, slot_id=MORNING), SlotFullError)

    def test_what_is_more_than_is_due_is_for_everybody(self):
        ward = full_ward(places=3)
        join(ward, *FAMILY)
        assert ward.do(Book(notice_ids=(TARO,), slot_id=MORNING)).done is Done.CONFIRMED

    def test_what_nobody_wishes_for_is_for_everybody(self):
        ward = full_ward(places=1)
        join(ward, HANAKO, wished=AFTERNOONS)
        join(ward, JIRO, SABURO)
        assert ward.do(Book(notice_ids=(TARO,), slot_id=MORNING)).done is Done.CONFIRMED

    def test_the_first_in_line_books_what_is_due_to_it(self):
        ward = full_ward(places=1)
        join(ward, HANAKO)
        join(ward, TARO)
        ward.refuses(Book(notice_ids=(TARO,), slot_id=MORNING), SlotFullError)
        assert ward.do(Book(notice_ids=(HANAKO,), slot_id=MORNING)).done is Done.CONFIRMED

    def test_a_row_that_is_due_is_kept_from_its_second_slot_on_too(self):
        ward = full_ward(places=1)
        ward.offer(MORNING_AT + timedelta(minutes=10), 1)
        join(ward, *FAMILY)
        second = slot_id_of(VENUE, MORNING_AT + timedelta(minutes=10))
        ward.refuses(Book(notice_ids=(TARO,), slot_id=second), SlotFullError)

    def test_what_comes_too_late_for_an_offer_is_for_everybody(self):
        ward = full_ward()
        join(ward, *FAMILY)
        shortly = MORNING_AT - POLICY.cut_off - timedelta(minutes=29)
        ward.do(Book(notice_ids=(TARO,), slot_id=MORNING), at=shortly)


def test_who_cannot_take_an_offer_keeps_nobody_waiting():
    """A card that is no longer at hand at short notice: found out when the offer is made."""
    ward = full_ward(places=1)
    ward.policy = Policy(min_lead_days=20)
    ward.release(TARO, same_day=True)
    taro = join(ward, TARO)
    ward.release(TARO, same_day=False)
    assert offer(ward, taro).done is Done.NOTHING
    assert taro.entry_id in ward.books.waiting.households
    missed = ward.books.waiting.households[taro.entry_id].missed
    assert missed == {MORNING: MissedBecause.NOT_POSSIBLE}


class TestAnswer:
    def test_accepting_is_booking_the_held_places(self):
        ward = full_ward()
        family = join(ward, *FAMILY)
        offer(ward, family)
        said = ward.said(lambda: ward.do(Book(notice_ids=FAMILY, slot_id=MORNING)))
        left = [each for each in said if isinstance(each, WaitingLeft)]
        assert {each.reason for each in left} == {LeftBecause.BOOKED}
        assert ward.books.waiting.households == {}
        assert ward.appointment(JIRO).stage is Stage.CONFIRMED

    def test_declining_passes_to_the_next_and_keeps_the_turn(self):
        ward = full_ward()
        family, taro = join(ward, *FAMILY), join(ward, TARO)
        offer(ward, family)
        ward.do(Cancel(notice_id=JIRO))
        assert ward.free(MORNING) == 2
        assert offer(ward, family).done is Done.NOTHING
        assert offer(ward, taro).done is Done.OFFERED
        ward.offer(NOON_AT, 2)
        assert offer(ward, family, NOON).done is Done.OFFERED

    def test_an_offer_lapses_like_any_hold(self):
        ward = full_ward()
        family = join(ward, *FAMILY)
        offer(ward, family)
        lapse = Lapse(slot_id=MORNING, party_id=family.entry_id)
        said = ward.said(lambda: ward.do(lapse, at=OFFER_ENDS))
        missed = [each for each in said if isinstance(each, WaitingOfferLapsed)]
        assert [each.reason for each in missed] == [MissedBecause.TIME_OVER] * 2
        assert ward.books.slot(MORNING).taken == 0

    def test_who_misses_offers_again_and_again_waits_no_longer(self):
        ward = full_ward()
        family = join(ward, *FAMILY)
        for number in range(MOST_OFFERS):
            starts_at = MORNING_AT + timedelta(days=number)
            ward.offer(starts_at, 2)
            assert offer(ward, family, slot_id_of(VENUE, starts_at)).done is Done.OFFERED
            ward.do(Cancel(notice_id=HANAKO))
        assert ward.books.waiting.households == {}
        assert ward.books.notice(JIRO).waiting is None

    def test_booking_another_time_ends_the_waiting(self):
        ward = full_ward()
        ward.offer(NOON_AT, 2)
        family = join(ward, *FAMILY)
        offer(ward, family)
        ward.do(Book(notice_ids=FAMILY, slot_id=NOON))
        assert ward.books.waiting.households == {}
        assert ward.free(MORNING) == 2

    def test_one_who_books_alone_leaves_the_others_waiting(self):
        ward = full_ward()
        family = join(ward, *FAMILY)
        ward.do(Book(notice_ids=(JIRO,), slot_id=MORNING))
        assert ward.books.waiting.households[family.entry_id].members == (HANAKO,)


class TestLeave:
    def test_ends_it_for_all_and_gives_the_offer_back(self):
        ward = full_ward()
        family, taro = join(ward, *FAMILY), join(ward, TARO)
        offer(ward, family)
        assert ward.do(Leave(notice_id=JIRO)).done is Done.LEFT
        assert ward.books.waiting.households == {taro.entry_id: taro}
        assert ward.free(MORNING) == 2
        ward.refuses(Leave(notice_id=HANAKO), NotWaitingError)

    def test_and_joining_anew_is_the_end_of_the_line(self):
        ward = full_ward()
        first, taro = join(ward, JIRO), join(ward, TARO)
        ward.do(Leave(notice_id=JIRO))
        again = join(ward, JIRO)
        assert again.entry_id != first.entry_id
        assert list(ward.books.waiting.before(again.entry_id)) == [taro]

    def test_a_notice_withdrawn_leaves_the_others_waiting(self):
        ward = full_ward()
        family = join(ward, *FAMILY)
        offer(ward, family)
        ward.withdraw(JIRO)
        here = ward.books.waiting.households[family.entry_id]
        assert (here.members, here.offered) == ((HANAKO,), MORNING)
        assert ward.do(Book(notice_ids=(HANAKO,), slot_id=MORNING)).done is Done.CONFIRMED


class TestAnEarlierTime:
    """Who has an appointment keeps it until an earlier one is accepted."""

    @staticmethod
    def booked(*people, places: int = 2) -> tuple[Ward, Household]:
        """At noon, and in line for what comes before."""
        ward = Ward.with_slots(places, NOON_AT)
        ward.offer(MORNING_AT, 0)
        ward.do(Book(notice_ids=people, slot_id=NOON))
        return ward, join(ward, *people)

    def test_is_offered_beside_the_appointment(self):
        ward, family = self.booked(*FAMILY)
        ward.offer(MORNING_AT, 2)
        said = ward.said(lambda: offer(ward, family))
        assert [type(each) for each in said] == [PlacesHeld, WaitingOffered, WaitingOffered]
        assert (ward.free(MORNING), ward.free(NOON)) == (0, 0)
        assert ward.appointment(JIRO).first_slot_id == NOON

    def test_is_accepted_by_moving_in_one_decision(self):
        ward, family = self.booked(*FAMILY)
        ward.offer(MORNING_AT, 2)
        offer(ward, family)
        assert ward.do(Move(notice_id=JIRO, slot_id=MORNING)).done is Done.MOVED
        assert (ward.free(MORNING), ward.free(NOON)) == (0, 2)
        assert {ward.appointment(each).first_slot_id for each in FAMILY} == {MORNING}
        assert ward.books.waiting.households == {}
        assert why(family.entry_id, ward.recorded, policy=POLICY).offered == 1

    def test_later_times_are_none(self):
        ward, family = self.booked(*FAMILY)
        ward.offer(NOON_AT, 4)
        assert offer(ward, family, NOON).done is Done.NOTHING
        assert family.wished.last_on == NOON_AT.date()

    def test_an_offer_let_lapse_leaves_the_appointment(self):
        ward, taro = self.booked(TARO)
        ward.offer(MORNING_AT, 1)
        offer(ward, taro)
        ward.refuses(Move(notice_id=TARO, slot_id=MORNING), HoldExpiredError, at=OFFER_ENDS)
        ward.do(Lapse(slot_id=MORNING, party_id=taro.entry_id), at=OFFER_ENDS)
        assert ward.free(MORNING) == 1
        assert ward.appointment(TARO).first_slot_id == NOON
        [entry] = ward.books.waiting.households.values()
        assert entry.missed == {MORNING: MissedBecause.TIME_OVER}

    def test_declining_keeps_both(self):
        ward, taro = self.booked(TARO)
        ward.offer(MORNING_AT, 1)
        offer(ward, taro)
        ward.do(Decline(notice_id=TARO))
        assert ward.free(MORNING) == 1
        assert ward.books.waiting.households[taro.entry_id].offered is None
        ward.refuses(Decline(notice_id=TARO), NotWaitingError)

    @pytest.mark.parametrize(
        ("command", "left"),
        [
            (Cancel(notice_id=TARO), None),
            (Leave(notice_id=TARO), NOON),
            (Move(notice_id=TARO, slot_id=slot_id_of(VENUE, EVENING_AT)), "evening"),
        ],
    )
    def test_ends_with_the_appointment_by_leaving_and_by_moving_elsewhere(self, command, left):
        ward, taro = self.booked(TARO)
        ward.offer(MORNING_AT, 1)
        ward.offer(EVENING_AT, 1)
        offer(ward, taro)
        ward.do(command)
        assert ward.books.waiting.households == {}
        assert ward.free(MORNING) == 1
        booked = ward.appointment(TARO)
        at = {None: None, NOON: NOON_AT, "evening": EVENING_AT}[left]
        assert (booked.starts_at if booked else None) == at

    def test_only_the_whole_party_waits(self):
        ward = Ward.with_slots(2, NOON_AT)
        ward.do(Book(notice_ids=FAMILY, slot_id=NOON))
        ward.refuses(Join(notice_ids=(JIRO,), wished=ANY), AlreadyBookedError)
        ward.refuses(Join(notice_ids=(*FAMILY, TARO), wished=ANY), AlreadyBookedError)

    def test_a_notice_withdrawn_gives_the_offer_back_when_its_time_is_over(self):
        ward, taro = self.booked(TARO)
        ward.offer(MORNING_AT, 1)
        offer(ward, taro)
        ward.withdraw(TARO)
        ward.do(Lapse(slot_id=MORNING, party_id=taro.entry_id), at=OFFER_ENDS)
        assert (ward.free(MORNING), ward.free(NOON)) == (1, 2)


@pytest.mark.parametrize("at", [NOW, OFFER_ENDS])
def test_nobody_waits_after_the_last_day(at):
    ward = full_ward()
    over = Wished(first_on=NOW.date(), last_on=NOW.date())
    taro = join(ward, TARO, wished=over)
    assert offer(ward, taro, at=at).done is Done.NOTHING
    later = NOW + timedelta(days=1)
    ward.do(Join(notice_ids=(TARO,), wished=ANY), at=later)
    assert ward.books.notice(TARO).waits == 2
