"""予約取消."""

from typing import Any

import pytest

from issuance.cases.appointments import cancel_appointment
from issuance.cases.facts import AppointmentCancelled
from issuance.cases.state import Stage
from tests.support.facts import APPOINTMENT, BOOKED, OTHER, case, everywhere_but

CANCELLED = AppointmentCancelled(appointment_id=APPOINTMENT, reason="resident")
ASKED: dict[str, Any] = {"appointment_id": APPOINTMENT, "reason": "resident"}


def test_frees_the_holder_to_book_again():
    case.given(*BOOKED).when(cancel_appointment, **ASKED).then(CANCELLED)
    state = case.given(*BOOKED, CANCELLED).state
    assert (state.stage, state.appointment) == (Stage.NOTIFIED, None)


def test_adds_nothing_the_second_time():
    case.given(*BOOKED, CANCELLED).when(cancel_appointment, **ASKED).then_nothing()


def test_adds_nothing_for_another_booking():
    other = {**ASKED, "appointment_id": OTHER}
    case.given(*BOOKED).when(cancel_appointment, **other).then_nothing()


@pytest.mark.parametrize("history", everywhere_but("booked"))
def test_adds_nothing_where_none_is_held(history):
    case.given(*history).when(cancel_appointment, **ASKED).then_nothing()
