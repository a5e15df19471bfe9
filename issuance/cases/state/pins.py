"""The holder's PINs, from the counter onto the card."""

from dataclasses import replace
from typing import assert_never

from issuance.cases import facts as f
from issuance.cases.state.case import Case
from issuance.cases.state.stages import Stage


def evolve(case: Case, happened: f.PinFact) -> Case:
    match happened:
        case f.PinsSealed() | f.PinSheetSealed():
            return replace(case, stage=Stage.PINS_TAKEN, envelope=happened)
        case f.PinlessChosen():
            return replace(case, stage=Stage.PINS_TAKEN, pinless=True)
        case f.PinSettingBegun(officers=officers, envelope_id=envelope_id):
            begun = replace(case, stage=Stage.SETTING, begun_envelope=envelope_id)
            return opened_by(begun, officers)
        case f.ReferenceSet(reference=reference):
            return replace(case, legs=case.legs | {reference})
        case f.PinsSet():
            return replace(case, stage=Stage.READY_TO_GO, checking=False)
        case f.SettingUncertain():
            return replace(case, stage=Stage.UNCERTAIN)
        case f.PinEnvelopeDestroyed() | f.PinSheetSpent():
            return replace(case, envelope=None)
        case f.PinSheetReplaced(new_number=number):
            return _with_another_sheet(case, number)
        case _:
            assert_never(happened)


def opened_by(case: Case, officers: tuple[str, str]) -> Case:
    return replace(case, officers=officers, openers=case.openers | set(officers), checking=False)


def _with_another_sheet(case: Case, number: str) -> Case:
    """The setting begins anew, by two officers who open the new one."""
    assert case.envelope is not None
    sheet = f.PinSheetSealed(sheet_number=number, pin_kinds=case.envelope.pin_kinds)
    return replace(case, stage=Stage.AWAITING_PINS, envelope=sheet, legs=frozenset())
