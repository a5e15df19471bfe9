"""暗証番号: an envelope with exactly what the card needs, or a card without PINs."""

from uuid import uuid4

from counter_station.visit import pins
from counter_station.visit.facts import PinlessChosen, PinSheetSealed, PinsSealed
from counter_station.visit.line_facts import FiveSteps, StepUndone
from counter_station.visit.refusals import (
    SheetsDifferError,
    SheetUsedError,
    WrongPinKindsError,
    WrongStepError,
)
from counter_station.visit.state import Step
from issuance.pins.sheets import SheetNumberError, numbered
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
NUMBER = numbered(1)
SHEET = PinSheetSealed(case_id=ADULT, sheet_number=NUMBER, pin_kinds=ALL_KINDS)


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


def sheet(first=NUMBER, again=NUMBER, used=()):
    return {"case_id": ADULT, "scans": (first, again), "used": used}


def test_a_sheet_is_recorded_by_its_number_scanned_twice():
    known.when(pins.seal_sheet, **sheet()).then(SHEET)
    known.when(pins.seal_sheet, **sheet(again=numbered(2))).then_refused(SheetsDifferError)
    known.when(pins.seal_sheet, **sheet(again="")).then_refused(SheetNumberError)
    known.when(pins.seal_sheet, **sheet(first="0000000099")).then_refused(SheetNumberError)


def test_a_sheet_is_taken_once():
    known.when(pins.seal_sheet, **sheet(used=(NUMBER,))).then_refused(SheetUsedError)
    sealed = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SHEET)
    sealed.when(pins.seal_sheet, **sheet(used=(NUMBER,))).then_nothing()
    other = sheet(numbered(2), numbered(2))
    sealed.when(pins.seal_sheet, **other).then_refused(WrongStepError)


def test_a_sheet_taken_back_leaves_the_step_open():
    undone = StepUndone(step=FiveSteps.PINS, case_id=ADULT)
    again = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SHEET, undone)
    assert again.state.people[ADULT].step is Step.PINS
