"""予約変更: the holder comes at another time."""

from datetime import timedelta

import pytest

from issuance.cases.appointments import move_appointment
from issuance.cases.facts import AppointmentMoved
from issuance.cases.refusals import OtherAppointmentError, WrongStageError
from tests.support.facts import (
    APPOINTMENT,
    BOOKED,
    BOOKED_FOR,
    BOOKING,
    CHECKED_IN,
    NOTIFIED,
    OTHER,
    VENUE,
    case,
)

LATER = AppointmentMoved(
    appointment_id=APPOINTMENT,
    venue_id=VENUE,
    starts_at=BOOKED_FOR + timedelta(days=3),
    minutes=15,
)
SAME = AppointmentMoved(
    appointment_id=APPOINTMENT, venue_id=VENUE, starts_at=BOOKED_FOR, minutes=10
)


def test_is_followed():
    case.given(*BOOKED).when(move_appointment, LATER).then(LATER)
    moved = case.given(*BOOKED, LATER).state.appointment
    assert moved is not None
    assert (moved.starts_at, moved.minutes) == (LATER.starts_at, 15)
    assert moved.reference == BOOKING.reference


def test_adds_nothing_when_it_is_there_already():
    case.given(*BOOKED).when(move_appointment, SAME).then_nothing()
    case.given(*BOOKED, LATER).when(move_appointment, LATER).then_nothing()


@pytest.mark.parametrize("history", [(), NOTIFIED])
def test_is_refused_where_nothing_is_booked(history):
    case.given(*history).when(move_appointment, LATER).then_refused(OtherAppointmentError)


def test_is_refused_for_another_booking():
    other = AppointmentMoved(appointment_id=OTHER, venue_id=VENUE, starts_at=BOOKED_FOR, minutes=10)
    case.given(*BOOKED).when(move_appointment, other).then_refused(OtherAppointmentError)


def test_is_refused_once_the_holder_is_here():
    case.given(*CHECKED_IN).when(move_appointment, LATER).then_refused(WrongStageError)
