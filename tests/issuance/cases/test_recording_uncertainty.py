"""設定不明: writing broke off, and the card is kept apart."""

import pytest

from issuance.cases.pin_setting import record_uncertain
from issuance.cases.refusals import OtherEnvelopeError, WrongStageError
from tests.support.facts import (
    AWAITING_PINS,
    ENVELOPE,
    OTHER,
    SETTING,
    UNCERTAIN,
    UNCERTAINTY,
    case,
    everywhere_but,
)


def test_is_recorded_while_the_pins_are_being_set():
    case.given(*SETTING).when(record_uncertain, envelope_id=ENVELOPE).then(UNCERTAINTY)


def test_keeps_the_sealed_pins_for_another_attempt():
    assert case.given(*UNCERTAIN).state.envelope is not None


def test_adds_nothing_the_second_time():
    case.given(*UNCERTAIN).when(record_uncertain, envelope_id=ENVELOPE).then_nothing()


def test_is_refused_for_another_envelope():
    case.given(*SETTING).when(record_uncertain, envelope_id=OTHER).then_refused(OtherEnvelopeError)


def test_is_refused_before_anybody_began():
    asked = case.given(*AWAITING_PINS).when(record_uncertain, envelope_id=ENVELOPE)
    asked.then_refused(WrongStageError)


@pytest.mark.parametrize("history", everywhere_but("setting", "uncertain"))
def test_is_refused_anywhere_else(history):
    with pytest.raises((WrongStageError, OtherEnvelopeError)):
        record_uncertain(case.given(*history).state, envelope_id=ENVELOPE)
