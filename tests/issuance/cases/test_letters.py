"""E-mail that does not reach the holder: noted once, as long as the booking stands."""

from issuance.cases.appointments import note_reachable, note_undeliverable
from issuance.cases.facts import AppointmentCancelled, LettersReachable, LettersUndeliverable
from tests.support.facts import APPOINTMENT, BOOKED, BOOKING, NOTIFIED, case

CANCELLATION = AppointmentCancelled(appointment_id=APPOINTMENT, reason="resident")


def test_it_is_noted_once():
    case.given(*BOOKED).when(note_undeliverable).then(LettersUndeliverable())
    case.given(*BOOKED, LettersUndeliverable()).when(note_undeliverable).then_nothing()


def test_without_a_booking_nobody_has_to_be_told():
    case.given(*NOTIFIED).when(note_undeliverable).then_nothing()
    case.given(*BOOKED, CANCELLATION).when(note_undeliverable).then_nothing()


def test_another_address_ends_it():
    case.given(*BOOKED, LettersUndeliverable()).when(note_reachable).then(LettersReachable())
    case.given(*BOOKED).when(note_reachable).then_nothing()


def test_a_new_booking_begins_anew():
    again = (*BOOKED, LettersUndeliverable(), CANCELLATION, BOOKING)
    case.given(*again).when(note_undeliverable).then(LettersUndeliverable())
