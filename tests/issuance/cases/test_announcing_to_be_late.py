"""遅刻の連絡: the party comes later than booked."""

from dataclasses import replace
from uuid import UUID

from issuance.cases.appointments import announce_late
from issuance.cases.facts import AppointmentMoved, LateAnnounced
from tests.support.facts import APPOINTMENT, BOOKED, BOOKED_FOR, CHECKED_IN, case

TEN = LateAnnounced(appointment_id=APPOINTMENT, minutes=10)
MOVED = AppointmentMoved(
    appointment_id=APPOINTMENT, venue_id=UUID(int=9), starts_at=BOOKED_FOR, minutes=10
)


def test_is_noted_and_what_is_said_last_holds():
    twenty = replace(TEN, minutes=20)
    booked = case.given(*BOOKED)
    booked.when(announce_late, appointment_id=APPOINTMENT, minutes=10).then(TEN)
    late = case.given(*BOOKED, TEN)
    late.when(announce_late, appointment_id=APPOINTMENT, minutes=20).then(twenty)


def test_said_again_it_adds_nothing():
    case.given(*BOOKED, TEN).when(
        announce_late, appointment_id=APPOINTMENT, minutes=10
    ).then_nothing()


def test_of_another_appointment_or_after_arrival_it_adds_nothing():
    other = UUID(int=99)
    case.given(*BOOKED).when(announce_late, appointment_id=other, minutes=10).then_nothing()
    case.given(*CHECKED_IN).when(
        announce_late, appointment_id=APPOINTMENT, minutes=10
    ).then_nothing()


def test_another_time_is_another_promise():
    assert case.given(*BOOKED, TEN, MOVED).state.late_minutes == 0
