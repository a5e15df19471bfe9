"""死亡: every notice stops, wherever the card is."""

import pytest

from issuance.cases.appointments import note_appointment
from issuance.cases.facts import AppointmentDeclined
from issuance.cases.lapsing import note_died
from issuance.cases.posting import confirm_delivery
from issuance.cases.refusals import WrongStageError
from issuance.cases.state import FINAL
from tests.support.facts import (
    AWAITING_PINS,
    BOOKED,
    BOOKING,
    DEATH,
    EVERYWHERE,
    OTHER,
    PINS_VOIDED,
    POSTED,
    SHIPMENT,
    VOID,
    but,
    case,
)

NOTHING_LEFT = {*FINAL, "void"}
WITH_PINS = {"pins-taken", "delivery-chosen", "awaiting-pins", "setting", "uncertain"}


@pytest.mark.parametrize("stage", sorted(set(EVERYWHERE) - NOTHING_LEFT - WITH_PINS - {"unknown"}))
def test_makes_the_card_void_even_on_its_way(stage):
    case.given(*EVERYWHERE[stage]).when(note_died).then(DEATH)


def test_destroys_the_sealed_pins():
    case.given(*AWAITING_PINS).when(note_died).then(DEATH, PINS_VOIDED)


@pytest.mark.parametrize("stage", sorted(NOTHING_LEFT))
def test_adds_nothing_where_it_is_over(stage):
    case.given(*EVERYWHERE[stage]).when(note_died).then_nothing()


def test_nobody_is_received_any_more():
    again = but(BOOKING, OTHER)
    declined = AppointmentDeclined(appointment_id=OTHER, reason="void")
    case.given(*BOOKED, DEATH).when(note_appointment, again).then(declined)


def test_what_the_post_still_delivers_does_not_revive_the_case():
    asked = case.given(*POSTED, DEATH).when(confirm_delivery, shipment_id=SHIPMENT)
    asked.then_refused(WrongStageError)


def test_is_refused_for_a_case_nobody_knows():
    case.given().when(note_died).then_refused(WrongStageError)


def test_a_void_case_stays_void():
    case.given(*VOID).when(note_died).then_nothing()
