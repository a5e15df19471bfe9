"""紙の依頼書: PINs on a sealed sheet of paper, set by an officer at the integrated terminal."""

from collections.abc import Collection

from issuance.cases.facts import (
    PinEnvelopeDestroyed,
    PinSheetReplaced,
    PinSheetSealed,
    PinSheetSpent,
    PinsSet,
    ReferenceSet,
    SettingMethod,
    SheetFault,
)
from issuance.cases.refusals import (
    NotAnOpenerError,
    OtherEnvelopeError,
    PinKindsError,
    ReferencesOpenError,
)
from issuance.cases.requirements import require
from issuance.cases.state import Case, Stage
from issuance.pins.references import PIN_FILES, Reference


def seal_sheet(case: Case, sealed: PinSheetSealed) -> list[PinSheetSealed]:
    """The holder sealed a sheet with the PINs this card needs, all of them and no others.

    That no other case ever had this sheet is judged by `issuance.custody.sheets`.
    """
    if case.envelope == sealed:
        return []
    if case.envelope is not None:
        raise OtherEnvelopeError
    require(case, Stage.IDENTITY_VERIFIED)
    if not sealed.pin_kinds or frozenset(sealed.pin_kinds) != case.pin_kinds:
        raise PinKindsError
    return [sealed]


def references_due(case: Case) -> tuple[Reference, ...]:
    """What an officer has to set on this card, in the writer's order."""
    kinds = case.envelope.pin_kinds if case.envelope else ()
    return tuple(each.reference for each in PIN_FILES if each.kind in kinds)


def confirm_legs(
    case: Case, *, confirmed: Collection[Reference], by: str
) -> list[ReferenceSet | PinsSet | PinSheetSpent]:
    """An officer who opened the sheet set one reference or more; with the last the card is done.

    What was confirmed stands, so that a broken-off setting goes on with the next leg.

    Raises:
        OtherEnvelopeError: the PINs of this case are not on paper.
        NotAnOpenerError: somebody who did not open the sheet.
        ReferencesOpenError: none was confirmed, or one that is not this card's.
    """
    if case.envelope is None and case.stage is Stage.READY_TO_GO:
        return []
    sheet = _opened_sheet(case, by)
    due = references_due(case)
    if not confirmed or not set(confirmed) <= set(due):
        raise ReferencesOpenError
    new = [each for each in due if each in confirmed and each.value not in case.legs]
    legs = [ReferenceSet(envelope_id=sheet.envelope_id, reference=each.value) for each in new]
    whole = len(case.legs) + len(new) == len(due)
    return [*legs, *(_all_set(sheet, due) if whole else [])]


def _opened_sheet(case: Case, by: str) -> PinSheetSealed:
    sheet = _sheet(case)
    require(case, Stage.SETTING)
    if by not in case.officers:
        raise NotAnOpenerError
    return sheet


def _all_set(sheet: PinSheetSealed, due: tuple[Reference, ...]) -> list[PinsSet | PinSheetSpent]:
    return [
        PinsSet(
            envelope_id=sheet.envelope_id,
            references=tuple(each.value for each in due),
            method=SettingMethod.PAPER,
        ),
        PinSheetSpent(sheet_number=sheet.sheet_number, reason="set"),
    ]


def replace_sheet(case: Case, *, number: str, reason: SheetFault) -> list[PinSheetReplaced]:
    """The holder sealed another sheet, since the first was lost or cannot be read; never guessed.

    Without this the case would wait for ever (domain.md 3.4, "PIN sheet lost").
    """
    sheet = _sheet(case)
    if sheet.sheet_number == number:
        return []
    require(case, Stage.AWAITING_PINS, Stage.SETTING, Stage.UNCERTAIN)
    return [PinSheetReplaced(sheet_number=sheet.sheet_number, new_number=number, reason=reason)]


def pins_gone(case: Case, reason: str) -> list[PinEnvelopeDestroyed | PinSheetSpent]:
    """Nobody may set them any more: sealed ones are destroyed, a sheet is to be destroyed."""
    match case.envelope:
        case None:
            return []
        case PinSheetSealed(sheet_number=number):
            return [PinSheetSpent(sheet_number=number, reason=reason)]
        case sealed:
            return [PinEnvelopeDestroyed(envelope_id=sealed.envelope_id, reason=reason)]


def _sheet(case: Case) -> PinSheetSealed:
    if not isinstance(case.envelope, PinSheetSealed):
        raise OtherEnvelopeError
    return case.envelope
