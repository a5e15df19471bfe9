"""失効: what makes a card void before its holder has it, and sets it aside for destruction."""

from issuance.cases.facts import (
    ApplicationWithdrawn,
    HolderDied,
    HolderMovedOut,
    NumberChanged,
    PinEnvelopeDestroyed,
    PinSheetSpent,
    RecordDeleted,
    RecordFact,
)
from issuance.cases.paper import pins_gone
from issuance.cases.refusals import WrongStageError
from issuance.cases.requirements import require
from issuance.cases.state import FINAL, Case, Stage

VoidingFact = HolderMovedOut | HolderDied | RecordFact | ApplicationWithdrawn
Lapsed = list[VoidingFact | PinEnvelopeDestroyed | PinSheetSpent]


def note_moved_out(case: Case) -> Lapsed:
    """The holder left the municipality: the card is void, unless the post already has it."""
    return _lapse(_at_hand(case), HolderMovedOut())


def note_withdrawn(case: Case) -> Lapsed:
    """The holder does not want the card: void and destroyed, unless the post already has it."""
    return _lapse(_at_hand(case), ApplicationWithdrawn())


def note_died(case: Case) -> Lapsed:
    """By law, as with the two below: the card is void wherever it is, even on its way."""
    return _lapse(case, HolderDied())


def note_record_deleted(case: Case) -> Lapsed:
    return _lapse(case, RecordDeleted())


def note_number_changed(case: Case) -> Lapsed:
    return _lapse(case, NumberChanged())


def _at_hand(case: Case) -> Case:
    if case.stage is Stage.POSTED:
        raise WrongStageError(case.stage, (Stage.SEALED, Stage.RETURNED))
    return case


def _lapse(case: Case, because: VoidingFact) -> Lapsed:
    if case.stage is Stage.VOID or case.stage in FINAL:
        return []
    if case.card is None:
        require(case, Stage.EXPECTED)
    return [because, *pins_gone(case, "voided")]
