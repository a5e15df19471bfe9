"""当日: who may say "I am here" and "I will be late", until when, and what is told afterwards."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_web.refusals import (
    ArrivalTooEarlyError,
    ArrivalTooLateError,
    ArrivedAlreadyError,
    LateMinutesError,
    NotBookedError,
    NoticeUnknownError,
)
from booking_web.timetable import appointments, day
from booking_web.timetable.commands import AnnounceLate, Arrive, Book, Cancel, Move
from booking_web.timetable.facts import (
    AppointmentClosed,
    AppointmentMoved,
    CancelledBecause,
    NoticeFact,
    NoticeWithdrawn,
    VisitOutcome,
    WithdrawnBecause,
)
from booking_web.timetable.facts.day import (
    AppointmentArrived,
    CardStatus,
    CardStatusTold,
    LateAnnounced,
)
from booking_web.timetable.notices import Notice, evolve_notice
from booking_web.timetable.outcomes import Done
from tests.booking_web.timetable.samples import (
    CONFIRMED,
    FIRST,
    HANAKO,
    HELD,
    JIRO,
    MORNING,
    MORNING_AT,
    NOON,
    NOON_AT,
    POLICY,
    RELEASED,
    TARO,
    VENUE,
    Ward,
    place_at,
)
from tests.support.given import Specification

notice: Specification[Notice, NoticeFact] = Specification(Notice(), evolve_notice)
BOOKED = (RELEASED, CONFIRMED)
MINUTE = timedelta(minutes=1)
OPENS, LIMIT = MORNING_AT - 30 * MINUTE, MORNING_AT + 15 * MINUTE
HERE = AppointmentArrived(appointment_id=FIRST, party_id=FIRST)
TWENTY_LATE = LateAnnounced(appointment_id=FIRST, party_id=FIRST, minutes=20)
MISSED = AppointmentClosed(appointment_id=FIRST, outcome=VisitOutcome.NO_SHOW)
POSTED = CardStatusTold(status=CardStatus.POSTED, since=MORNING_AT, tracking_number="12345678903")


class TestArriving:
    @pytest.mark.parametrize("at", [OPENS, MORNING_AT, LIMIT])
    def test_is_noted_from_half_an_hour_before_until_nobody_waits(self, at):
        notice.given(*BOOKED).when(day.arrive, at=at, policy=POLICY).then(HERE)

    @pytest.mark.parametrize("at", [OPENS, LIMIT + 60 * MINUTE])
    def test_said_again_it_adds_nothing(self, at):
        notice.given(*BOOKED, HERE).when(day.arrive, at=at, policy=POLICY).then_nothing()

    @pytest.mark.parametrize("early", [MINUTE / 60, timedelta(days=2)])
    def test_is_refused_before(self, early):
        notice.given(*BOOKED).when(day.arrive, at=OPENS - early, policy=POLICY).then_refused(
            ArrivalTooEarlyError
        )

    @pytest.mark.parametrize("late", [MINUTE / 60, timedelta(days=2)])
    def test_is_refused_when_nobody_waits_any_more(self, late):
        notice.given(*BOOKED).when(day.arrive, at=LIMIT + late, policy=POLICY).then_refused(
            ArrivalTooLateError
        )

    def test_who_announced_to_be_late_is_waited_for_longer(self):
        late = notice.given(*BOOKED, TWENTY_LATE)
        late.when(day.arrive, at=LIMIT + 20 * MINUTE, policy=POLICY).then(HERE)
        late.when(day.arrive, at=LIMIT + 21 * MINUTE, policy=POLICY).then_refused(
            ArrivalTooLateError
        )

    @pytest.mark.parametrize("history", [(RELEASED,), (RELEASED, HELD), (*BOOKED, MISSED)])
    def test_is_refused_without_an_appointment(self, history):
        notice.given(*history).when(day.arrive, at=MORNING_AT, policy=POLICY).then_refused(
            NotBookedError
        )

    def test_is_refused_to_whom_the_office_does_not_know(self):
        notice.given().when(day.arrive, at=MORNING_AT, policy=POLICY).then_refused(
            NoticeUnknownError
        )


class TestAnnouncingToBeLate:
    def test_what_is_said_last_holds(self):
        notice.given(*BOOKED).when(day.announce_late, minutes=20, at=OPENS, policy=POLICY).then(
            TWENTY_LATE
        )
        notice.given(*BOOKED, TWENTY_LATE).when(
            day.announce_late, minutes=5, at=LIMIT, policy=POLICY
        ).then(LateAnnounced(appointment_id=FIRST, party_id=FIRST, minutes=5))

    def test_said_again_or_after_arrival_it_adds_nothing(self):
        for history in ((*BOOKED, TWENTY_LATE), (*BOOKED, HERE)):
            notice.given(*history).when(
                day.announce_late, minutes=20, at=MORNING_AT, policy=POLICY
            ).then_nothing()

    @pytest.mark.parametrize("minutes", [-5, 0, 4, 7, 31, 35, 10**9])
    def test_other_minutes_are_refused(self, minutes):
        notice.given(*BOOKED).when(
            day.announce_late, minutes=minutes, at=MORNING_AT, policy=POLICY
        ).then_refused(LateMinutesError)

    def test_is_refused_on_another_day(self):
        before, after = MORNING_AT - timedelta(days=1), MORNING_AT + timedelta(days=1)
        booked = notice.given(*BOOKED)
        booked.when(day.announce_late, minutes=5, at=before, policy=POLICY).then_refused(
            ArrivalTooEarlyError
        )
        booked.when(day.announce_late, minutes=5, at=after, policy=POLICY).then_refused(
            ArrivalTooLateError
        )

    def test_is_refused_when_nobody_waits_any_more(self):
        notice.given(*BOOKED).when(
            day.announce_late, minutes=30, at=LIMIT + MINUTE, policy=POLICY
        ).then_refused(ArrivalTooLateError)

    def test_another_time_is_another_promise(self):
        place = place_at(NOON_AT)
        moved = AppointmentMoved(
            appointment_id=FIRST,
            party_id=FIRST,
            slot_id=place.slot_id,
            venue_id=VENUE,
            starts_at=NOON_AT,
            minutes=10,
        )
        booked = notice.given(*BOOKED, TWENTY_LATE, moved).state.appointment
        assert booked is not None
        assert day.no_show_at(booked, POLICY) == NOON_AT + 15 * MINUTE

    @given(minutes=st.integers(), seconds=st.integers(-200_000, 200_000))
    def test_nobody_is_waited_for_longer_than_the_office_allows(self, minutes, seconds):
        at = MORNING_AT + timedelta(seconds=seconds)
        state = notice.given(*BOOKED).state
        try:
            said = day.announce_late(state, minutes=minutes, at=at, policy=POLICY)
        except (LateMinutesError, ArrivalTooEarlyError, ArrivalTooLateError):
            return
        booked = notice.given(*BOOKED, *said).state.appointment
        assert booked is not None
        assert day.no_show_at(booked, POLICY) <= LIMIT + 30 * MINUTE


class TestAfterArrival:
    def test_it_is_neither_moved_nor_cancelled_on_the_phone(self):
        here = notice.given(*BOOKED, HERE)
        here.when(appointments.cancel, reason=CancelledBecause.RESIDENT, at=OPENS).then_refused(
            ArrivedAlreadyError
        )
        here.when(appointments.move, place=place_at(NOON_AT), at=OPENS).then_refused(
            ArrivedAlreadyError
        )

    def test_the_office_says_how_it_went_until_the_next_booking(self):
        assert notice.given(*BOOKED, HERE, MISSED).state.last_visit is VisitOutcome.NO_SHOW
        assert notice.given(*BOOKED, MISSED, CONFIRMED).state.last_visit is None


class TestTheCardsStatus:
    def test_is_noted_and_told_again_adds_nothing(self):
        notice.given(*BOOKED).when(
            day.tell_status,
            status=CardStatus.POSTED,
            since=POSTED.since,
            tracking_number=POSTED.tracking_number,
        ).then(POSTED)
        notice.given(*BOOKED, POSTED).when(
            day.tell_status,
            status=CardStatus.POSTED,
            since=POSTED.since,
            tracking_number=POSTED.tracking_number,
        ).then_nothing()

    def test_is_noted_of_a_notice_that_is_done_or_withdrawn(self):
        gone = notice.given(*BOOKED, NoticeWithdrawn(reason=WithdrawnBecause.COMPLETED))
        gone.when(
            day.tell_status,
            status=CardStatus.DELIVERED,
            since=MORNING_AT,
            tracking_number="",
        ).then(CardStatusTold(status=CardStatus.DELIVERED, since=MORNING_AT))


def test_a_whole_party_arrives_and_is_late_together():
    ward = Ward.with_slots(3)
    ward.do(Book(notice_ids=(TARO, HANAKO), slot_id=MORNING))
    late = ward.do(AnnounceLate(notice_id=HANAKO, minutes=10), at=OPENS)
    assert (late.done, late.party_size) == (Done.LATE, 2)
    said = ward.said(lambda: ward.do(Arrive(notice_id=TARO), at=MORNING_AT))
    assert [type(each) for each in said] == [AppointmentArrived, AppointmentArrived]
    for each in (TARO, HANAKO):
        assert ward.appointment(each).arrived
        assert ward.appointment(each).late_minutes == 10
    assert ward.said(lambda: ward.do(Arrive(notice_id=HANAKO), at=MORNING_AT)) == []


def test_who_has_left_the_party_does_not_arrive_with_it():
    ward = Ward.with_slots(3)
    ward.do(Book(notice_ids=(TARO, HANAKO), slot_id=MORNING))
    ward.withdraw(HANAKO)
    ward.do(Arrive(notice_id=TARO), at=MORNING_AT)
    assert ward.appointment(HANAKO) is None


def test_a_refusal_changes_nothing():
    ward = Ward.with_slots(3)
    ward.do(Book(notice_ids=(TARO,), slot_id=MORNING))
    ward.refuses(Arrive(notice_id=JIRO), NotBookedError, at=MORNING_AT)
    ward.refuses(Arrive(notice_id=TARO), ArrivalTooLateError, at=LIMIT + MINUTE)
    ward.do(Arrive(notice_id=TARO), at=OPENS)
    ward.refuses(Cancel(notice_id=TARO), ArrivedAlreadyError, at=OPENS)
    ward.refuses(Move(notice_id=TARO, slot_id=NOON), ArrivedAlreadyError, at=OPENS)
