"""A family that fills several slots in a row: all or nothing, first slot first."""

from datetime import timedelta
from uuid import UUID

import pytest

from booking_web.refusals import SlotFullError
from booking_web.timetable.commands import Book, Cancel, Confirm, Extend, Hold, Lapse, Move
from booking_web.timetable.facts import AppointmentMoved, PlacesFreed, PlacesTaken, Span, slot_id_of
from booking_web.timetable.outcomes import Done
from booking_web.timetable.rows import slots_needed
from tests.booking_web.timetable.samples import (
    FIRST,
    HANAKO,
    HELD_UNTIL,
    JIRO,
    MORNING,
    MORNING_AT,
    NOW,
    POLICY,
    SABURO,
    TARO,
    VENUE,
    Ward,
)

FAMILY = (TARO, HANAKO, JIRO)
STARTS = [MORNING_AT + timedelta(minutes=10 * number) for number in range(5)]
A, B, C, D, E = (slot_id_of(VENUE, each) for each in STARTS)


def ward_of(*places: int) -> Ward:
    """Slots in a row, ten minutes each, with so many places."""
    ward = Ward.with_slots(0, MORNING_AT + timedelta(days=1))
    for starts_at, count in zip(STARTS, places, strict=False):
        ward.offer(starts_at, count)
    return ward


def sits(ward: Ward, *people: UUID) -> list[int | None]:
    """In which slot of the row each sits."""
    booked = [ward.appointment(each) for each in people or FAMILY]
    return [STARTS.index(each.place.starts_at) if each else None for each in booked]


def free(ward: Ward, at=NOW) -> list[int]:
    ids = [slot_id_of(VENUE, each) for each in STARTS]
    return [ward.free(each, at) for each in ids if each in ward.books.slots]


@pytest.mark.parametrize("make", [Book, Hold])
@pytest.mark.parametrize(
    ("places", "where"),
    [
        ((3, 3), [0, 0, 0]),
        ((2, 3), [0, 0, 1]),
        ((1, 3), [0, 1, 1]),
        ((1, 1, 1), [0, 1, 2]),
        ((1, 1, 4), [0, 1, 2]),
    ],
)
def test_fills_the_first_slot_then_the_next(make, places, where):
    ward = ward_of(*places)
    outcome = ward.do(make(notice_ids=FAMILY, slot_id=A))
    assert sits(ward) == where
    assert (outcome.starts_at, outcome.slot_id, outcome.party_size) == (MORNING_AT, A, 3)
    assert outcome.minutes == 10 * (where[-1] + 1)
    assert {ward.appointment(each).starts_at for each in FAMILY} == {MORNING_AT}


@pytest.mark.parametrize("make", [Book, Hold])
@pytest.mark.parametrize("places", [(0, 3), (1, 0, 3), (2,), (1, 1), (1, 1, 0, 5)])
def test_is_refused_whole_when_the_row_is_too_small(make, places):
    """No gap, never more slots than the office allows, and the chosen one takes somebody."""
    ward_of(*places).refuses(make(notice_ids=FAMILY, slot_id=A), SlotFullError)


def test_a_row_is_at_most_three_slots_long():
    ward = ward_of(1, 1, 1, 1)
    ward.refuses(Book(notice_ids=(*FAMILY, SABURO), slot_id=A), SlotFullError)


def test_slots_needed_for_what_is_free():
    assert [slots_needed([2, 1, 3], size) for size in range(1, 8)] == [1, 1, 2, 3, 3, 3, 0]
    assert slots_needed([2, 0, 3], 3) == 0


def test_the_hold_becomes_the_booking_in_every_slot():
    ward = ward_of(2, 1)
    ward.do(Hold(notice_ids=FAMILY, slot_id=A))
    assert ward.do(Extend(notice_id=JIRO)).until == HELD_UNTIL + POLICY.hold
    confirmed = ward.do(Confirm(notice_id=JIRO), at=HELD_UNTIL)
    assert (confirmed.done, confirmed.starts_at) == (Done.CONFIRMED, MORNING_AT)
    assert [ward.books.slot(each).held for each in (A, B)] == [{}, {}]
    assert free(ward, HELD_UNTIL + timedelta(hours=1)) == [0, 0]


def test_booking_again_adds_nothing():
    ward = ward_of(2, 1)
    book = Book(notice_ids=FAMILY, slot_id=A)
    first = ward.do(book)
    assert ward.said(lambda: ward.do(book)) == []
    assert ward.do(book) == first


@pytest.mark.parametrize("slot_id", [A, B])
def test_a_hold_lapses_in_every_slot_at_once(slot_id):
    ward = ward_of(2, 1)
    ward.do(Hold(notice_ids=FAMILY, slot_id=A))
    ward.do(Lapse(slot_id=slot_id, party_id=FIRST), at=HELD_UNTIL)
    assert [ward.books.slot(each).taken for each in (A, B)] == [0, 0]
    assert [ward.appointment(each) for each in FAMILY] == [None, None, None]


def test_whoever_needs_the_second_slot_ends_the_hold_that_ran_out():
    ward = ward_of(2, 1)
    ward.do(Hold(notice_ids=FAMILY, slot_id=A))
    ward.do(Book(notice_ids=(SABURO,), slot_id=B), at=HELD_UNTIL)
    assert ward.appointment(TARO) is None
    assert free(ward, HELD_UNTIL) == [2, 0]


def test_cancelling_frees_every_place():
    ward = ward_of(2, 1)
    ward.do(Book(notice_ids=FAMILY, slot_id=A))
    assert ward.do(Cancel(notice_id=JIRO)).starts_at == MORNING_AT
    assert free(ward) == [2, 1]


class TestMove:
    def test_takes_all_new_places_before_it_gives_an_old_one(self):
        ward = ward_of(2, 1, 0, 2, 1)
        ward.do(Book(notice_ids=FAMILY, slot_id=A))
        said = ward.said(lambda: ward.do(Move(notice_id=TARO, slot_id=D)))
        kinds = [type(each) for each in said]
        assert kinds == [PlacesTaken] * 2 + [AppointmentMoved] * 3 + [PlacesFreed] * 2
        assert sits(ward) == [3, 3, 4]
        assert free(ward) == [2, 1, 0, 0, 0]

    def test_refused_keeps_what_it_has(self):
        ward = ward_of(2, 1, 0, 2, 0)
        ward.do(Book(notice_ids=FAMILY, slot_id=A))
        ward.refuses(Move(notice_id=TARO, slot_id=D), SlotFullError)
        assert sits(ward) == [0, 0, 1]

    def test_into_its_own_row_lets_those_stay_who_are_there(self):
        ward = ward_of(2, 2, 1)
        ward.do(Book(notice_ids=FAMILY, slot_id=A))
        ward.do(Move(notice_id=TARO, slot_id=B))
        assert sits(ward) == [1, 2, 1]
        assert free(ward) == [2, 0, 0]
        assert {ward.appointment(each).starts_at for each in FAMILY} == {STARTS[1]}

    def test_a_place_in_the_row_is_left_to_who_can_stay_there(self):
        ward = ward_of(1, 2, 0)
        ward.do(Book(notice_ids=(SABURO,), slot_id=B))
        ward.do(Book(notice_ids=(TARO, HANAKO), slot_id=A))
        ward.do(Cancel(notice_id=SABURO))
        ward.do(Move(notice_id=TARO, slot_id=B))
        assert sits(ward, TARO, HANAKO) == [1, 1]
        ward.do(Move(notice_id=TARO, slot_id=A))
        assert sits(ward, TARO, HANAKO) == [0, 1]

    def test_to_where_it_begins_adds_nothing(self):
        ward = ward_of(2, 1)
        ward.do(Book(notice_ids=FAMILY, slot_id=A))
        assert ward.said(lambda: ward.do(Move(notice_id=JIRO, slot_id=A))) == []


class TestWithdrawal:
    def test_the_last_one_moves_up_so_that_the_party_comes_when_it_was_told(self):
        ward = ward_of(1, 2)
        ward.do(Book(notice_ids=FAMILY, slot_id=A))
        ward.withdraw(TARO)
        assert sits(ward, HANAKO, JIRO) == [0, 1]
        assert free(ward) == [0, 1]

    def test_of_the_last_one_frees_the_last_place(self):
        ward = ward_of(1, 2)
        ward.do(Book(notice_ids=FAMILY, slot_id=A))
        ward.withdraw(JIRO)
        assert sits(ward, TARO, HANAKO) == [0, 1]
        assert free(ward) == [0, 1]

    def test_during_a_hold_the_booking_begins_with_those_who_come(self):
        ward = ward_of(1, 2)
        ward.do(Hold(notice_ids=FAMILY, slot_id=A))
        ward.withdraw(TARO)
        assert ward.do(Confirm(notice_id=HANAKO)).starts_at == STARTS[1]
        assert free(ward) == [1, 0]


def test_each_fact_says_its_own_place_and_the_partys_time():
    ward = ward_of(2, 1)
    ward.do(Book(notice_ids=FAMILY, slot_id=A))
    last = ward.appointment(JIRO)
    assert (last.place.slot_id, last.place.starts_at) == (B, STARTS[1])
    assert last.place.span == Span(starts_at=MORNING_AT, minutes=20)
    assert last.first_slot_id == A == MORNING
