"""暗証番号: the holder's PINs are sealed at the counter, all that this card needs."""

from dataclasses import replace

import pytest

from issuance.cases.counter import seal_pins
from issuance.cases.refusals import OtherEnvelopeError, PinKindsError, WrongStageError
from issuance.pins.kinds import ASKING_ORDER, PinKind
from tests.support.facts import (
    CHECKED_IN,
    EXPECTING,
    OTHER,
    PINS_TAKEN,
    READY_TO_GO,
    SEALING_PINS,
    TO_BE_POSTED,
    VERIFIED,
    case,
    everywhere_but,
)

CHILD = (replace(EXPECTING, signature_certificate=False, under_15=True), *VERIFIED[1:])
WITHOUT_PINS = (replace(EXPECTING, pinless=True), *VERIFIED[1:])
THREE = tuple(kind for kind in ASKING_ORDER if kind is not PinKind.SIGNATURE)


def test_are_kept_once_the_identity_is_proven():
    case.given(*VERIFIED).when(seal_pins, SEALING_PINS).then(SEALING_PINS)


def test_a_child_has_no_signature_pin():
    three = replace(SEALING_PINS, pin_kinds=THREE)
    case.given(*CHILD).when(seal_pins, three).then(three)
    case.given(*CHILD).when(seal_pins, SEALING_PINS).then_refused(PinKindsError)


@pytest.mark.parametrize("history", [PINS_TAKEN, TO_BE_POSTED])
def test_adds_nothing_the_second_time(history):
    case.given(*history).when(seal_pins, SEALING_PINS).then_nothing()


@pytest.mark.parametrize("kinds", [(), THREE])
def test_none_may_be_left_out(kinds):
    fewer = replace(SEALING_PINS, pin_kinds=kinds)
    case.given(*VERIFIED).when(seal_pins, fewer).then_refused(PinKindsError)


def test_a_card_without_pins_takes_none():
    case.given(*WITHOUT_PINS).when(seal_pins, SEALING_PINS).then_refused(PinKindsError)
    none = replace(SEALING_PINS, pin_kinds=())
    case.given(*WITHOUT_PINS).when(seal_pins, none).then_refused(PinKindsError)


def test_a_second_envelope_is_refused():
    other = replace(SEALING_PINS, envelope_id=OTHER)
    case.given(*PINS_TAKEN).when(seal_pins, other).then_refused(OtherEnvelopeError)


def test_are_refused_before_the_identity_is_proven():
    case.given(*CHECKED_IN).when(seal_pins, SEALING_PINS).then_refused(WrongStageError)


def test_are_refused_when_they_are_on_the_card_already():
    case.given(*READY_TO_GO).when(seal_pins, SEALING_PINS).then_refused(WrongStageError)


@pytest.mark.parametrize("history", everywhere_but("identity-verified"))
def test_are_refused_anywhere_else(history):
    other = replace(SEALING_PINS, envelope_id=OTHER)
    with pytest.raises((WrongStageError, OtherEnvelopeError)):
        seal_pins(case.given(*history).state, other)
