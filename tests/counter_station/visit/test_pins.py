"""暗証番号: an envelope with exactly what the card needs, or a card without PINs."""

from uuid import uuid4

from counter_station.visit import pins
from counter_station.visit.facts import PinlessChosen, PinsSealed
from counter_station.visit.refusals import WrongPinKindsError, WrongStepError
from tests.counter_station.visit.history import (
    ADULT,
    ALL_KINDS,
    ARRIVED,
    CALLED,
    ENVELOPE,
    FOUR_DIGITS,
    OPENED,
    SEALED,
    VERIFIED,
    visit,
)

known = visit.given(OPENED, ARRIVED, CALLED, VERIFIED)
KEY_ID = "0" * 16


def envelope(kinds=ALL_KINDS, envelope_id=ENVELOPE):
    return {"case_id": ADULT, "envelope_id": envelope_id, "pin_kinds": kinds, "key_id": KEY_ID}


def test_an_envelope_is_recorded_without_what_is_in_it():
    known.when(pins.seal_pins, **envelope()).then(
        PinsSealed(case_id=ADULT, envelope_id=ENVELOPE, pin_kinds=ALL_KINDS, key_id=KEY_ID)
    )


def test_the_same_envelope_again_adds_nothing_and_another_is_refused():
    sealed = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SEALED)
    sealed.when(pins.seal_pins, **envelope()).then_nothing()
    sealed.when(pins.seal_pins, **envelope(envelope_id=uuid4())).then_refused(WrongStepError)


def test_too_few_kinds_are_refused():
    known.when(pins.seal_pins, **envelope(FOUR_DIGITS)).then_refused(WrongPinKindsError)


def test_nothing_is_sealed_before_identity():
    visit.given(OPENED, ARRIVED, CALLED).when(pins.seal_pins, **envelope()).then_refused(
        WrongStepError
    )


def test_a_card_without_pins_is_chosen_once_and_instead_of_an_envelope():
    known.when(pins.choose_pinless, case_id=ADULT).then(PinlessChosen(case_id=ADULT))
    visit.given(OPENED, ARRIVED, CALLED, VERIFIED, PinlessChosen(case_id=ADULT)).when(
        pins.choose_pinless, case_id=ADULT
    ).then_nothing()
    visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SEALED).when(
        pins.choose_pinless, case_id=ADULT
    ).then_refused(WrongStepError)
