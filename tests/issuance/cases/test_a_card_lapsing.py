"""職権消除・番号の変更: the card lapses by law, wherever it is; its case says why it is void."""

import pytest

from issuance.cases.facts import NumberChanged, RecordDeleted
from issuance.cases.lapsing import note_number_changed, note_record_deleted
from issuance.cases.posting import confirm_delivery
from issuance.cases.refusals import NumberChangedError, RecordDeletedError, WrongStageError
from issuance.cases.state import FINAL
from tests.support.facts import (
    AWAITING_PINS,
    EVERYWHERE,
    PINS_VOIDED,
    POSTED,
    SHIPMENT,
    case,
)

NOTHING_LEFT = {*FINAL, "void"}
WITH_PINS = {"pins-taken", "delivery-chosen", "awaiting-pins", "setting", "uncertain"}
each_lapse = pytest.mark.parametrize(
    ("note", "lapsed"),
    [(note_record_deleted, RecordDeleted()), (note_number_changed, NumberChanged())],
)
each_note = pytest.mark.parametrize("note", [note_record_deleted, note_number_changed])
each_refusal = pytest.mark.parametrize(
    ("lapsed", "refusal"),
    [(RecordDeleted(), RecordDeletedError), (NumberChanged(), NumberChangedError)],
)


@each_lapse
@pytest.mark.parametrize("stage", sorted(set(EVERYWHERE) - NOTHING_LEFT - WITH_PINS - {"unknown"}))
def test_makes_the_card_void_even_on_its_way(note, lapsed, stage):
    case.given(*EVERYWHERE[stage]).when(note).then(lapsed)


@each_lapse
def test_destroys_the_sealed_pins(note, lapsed):
    case.given(*AWAITING_PINS).when(note).then(lapsed, PINS_VOIDED)


@each_note
@pytest.mark.parametrize("stage", sorted(NOTHING_LEFT))
def test_adds_nothing_where_it_is_over(note, stage):
    case.given(*EVERYWHERE[stage]).when(note).then_nothing()


@each_note
def test_is_refused_for_a_case_nobody_knows(note):
    case.given().when(note).then_refused(WrongStageError)


@each_refusal
def test_what_comes_after_is_refused_with_the_reason(lapsed, refusal):
    asked = case.given(*POSTED, lapsed).when(confirm_delivery, shipment_id=SHIPMENT)
    asked.then_refused(refusal)
