"""設定済み: every PIN is on the card, and the sealed ones go in the same moment."""

import pytest

from issuance.cases.pin_setting import record_pins_set
from issuance.cases.refusals import OtherEnvelopeError, WrongStageError
from issuance.cases.state import Stage
from tests.support.facts import (
    AWAITING_PINS,
    ENVELOPE,
    OTHER,
    PINS_GONE,
    PINS_SET,
    READY_TO_GO,
    SETTING,
    UNCERTAIN,
    case,
    everywhere_but,
)

REFERENCES = PINS_SET.references


def asked(history, envelope_id=ENVELOPE):
    return case.given(*history).when(
        record_pins_set, envelope_id=envelope_id, references=REFERENCES
    )


def test_is_recorded_together_with_the_end_of_the_sealed_pins():
    asked(SETTING).then(PINS_SET, PINS_GONE)
    state = case.given(*READY_TO_GO).state
    assert (state.stage, state.envelope) == (Stage.READY_TO_GO, None)


def test_adds_nothing_the_second_time():
    asked(READY_TO_GO).then_nothing()


def test_is_refused_for_another_envelope():
    asked(SETTING, OTHER).then_refused(OtherEnvelopeError)


@pytest.mark.parametrize("history", [AWAITING_PINS, UNCERTAIN])
def test_is_refused_where_two_officers_did_not_begin(history):
    asked(history).then_refused(WrongStageError)


@pytest.mark.parametrize("history", everywhere_but("setting", "ready-to-go"))
def test_is_refused_anywhere_else(history):
    with pytest.raises((WrongStageError, OtherEnvelopeError)):
        record_pins_set(case.given(*history).state, envelope_id=ENVELOPE, references=REFERENCES)
