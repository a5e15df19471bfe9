"""紙の依頼書: from the counter to a card whose PINs an officer set, or to another sheet."""

from dataclasses import replace
from functools import partial

import pytest

from issuance.cases import facts as f
from issuance.cases import paper
from issuance.cases.counter import finish_visit
from issuance.cases.facts import (
    CounterStep,
    PinSheetReplaced,
    PinSheetSealed,
    PinSheetSpent,
    ReferenceSet,
)
from issuance.cases.lapsing import note_died
from issuance.cases.pin_setting import begin_setting, record_pins_set, record_uncertain
from issuance.cases.refusals import (
    NotAnOpenerError,
    OtherEnvelopeError,
    PinKindsError,
    ReferencesOpenError,
    WrongStageError,
)
from issuance.cases.state import Stage
from issuance.cases.undoing import break_off, undo_step
from issuance.pins.kinds import ASKING_ORDER
from issuance.pins.references import Reference
from issuance.pins.sheets import numbered
from tests.support.facts import (
    BY_POST,
    LEAVING,
    OFFICERS,
    SEALING_PINS,
    VERIFIED,
    VISIT,
    case,
)

NUMBER, ANOTHER = numbered(1), numbered(2)
SEALING = PinSheetSealed(sheet_number=NUMBER, pin_kinds=ASKING_ORDER)
SHEET = SEALING.envelope_id
TAKEN = (*VERIFIED, SEALING)
AWAITING = (*TAKEN, BY_POST, LEAVING)
BEGUN = f.PinSettingBegun(envelope_id=SHEET, officers=OFFICERS)
SETTING: tuple[f.CaseFact, ...] = (*AWAITING, BEGUN)
UNCERTAIN = (*SETTING, f.SettingUncertain(envelope_id=SHEET))
ALL = tuple(Reference)
SET = f.PinsSet(
    envelope_id=SHEET,
    references=tuple(each.value for each in ALL),
    method=f.SettingMethod.PAPER,
)
SPENT = PinSheetSpent(sheet_number=NUMBER, reason="set")
LEGS = tuple(ReferenceSet(envelope_id=SHEET, reference=each.value) for each in ALL)


def confirmed(history, references=ALL, by=OFFICERS[0]):
    return case.given(*history).when(paper.confirm_legs, confirmed=references, by=by)


def test_a_sheet_with_the_pins_this_card_needs_is_taken_once():
    case.given(*VERIFIED).when(paper.seal_sheet, sealed=SEALING).then(SEALING)
    case.given(*TAKEN).when(paper.seal_sheet, sealed=SEALING).then_nothing()
    other = PinSheetSealed(sheet_number=ANOTHER, pin_kinds=ASKING_ORDER)
    for history in (TAKEN, (*VERIFIED, SEALING_PINS)):
        case.given(*history).when(paper.seal_sheet, sealed=other).then_refused(OtherEnvelopeError)
    few = PinSheetSealed(sheet_number=NUMBER, pin_kinds=ASKING_ORDER[:2])
    case.given(*VERIFIED).when(paper.seal_sheet, sealed=few).then_refused(PinKindsError)


def test_the_case_waits_for_its_pins_like_any_other():
    case.given(*TAKEN, BY_POST).when(finish_visit, visit_id=VISIT).then(LEAVING)
    assert case.given(*AWAITING).state.stage is Stage.AWAITING_PINS
    case.given(*AWAITING).when(begin_setting, officers=OFFICERS).then(BEGUN)


def test_an_officer_who_opened_it_confirms_every_reference():
    confirmed(SETTING).then(*LEGS, SET, SPENT)
    ready = (*SETTING, *LEGS, SET, SPENT)
    assert case.given(*ready).state.stage is Stage.READY_TO_GO
    confirmed(ready).then_nothing()
    confirmed(SETTING, ()).then_refused(ReferencesOpenError)
    confirmed(SETTING, by="K01").then_refused(NotAnOpenerError)
    confirmed(AWAITING).then_refused(WrongStageError)


def test_each_leg_stands_by_itself_wherever_the_setting_broke_off():
    for number, leg in enumerate(LEGS):
        begun: tuple[f.CaseFact, ...] = (*SETTING, *LEGS[:number])
        rest = LEGS[number + 1 :]
        expected: tuple[f.CaseFact, ...] = (leg,) if rest else (leg, SET, SPENT)
        confirmed(begun, (ALL[number],)).then(*expected)
        broken: tuple[f.CaseFact, ...] = (*begun, f.SettingUncertain(envelope_id=SHEET), BEGUN)
        confirmed(broken).then(leg, *rest, SET, SPENT)
    confirmed((*SETTING, LEGS[0]), ALL[:1]).then_nothing()


def test_the_writer_has_nothing_to_do_with_it_nor_an_officer_with_sealed_pins():
    asked = partial(record_pins_set, envelope_id=SHEET, references=SET.references)
    case.given(*SETTING).when(asked).then_refused(OtherEnvelopeError)
    confirmed((*VERIFIED, SEALING_PINS)).then_refused(OtherEnvelopeError)


def test_an_unknown_outcome_is_opened_again():
    case.given(*SETTING).when(record_uncertain, envelope_id=SHEET).then(UNCERTAIN[-1])
    case.given(*UNCERTAIN).when(begin_setting, officers=OFFICERS).then(BEGUN)


@pytest.mark.parametrize("history", [AWAITING, SETTING, UNCERTAIN])
@pytest.mark.parametrize("reason", f.SheetFault)
def test_a_lost_or_unreadable_sheet_never_stops_a_case(history, reason):
    replaced = PinSheetReplaced(sheet_number=NUMBER, new_number=ANOTHER, reason=reason)
    case.given(*history).when(paper.replace_sheet, number=ANOTHER, reason=reason).then(replaced)
    again = case.given(*history, replaced)
    assert again.state.stage is Stage.AWAITING_PINS
    assert again.state.envelope == replace(SEALING, sheet_number=ANOTHER)
    again.when(paper.replace_sheet, number=ANOTHER, reason=reason).then_nothing()


def test_a_sheet_is_to_be_destroyed_when_its_step_or_case_ends():
    asked = partial(undo_step, visit_id=VISIT, step=CounterStep.PINS)
    undone = f.StepUndone(visit_id=VISIT, step=CounterStep.PINS)
    spent = PinSheetSpent(sheet_number=NUMBER, reason="undone")
    case.given(*TAKEN).when(asked).then(undone, spent)
    left = f.VisitBrokenOff(visit_id=VISIT)
    spent = PinSheetSpent(sheet_number=NUMBER, reason="broken-off")
    case.given(*TAKEN).when(break_off, visit_id=VISIT).then(left, spent)
    spent = PinSheetSpent(sheet_number=NUMBER, reason="voided")
    case.given(*AWAITING).when(note_died).then(f.HolderDied(), spent)
