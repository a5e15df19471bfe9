"""Who booked lets more come along: next to them, all or nothing, and nobody loses a place."""

from datetime import timedelta

import pytest

from booking_web.refusals import (
    AlreadyBookedError,
    AppointmentStartedError,
    NotBookedError,
    PartyTooLargeError,
    SlotFullError,
)
from booking_web.timetable.commands import AddPeople, Book, Cancel, Hold, Join, Move
from booking_web.timetable.facts import PartyGrew, Span, Wished
from booking_web.timetable.outcomes import Done
from tests.booking_web.timetable.samples import (
    FIRST,
    HANAKO,
    JIRO,
    MORNING_AT,
    NOW,
    SABURO,
    TARO,
    Ward,
)
from tests.booking_web.timetable.test_families import A, B, C, free, sits, ward_of

WITH_HANAKO = AddPeople(notice_id=TARO, notice_ids=(HANAKO,))
TOMORROW = NOW.date() + timedelta(days=1)


def booked(*places, people=(TARO,)) -> Ward:
    ward = ward_of(*places)
    ward.do(Book(notice_ids=people, slot_id=A))
    return ward


def test_in_the_same_slot_where_it_has_room():
    ward = booked(2, 2)
    outcome = ward.do(WITH_HANAKO)
    assert (outcome.done, outcome.party_id, outcome.party_size) == (Done.GREW, FIRST, 2)
    assert (sits(ward, TARO, HANAKO), free(ward)) == ([0, 0], [0, 2])
    parties = [ward.appointment(each).party for each in (TARO, HANAKO)]
    assert parties[0] == parties[1]
    assert parties[0].members == (TARO, HANAKO)


def test_in_the_next_one_where_it_has_not_and_both_come_at_the_first():
    ward = booked(1, 2)
    ward.do(WITH_HANAKO)
    assert (sits(ward, TARO, HANAKO), free(ward)) == ([0, 1], [0, 1])
    for each in (TARO, HANAKO):
        assert ward.appointment(each).place.span == Span(starts_at=MORNING_AT, minutes=20)
        assert ward.appointment(each).first_slot_id == A


def test_not_where_a_full_slot_lies_between():
    ward = ward_of(1, 1, 5)
    for people, slot in (((TARO,), A), ((JIRO,), B)):
        ward.do(Book(notice_ids=people, slot_id=slot))
    ward.refuses(WITH_HANAKO, SlotFullError)


def test_several_at_once_or_none():
    ward = booked(1, 1)
    ward.refuses(AddPeople(notice_id=TARO, notice_ids=(HANAKO, JIRO)), SlotFullError)
    assert (sits(ward, TARO, HANAKO, JIRO), free(ward)) == ([0, None, None], [0, 1])


def test_any_of_the_party_may_ask_and_asking_again_adds_nothing():
    ward = booked(4, people=(TARO, HANAKO))
    ward.do(AddPeople(notice_id=HANAKO, notice_ids=(JIRO,)))
    assert ward.said(lambda: ward.do(AddPeople(notice_id=TARO, notice_ids=(JIRO,)))) == []
    grown = [each.members for each in ward.log if isinstance(each, PartyGrew)]
    assert grown == [(TARO, HANAKO, JIRO)] * 2


def test_who_holds_a_time_gives_it_up_and_who_has_booked_does_not_come():
    ward = booked(2, 2, 2)
    ward.do(Hold(notice_ids=(HANAKO,), slot_id=C))
    ward.do(WITH_HANAKO)
    assert free(ward) == [0, 2, 2]
    ward.do(Book(notice_ids=(JIRO,), slot_id=C))
    ward.refuses(AddPeople(notice_id=TARO, notice_ids=(JIRO,)), AlreadyBookedError)


def test_only_to_an_appointment_that_may_still_be_changed():
    ward = ward_of(2)
    ward.refuses(WITH_HANAKO, NotBookedError)
    ward.do(Book(notice_ids=(TARO,), slot_id=A))
    ward.refuses(WITH_HANAKO, AppointmentStartedError, at=MORNING_AT)


def test_no_more_than_a_party_may_be():
    ward = booked(9)
    ward.policy = ward.policy.__class__(largest_party=2)
    ward.do(WITH_HANAKO)
    ward.refuses(AddPeople(notice_id=TARO, notice_ids=(JIRO,)), PartyTooLargeError)


def test_the_party_moves_and_cancels_together_from_then_on():
    ward = booked(2, 2)
    ward.do(WITH_HANAKO)
    ward.do(Move(notice_id=HANAKO, slot_id=B))
    assert sits(ward, TARO, HANAKO) == [1, 1]
    ward.do(Cancel(notice_id=TARO))
    assert (sits(ward, TARO, HANAKO), free(ward)) == ([None, None], [2, 2])


def test_the_place_in_line_for_an_earlier_time_was_for_fewer_and_is_given_up():
    ward = booked(2)
    wished = Wished(first_on=TOMORROW, last_on=TOMORROW)
    ward.do(Join(notice_ids=(TARO,), wished=wished))
    ward.do(WITH_HANAKO)
    assert ward.books.notice(TARO).waiting is None


@pytest.mark.parametrize("names", [(), (TARO,), (SABURO, SABURO)])
def test_each_is_named_once(names):
    with pytest.raises(ValueError, match="once"):
        AddPeople(notice_id=TARO, notice_ids=names)
