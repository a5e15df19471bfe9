"""来庁予約: a booking comes in from the other zone, and is never lost."""

import pytest

from issuance.cases.appointments import note_appointment
from issuance.cases.facts import AppointmentCancelled, AppointmentDeclined, NoShowRecorded
from tests.support.facts import (
    APPOINTMENT,
    BOOKED,
    BOOKING,
    EVERYWHERE,
    NOTIFIED,
    NOTIFIED_AGAIN,
    OTHER,
    UNCLAIMED,
    but,
    case,
)

ANOTHER = but(BOOKING, OTHER)
CANCELLED = AppointmentCancelled(appointment_id=APPOINTMENT, reason="resident")
NOBODY_CAME = NoShowRecorded(appointment_id=APPOINTMENT)


@pytest.mark.parametrize("history", [NOTIFIED, NOTIFIED_AGAIN])
def test_is_taken_in_while_a_notice_runs(history):
    case.given(*history).when(note_appointment, BOOKING).then(BOOKING)


def test_adds_nothing_the_second_time():
    case.given(*BOOKED).when(note_appointment, BOOKING).then_nothing()


@pytest.mark.parametrize("ended", [CANCELLED, NOBODY_CAME])
def test_a_new_one_may_follow_one_that_came_to_nothing(ended):
    case.given(*BOOKED, ended).when(note_appointment, ANOTHER).then(ANOTHER)


@pytest.mark.parametrize("stage", sorted(set(EVERYWHERE) - {"notified"}))
def test_is_declined_where_nobody_can_be_received(stage):
    declined = AppointmentDeclined(appointment_id=OTHER, reason=stage)
    case.given(*EVERYWHERE[stage]).when(note_appointment, ANOTHER).then(declined)


def test_is_declined_once():
    declined = AppointmentDeclined(appointment_id=OTHER, reason="unclaimed")
    case.given(*UNCLAIMED, declined).when(note_appointment, ANOTHER).then_nothing()


def test_declining_changes_nothing_else():
    declined = AppointmentDeclined(appointment_id=OTHER, reason="booked")
    before, after = case.given(*BOOKED).state, case.given(*BOOKED, declined).state
    assert (after.stage, after.appointment) == (before.stage, before.appointment)
