"""暗証番号: an envelope was sealed, or a card without PINs was chosen."""

from collections.abc import Collection
from uuid import UUID

from counter_station.visit.facts import (
    PinlessChosen,
    PinsSealed,
)
from counter_station.visit.guards import at_step
from counter_station.visit.refusals import (
    WrongPinKindsError,
)
from counter_station.visit.state import Step, Visit
from issuance.pins.kinds import PinKind


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
    if person and person.sealed and person.sealed.envelope_id == envelope_id:
        return []
    due = at_step(visit, case_id, Step.PINS).due
    if set(pin_kinds) != set(due.pin_kinds) or not due.pin_kinds:
        raise WrongPinKindsError
    kinds = tuple(kind for kind in PinKind if kind in set(pin_kinds))
    return [PinsSealed(case_id=case_id, envelope_id=envelope_id, pin_kinds=kinds, key_id=key_id)]


def choose_pinless(visit: Visit, *, case_id: UUID) -> list[PinlessChosen]:
    if (person := visit.people.get(case_id)) and person.pinless:
        return []
    at_step(visit, case_id, Step.PINS)
    return [PinlessChosen(case_id=case_id)]
