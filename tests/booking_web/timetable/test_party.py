"""A party books, moves and cancels together, all or nothing."""

from datetime import timedelta

from booking_web.refusals import (
    AlreadyBookedError,
    ExtendedBeforeError,
    HoldExpiredError,
    NotBookedError,
    NoticeWithdrawnError,
    PartyTooLargeError,
    SlotClosedError,
    SlotFullError,
    SlotUnknownError,
)
from booking_web.timetable.commands import Book, Cancel, Confirm, Extend, Hold, Lapse, Move
from booking_web.timetable.facts import (
    AppointmentCancelled,
    AppointmentMoved,
    FreedBecause,
    HoldLapsed,
    PlacesFreed,
    PlacesTaken,
)
from booking_web.timetable.notices import Stage
from booking_web.timetable.outcomes import Done
from tests.booking_web.timetable.samples import (
    FIRST,
    HANAKO,
    HELD_UNTIL,
    JIRO,
    MORNING,
    MORNING_AT,
    NOON,
    NOW,
    POLICY,
    SABURO,
    TARO,
    Ward,
    notice_of,
)

FAMILY = (TARO, HANAKO, JIRO)


class TestBook:
    def test_takes_a_place_for_each_and_says_where(self):
        ward = Ward.with_slots(3)
        outcome = ward.do(Book(notice_ids=FAMILY, slot_id=MORNING))
        assert (outcome.done, outcome.party_id, outcome.party_size) == (Done.CONFIRMED, FIRST, 3)
        assert (outcome.starts_at, outcome.slot_id) == (MORNING_AT, MORNING)
        assert ward.free(MORNING) == 0
        assert {ward.appointment(each).party.party_id for each in FAMILY} == {FIRST}

    def test_again_adds_nothing_and_says_the_same(self):
        ward = Ward.with_slots(3)
        book = Book(notice_ids=FAMILY, slot_id=MORNING)
        outcome = ward.do(book)
        assert ward.said(lambda: ward.do(book)) == []
        assert ward.do(book) == outcome

    def test_is_refused_whole_when_one_place_is_missing(self):
        ward = Ward.with_slots(2)
        ward.refuses(Book(notice_ids=FAMILY, slot_id=MORNING), SlotFullError)

    def test_is_refused_whole_when_one_of_them_may_not(self):
        ward = Ward.with_slots(3)
        ward.withdraw(JIRO)
        ward.refuses(Book(notice_ids=FAMILY, slot_id=MORNING), NoticeWithdrawnError)

    def test_is_refused_when_one_of_them_is_booked_otherwise(self):
        ward = Ward.with_slots(3)
        ward.do(Book(notice_ids=(HANAKO,), slot_id=NOON))
        ward.refuses(Book(notice_ids=FAMILY, slot_id=MORNING), AlreadyBookedError)
        ward.refuses(Book(notice_ids=(HANAKO,), slot_id=MORNING), AlreadyBookedError)

    def test_is_refused_for_too_many(self):
        seven = tuple(notice_of(str(number)) for number in range(7))
        ward = Ward(*seven)
        ward.offer(MORNING_AT, 10)
        ward.refuses(Book(notice_ids=seven, slot_id=MORNING), PartyTooLargeError)

    def test_is_refused_where_nothing_is_offered_or_too_late(self):
        ward = Ward.with_slots(3)
        ward.refuses(Book(notice_ids=FAMILY, slot_id=notice_of("x")), SlotUnknownError)
        late = MORNING_AT - POLICY.cut_off + timedelta(seconds=1)
        ward.refuses(Book(notice_ids=FAMILY, slot_id=MORNING), SlotClosedError, at=late)

    def test_turns_the_partys_own_hold_into_the_booking(self):
        ward = Ward.with_slots(3)
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        ward.do(Book(notice_ids=FAMILY, slot_id=MORNING))
        assert ward.free(MORNING) == 0
        assert ward.appointment(TARO).stage is Stage.CONFIRMED

    def test_takes_places_of_holds_whose_time_is_over(self):
        ward = Ward.with_slots(3)
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        ward.refuses(Book(notice_ids=(SABURO,), slot_id=MORNING), SlotFullError)
        ward.do(Book(notice_ids=(SABURO,), slot_id=MORNING), at=HELD_UNTIL)
        assert [ward.appointment(each) for each in FAMILY] == [None, None, None]
        assert ward.free(MORNING, HELD_UNTIL) == 2


class TestHold:
    def test_keeps_places_for_ten_minutes(self):
        ward = Ward.with_slots(3)
        outcome = ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        assert (outcome.done, outcome.until) == (Done.HELD, HELD_UNTIL)
        assert (ward.free(MORNING), ward.free(MORNING, HELD_UNTIL)) == (0, 3)

    def test_again_adds_nothing(self):
        ward = Ward.with_slots(3)
        hold = Hold(notice_ids=FAMILY, slot_id=MORNING)
        ward.do(hold)
        assert ward.said(lambda: ward.do(hold, at=NOW + timedelta(minutes=1))) == []

    def test_elsewhere_gives_the_first_up(self):
        ward = Ward.with_slots(3)
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        ward.do(Hold(notice_ids=(TARO, HANAKO), slot_id=NOON))
        assert (ward.free(MORNING), ward.free(NOON)) == (3, 1)
        assert ward.appointment(JIRO) is None

    def test_elsewhere_refused_keeps_the_first(self):
        ward = Ward.with_slots(3)
        ward.offer(MORNING_AT + timedelta(hours=1), 0)
        full = next(each for each in ward.books.slots if each not in {MORNING, NOON})
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        ward.refuses(Hold(notice_ids=FAMILY, slot_id=full), SlotFullError)

    def test_is_refused_once_booked(self):
        ward = Ward.with_slots(3)
        ward.do(Book(notice_ids=FAMILY, slot_id=MORNING))
        ward.refuses(Hold(notice_ids=FAMILY, slot_id=NOON), AlreadyBookedError)

    def test_can_be_made_longer_once(self):
        ward = Ward.with_slots(3)
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        outcome = ward.do(Extend(notice_id=JIRO))
        assert outcome.until == HELD_UNTIL + POLICY.hold
        ward.refuses(Extend(notice_id=TARO), ExtendedBeforeError)
        assert ward.do(Confirm(notice_id=HANAKO), at=HELD_UNTIL).done is Done.CONFIRMED


class TestConfirm:
    def test_is_for_the_whole_party(self):
        ward = Ward.with_slots(3)
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        ward.do(Confirm(notice_id=HANAKO))
        assert {ward.appointment(each).stage for each in FAMILY} == {Stage.CONFIRMED}
        assert ward.free(MORNING, HELD_UNTIL) == 0

    def test_again_adds_nothing(self):
        ward = Ward.with_slots(3)
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        ward.do(Confirm(notice_id=TARO))
        assert ward.said(lambda: ward.do(Confirm(notice_id=TARO), at=HELD_UNTIL)) == []

    def test_is_refused_when_time_is_over(self):
        ward = Ward.with_slots(3)
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        ward.refuses(Confirm(notice_id=TARO), HoldExpiredError, at=HELD_UNTIL)
        ward.refuses(Confirm(notice_id=SABURO), HoldExpiredError)


class TestMove:
    def test_takes_the_new_places_before_it_frees_the_old(self):
        ward = Ward.with_slots(3)
        ward.do(Book(notice_ids=FAMILY, slot_id=MORNING))
        said = ward.said(lambda: ward.do(Move(notice_id=HANAKO, slot_id=NOON)))
        assert [type(each) for each in said] == [
            PlacesTaken,
            *[AppointmentMoved] * 3,
            PlacesFreed,
        ]
        assert (ward.free(MORNING), ward.free(NOON)) == (3, 0)

    def test_refused_keeps_what_it_has(self):
        ward = Ward.with_slots(3)
        ward.do(Book(notice_ids=(SABURO,), slot_id=NOON))
        ward.do(Book(notice_ids=FAMILY, slot_id=MORNING))
        ward.refuses(Move(notice_id=TARO, slot_id=NOON), SlotFullError)

    def test_to_the_same_slot_adds_nothing(self):
        ward = Ward.with_slots(3)
        ward.do(Book(notice_ids=FAMILY, slot_id=MORNING))
        assert ward.said(lambda: ward.do(Move(notice_id=TARO, slot_id=MORNING))) == []

    def test_and_back_again(self):
        ward = Ward.with_slots(3)
        ward.do(Book(notice_ids=FAMILY, slot_id=MORNING))
        ward.do(Move(notice_id=TARO, slot_id=NOON))
        ward.do(Move(notice_id=TARO, slot_id=MORNING))
        assert (ward.free(MORNING), ward.free(NOON)) == (0, 3)

    def test_of_nothing_is_refused(self):
        Ward.with_slots(3).refuses(Move(notice_id=TARO, slot_id=NOON), NotBookedError)


class TestCancel:
    def test_frees_every_place(self):
        ward = Ward.with_slots(3)
        ward.do(Book(notice_ids=FAMILY, slot_id=MORNING))
        outcome = ward.do(Cancel(notice_id=JIRO))
        assert (outcome.done, outcome.party_size) == (Done.CANCELLED, 3)
        assert ward.free(MORNING) == 3

    def test_of_a_hold_gives_it_up(self):
        ward = Ward.with_slots(3)
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        assert ward.do(Cancel(notice_id=TARO)).done is Done.GIVEN_UP
        assert ward.free(MORNING) == 3

    def test_twice_is_refused_with_a_reason(self):
        ward = Ward.with_slots(3)
        ward.do(Book(notice_ids=FAMILY, slot_id=MORNING))
        ward.do(Cancel(notice_id=TARO))
        ward.refuses(Cancel(notice_id=TARO), NotBookedError)


class TestWithdrawal:
    def test_takes_one_out_of_the_party(self):
        ward = Ward.with_slots(3)
        ward.do(Book(notice_ids=FAMILY, slot_id=MORNING))
        said = ward.said(lambda: ward.withdraw(TARO))
        assert AppointmentCancelled in {type(each) for each in said}
        assert said[-1] == PlacesFreed(
            party_id=FIRST, count=1, reason=FreedBecause.NOTICE_WITHDRAWN
        )
        outcome = ward.do(Move(notice_id=HANAKO, slot_id=NOON))
        assert outcome.party_size == 2
        assert (ward.free(MORNING), ward.free(NOON)) == (3, 1)

    def test_during_a_hold_leaves_the_others_theirs(self):
        ward = Ward.with_slots(3)
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        ward.withdraw(HANAKO)
        assert ward.do(Confirm(notice_id=TARO)).party_size == 2
        assert ward.free(MORNING, HELD_UNTIL) == 1


class TestLapse:
    def test_frees_the_places_of_a_hold_whose_time_is_over(self):
        ward = Ward.with_slots(3)
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        lapse = Lapse(slot_id=MORNING, party_id=FIRST)
        said = ward.said(lambda: ward.do(lapse, at=HELD_UNTIL))
        assert [type(each) for each in said] == [*[HoldLapsed] * 3, PlacesFreed]
        assert ward.books.slot(MORNING).taken == 0

    def test_before_its_time_adds_nothing(self):
        ward = Ward.with_slots(3)
        ward.do(Hold(notice_ids=FAMILY, slot_id=MORNING))
        assert ward.said(lambda: ward.do(Lapse(slot_id=MORNING, party_id=FIRST))) == []
