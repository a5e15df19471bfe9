"""暗証番号: PINs were sealed, on the screen or on paper, or a card without PINs was chosen."""

from collections.abc import Collection
from uuid import UUID

from counter_station.visit.facts import (
    PinlessChosen,
    PinSheetSealed,
    PinsSealed,
)
from counter_station.visit.guards import at_step
from counter_station.visit.line_facts import FiveSteps, StepUndone
from counter_station.visit.refusals import (
    SheetsDifferError,
    SheetUsedError,
    WrongPinKindsError,
)
from counter_station.visit.state import Stage, Step, Visit
from issuance.pins.kinds import PinKind
from issuance.pins.sheets import sheet_number


def seal_pins(
    visit: Visit,
    *,
    case_id: UUID,
    envelope_id: UUID,
    pin_kinds: Collection[PinKind],
    key_id: str,
) -> list[PinsSealed]:
    """Note that an envelope with exactly the PINs this card needs was sealed."""
    person = visit.people.get(case_id)
    sealed = person.sealed if person else None
    if isinstance(sealed, PinsSealed) and sealed.envelope_id == envelope_id:
        return []
    due = at_step(visit, case_id, Step.PINS).due
    if set(pin_kinds) != set(due.pin_kinds) or not due.pin_kinds:
        raise WrongPinKindsError
    kinds = tuple(kind for kind in PinKind if kind in set(pin_kinds))
    return [PinsSealed(case_id=case_id, envelope_id=envelope_id, pin_kinds=kinds, key_id=key_id)]


def seal_sheet(
    visit: Visit, *, case_id: UUID, scans: tuple[str, str], used: Collection[str]
) -> list[PinSheetSealed]:
    """Note the sealed sheet by the number on its envelope, scanned twice.

    Args:
        visit: as it stands.
        case_id: whose sheet it is; it holds the PINs this card needs.
        scans: what was scanned, before and after the envelope was sealed.
        used: the numbers this counter took before; the office knows those of all counters.

    Raises:
        SheetNumberError: one of them is no number of ours.
        SheetsDifferError: two envelopes.
        SheetUsedError: the number was taken before.
    """
    first, second = (sheet_number(each) for each in scans)
    if first != second:
        raise SheetsDifferError
    person = visit.people.get(case_id)
    sealed = person.sealed if person else None
    if isinstance(sealed, PinSheetSealed) and sealed.sheet_number == first:
        return []
    due = at_step(visit, case_id, Step.PINS).due
    if not due.pin_kinds:
        raise WrongPinKindsError
    if first in used:
        raise SheetUsedError
    kinds = tuple(kind for kind in PinKind if kind in set(due.pin_kinds))
    return [PinSheetSealed(case_id=case_id, sheet_number=first, pin_kinds=kinds)]


def seal_again(visit: Visit, refused: PinSheetSealed) -> list[StepUndone]:
    """Go back to the envelope whose number another case had first, while the party is here.

    Two counters without the network cannot know of each other's envelopes.
    """
    person = visit.people.get(refused.case_id)
    if visit.stage is not Stage.AT_COUNTER or person is None or person.sealed != refused:
        return []
    return [StepUndone(step=FiveSteps.PINS, case_id=refused.case_id)]


def choose_pinless(visit: Visit, *, case_id: UUID) -> list[PinlessChosen]:
    if (person := visit.people.get(case_id)) and person.pinless:
        return []
    at_step(visit, case_id, Step.PINS)
    return [PinlessChosen(case_id=case_id)]
