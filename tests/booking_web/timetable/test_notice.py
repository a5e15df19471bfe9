"""交付通知書 on the booking site: what one notice may do, and what the office says of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from booking_web.refusals import (
    AlreadyBookedError,
    AppointmentStartedError,
    ExtendedBeforeError,
    HoldExpiredError,
    NotBookedError,
    NoticeDoneError,
    NoticeUnknownError,
    NoticeWithdrawnError,
    PickupDeadlineError,
)
from booking_web.timetable.appointments import (
    book,
    cancel,
    close,
    confirm,
    extend,
    hold,
    lapse,
    move,
    withdraw,
)
from booking_web.timetable.commands import Wishes
from booking_web.timetable.facts import (
    AppointmentCancelled,
    AppointmentClosed,
    AppointmentMoved,
    CancelledBecause,
    HoldExtended,
    HoldLapsed,
    LapsedBecause,
    Need,
    NoticeFact,
    NoticeReleased,
    NoticeWithdrawn,
    VisitOutcome,
    WithdrawnBecause,
)
from booking_web.timetable.notices import Notice, appointment_id_of, evolve_notice
from booking_web.timetable.releases import release
from tests.booking_web.timetable.samples import (
    ALONE,
    CONFIRMED,
    DEADLINE,
    FIRST,
    HELD,
    HELD_UNTIL,
    MORNING_AT,
    NOON_AT,
    NOW,
    RELEASED,
    TARO,
    place_at,
)
from tests.support.given import Specification

notice: Specification[Notice, NoticeFact] = Specification(Notice(), evolve_notice)

PLAIN = Wishes()
VOIDED = NoticeWithdrawn(reason=WithdrawnBecause.VOIDED)
ATTENDED = AppointmentClosed(appointment_id=FIRST, outcome=VisitOutcome.ATTENDED)
NO_SHOW = AppointmentClosed(appointment_id=FIRST, outcome=VisitOutcome.NO_SHOW)
CANCELLED = AppointmentCancelled(
    appointment_id=FIRST, party_id=FIRST, reason=CancelledBecause.RESIDENT
)
LONGER = HELD_UNTIL + timedelta(minutes=10)

HOLD: dict[str, Any] = {
    "appointment_id": FIRST,
    "party": ALONE,
    "place": place_at(MORNING_AT),
    "until": HELD_UNTIL,
}
BOOK: dict[str, Any] = {
    "appointment_id": FIRST,
    "party": ALONE,
    "place": place_at(MORNING_AT),
    "wishes": PLAIN,
}


class TestRelease:
    def test_lets_the_holder_book(self):
        notice.given().when(release, round=1, pickup_deadline=DEADLINE).then(RELEASED)

    def test_again_adds_nothing(self):
        known = notice.given(RELEASED, CONFIRMED)
        known.when(release, round=1, pickup_deadline=DEADLINE).then_nothing()

    def test_after_the_visit_lets_the_holder_come_again(self):
        visited = notice.given(RELEASED, CONFIRMED, ATTENDED)
        visited.when(release, round=1, pickup_deadline=DEADLINE).then(RELEASED)
        again = notice.given(RELEASED, CONFIRMED, ATTENDED, RELEASED)
        assert not again.state.attended
        second = appointment_id_of(FIRST, 1)
        again.when(hold, **(HOLD | {"appointment_id": second})).then(
            replace(HELD, appointment_id=second)
        )

    def test_with_a_later_deadline_is_noted(self):
        later = date(2027, 3, 20)
        expected = NoticeReleased(round=1, pickup_deadline=later)
        notice.given(RELEASED).when(release, round=1, pickup_deadline=later).then(expected)

    def test_opens_a_withdrawn_notice_again(self):
        withdrawn = notice.given(RELEASED, VOIDED)
        withdrawn.when(release, round=1, pickup_deadline=DEADLINE).then(RELEASED)


class TestWithdraw:
    def test_closes_the_notice(self):
        notice.given(RELEASED).when(withdraw, reason=WithdrawnBecause.VOIDED).then(VOIDED)

    def test_cancels_an_open_appointment(self):
        cancelled = replace(CANCELLED, reason=CancelledBecause.NOTICE_WITHDRAWN)
        booked = notice.given(RELEASED, CONFIRMED)
        booked.when(withdraw, reason=WithdrawnBecause.VOIDED).then(cancelled, VOIDED)

    def test_ends_a_hold(self):
        ended = HoldLapsed(
            appointment_id=FIRST, party_id=FIRST, reason=LapsedBecause.NOTICE_WITHDRAWN
        )
        held = notice.given(RELEASED, HELD)
        held.when(withdraw, reason=WithdrawnBecause.VOIDED).then(ended, VOIDED)

    def test_again_adds_nothing(self):
        withdrawn = notice.given(RELEASED, VOIDED)
        withdrawn.when(withdraw, reason=WithdrawnBecause.VOIDED).then_nothing()

    def test_of_an_unknown_notice_is_refused(self):
        asked = notice.given().when(withdraw, reason=WithdrawnBecause.VOIDED)
        asked.then_refused(NoticeUnknownError)


BARRED = [
    ((), NoticeUnknownError),
    ((RELEASED, VOIDED), NoticeWithdrawnError),
    ((RELEASED, CONFIRMED, ATTENDED), NoticeDoneError),
    ((RELEASED, CONFIRMED), AlreadyBookedError),
    ((RELEASED, HELD), AlreadyBookedError),
    ((replace(RELEASED, pickup_deadline=date(2026, 11, 26)),), PickupDeadlineError),
]


class TestHold:
    def test_keeps_a_time_for_a_while(self):
        notice.given(RELEASED).when(hold, **HOLD).then(HELD)

    def test_is_allowed_on_the_last_day(self):
        last_day = replace(RELEASED, pickup_deadline=date(2026, 11, 27))
        notice.given(last_day).when(hold, **HOLD).then(HELD)

    @pytest.mark.parametrize(("facts", "refusal"), BARRED)
    def test_is_refused(self, facts, refusal):
        notice.given(*facts).when(hold, **HOLD).then_refused(refusal)


class TestExtend:
    def test_makes_the_hold_longer(self):
        extended = HoldExtended(appointment_id=FIRST, until=LONGER)
        notice.given(RELEASED, HELD).when(extend, at=NOW, until=LONGER).then(extended)

    def test_a_second_time_is_refused(self):
        extended = notice.given(RELEASED, HELD, HoldExtended(appointment_id=FIRST, until=LONGER))
        extended.when(extend, at=NOW, until=LONGER).then_refused(ExtendedBeforeError)

    @pytest.mark.parametrize("facts", [(RELEASED,), (RELEASED, CONFIRMED), (RELEASED, HELD)])
    def test_is_refused_without_a_live_hold(self, facts):
        asked = notice.given(*facts).when(extend, at=HELD_UNTIL, until=LONGER)
        asked.then_refused(HoldExpiredError)


class TestConfirm:
    def test_turns_the_hold_into_the_appointment(self):
        held = notice.given(RELEASED, HELD)
        held.when(confirm, size=1, wishes=PLAIN, at=NOW).then(CONFIRMED)

    def test_notes_how_to_be_served(self):
        wishes = Wishes(language="vi", needs=(Need.INTERPRETER,))
        expected = replace(CONFIRMED, language="vi", needs=(Need.INTERPRETER,))
        held = notice.given(RELEASED, HELD)
        held.when(confirm, size=1, wishes=wishes, at=NOW).then(expected)

    def test_again_adds_nothing_even_later(self):
        booked = notice.given(RELEASED, HELD, CONFIRMED)
        booked.when(confirm, size=1, wishes=PLAIN, at=LONGER).then_nothing()

    @pytest.mark.parametrize("facts", [(RELEASED,), (RELEASED, HELD)])
    def test_is_refused_without_a_live_hold(self, facts):
        asked = notice.given(*facts).when(confirm, size=1, wishes=PLAIN, at=HELD_UNTIL)
        asked.then_refused(HoldExpiredError)


class TestBook:
    def test_makes_the_appointment_at_once(self):
        notice.given(RELEASED).when(book, **BOOK).then(CONFIRMED)

    @pytest.mark.parametrize(
        "facts", [(RELEASED, CONFIRMED, NO_SHOW), (RELEASED, CONFIRMED, CANCELLED)]
    )
    def test_is_allowed_anew_after_a_missed_or_cancelled_visit(self, facts):
        second = appointment_id_of(TARO, 1)
        history = notice.given(*facts)
        assert history.state.count == 1
        expected = replace(CONFIRMED, appointment_id=second)
        history.when(book, **(BOOK | {"appointment_id": second})).then(expected)

    @pytest.mark.parametrize(("facts", "refusal"), BARRED)
    def test_is_refused(self, facts, refusal):
        notice.given(*facts).when(book, **BOOK).then_refused(refusal)


class TestMove:
    def test_gives_the_appointment_another_time(self):
        noon = place_at(NOON_AT)
        expected = AppointmentMoved(
            appointment_id=FIRST,
            party_id=FIRST,
            slot_id=noon.slot_id,
            venue_id=noon.venue_id,
            starts_at=NOON_AT,
            minutes=10,
        )
        history = notice.given(RELEASED, CONFIRMED)
        history.when(move, place=noon, at=NOW).then(expected)
        moved = evolve_notice(history.state, expected).appointment
        assert moved is not None
        assert moved.place == noon

    def test_to_the_same_time_adds_nothing(self):
        booked = notice.given(RELEASED, CONFIRMED)
        booked.when(move, place=place_at(MORNING_AT), at=NOW).then_nothing()

    @pytest.mark.parametrize("facts", [(RELEASED,), (RELEASED, HELD)])
    def test_is_refused_when_nothing_is_booked(self, facts):
        asked = notice.given(*facts).when(move, place=place_at(NOON_AT), at=NOW)
        asked.then_refused(NotBookedError)

    def test_is_refused_once_the_time_has_come(self):
        booked = notice.given(RELEASED, CONFIRMED)
        asked = booked.when(move, place=place_at(NOON_AT), at=MORNING_AT)
        asked.then_refused(AppointmentStartedError)

    def test_is_refused_past_the_pickup_deadline(self):
        booked = notice.given(RELEASED, CONFIRMED)
        late = place_at(NOW + timedelta(days=100))
        booked.when(move, place=late, at=NOW).then_refused(PickupDeadlineError)


class TestCancel:
    def test_ends_the_appointment(self):
        booked = notice.given(RELEASED, CONFIRMED)
        booked.when(cancel, reason=CancelledBecause.RESIDENT, at=NOW).then(CANCELLED)

    def test_of_a_hold_gives_it_up(self):
        ended = HoldLapsed(appointment_id=FIRST, party_id=FIRST, reason=LapsedBecause.GIVEN_UP)
        held = notice.given(RELEASED, HELD)
        held.when(cancel, reason=CancelledBecause.RESIDENT, at=NOW).then(ended)

    def test_is_refused_when_nothing_is_booked(self):
        asked = notice.given(RELEASED).when(cancel, reason=CancelledBecause.RESIDENT, at=NOW)
        asked.then_refused(NotBookedError)

    def test_is_refused_once_the_time_has_come(self):
        booked = notice.given(RELEASED, CONFIRMED)
        asked = booked.when(cancel, reason=CancelledBecause.STAFF, at=MORNING_AT)
        asked.then_refused(AppointmentStartedError)


class TestLapse:
    def test_ends_a_hold(self):
        ended = HoldLapsed(appointment_id=FIRST, party_id=FIRST, reason=LapsedBecause.TIME_OVER)
        held = notice.given(RELEASED, HELD)
        held.when(lapse, reason=LapsedBecause.TIME_OVER).then(ended)

    @pytest.mark.parametrize("facts", [(RELEASED,), (RELEASED, CONFIRMED)])
    def test_without_a_hold_adds_nothing(self, facts):
        notice.given(*facts).when(lapse, reason=LapsedBecause.TIME_OVER).then_nothing()


class TestClose:
    def test_notes_how_the_visit_went(self):
        booked = notice.given(RELEASED, CONFIRMED)
        asked = booked.when(close, appointment_id=FIRST, outcome=VisitOutcome.ATTENDED)
        asked.then(ATTENDED)

    @pytest.mark.parametrize(
        "facts", [(RELEASED,), (RELEASED, CONFIRMED, CANCELLED), (RELEASED, HELD)]
    )
    def test_of_what_is_no_longer_booked_adds_nothing(self, facts):
        asked = notice.given(*facts).when(close, appointment_id=FIRST, outcome=VisitOutcome.NO_SHOW)
        asked.then_nothing()

    def test_of_an_unknown_notice_is_refused(self):
        asked = notice.given().when(close, appointment_id=FIRST, outcome=VisitOutcome.NO_SHOW)
        asked.then_refused(NoticeUnknownError)
