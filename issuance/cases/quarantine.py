"""設定の確認: an uncertain card lies apart until a reading by two officers settles it.

It never goes into an envelope from here: either every PIN is found on it, or nothing was written
and it is set anew, or the two give it up and a new card is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from issuance.cases.facts import (
    CardCheckBegun,
    CardChecked,
    CardUnusable,
    HolderAskedAgain,
    PinEnvelopeDestroyed,
    PinSheetSpent,
    PinsSealed,
    PinsSet,
    Seen,
    SettingUncertain,
)
from issuance.cases.four_eyes import Pair, require_setters
from issuance.cases.paper import pins_gone
from issuance.cases.refusals import NotCheckedError, OtherEnvelopeError
from issuance.cases.requirements import require, require_card_at_hand
from issuance.cases.state import Case, Stage
from issuance.pins.references import PinFile, pin_files_for

_EXPIRING = frozenset(
    {
        Stage.PINS_TAKEN,
        Stage.DELIVERY_CHOSEN,
        Stage.AWAITING_PINS,
        Stage.SETTING,
        Stage.UNCERTAIN,
    }
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One reference as the reader found it; `tries` are those that are left."""

    seen: Seen
    tries: int


def begin_check(case: Case, *, officers: Pair, four_eyes: bool = True) -> list[CardCheckBegun]:
    """Two officers who may set the PINs take the card out of quarantine and onto the reader."""
    if case.checking and frozenset(officers) == frozenset(case.officers):
        return []
    require(case, Stage.UNCERTAIN)
    require_card_at_hand(case)
    require_setters(case, officers, four_eyes=four_eyes)
    return [CardCheckBegun(officers=officers, four_eyes=four_eyes)]


def record_check(
    case: Case, *, envelope_id: UUID, read: Mapping[str, Reading], come_by: date
) -> list[CardChecked | PinsSet | PinEnvelopeDestroyed | PinSheetSpent | HolderAskedAgain]:
    """The reader has spoken. All PINs there with full tries: the case goes on like any other.

    Where nothing was ever written and the PINs are gone, the holder is asked to come again.
    """
    if not case.checking and case.checked == _checked(case, read):
        return []
    if case.begun_envelope != envelope_id:
        raise OtherEnvelopeError
    require(case, Stage.UNCERTAIN)
    if not case.checking:
        raise NotCheckedError
    checked = _checked(case, read)
    if case.envelope is not None and _all(case, checked, Seen.SET):
        set_ = PinsSet(envelope_id=envelope_id, references=checked.references)
        return [checked, set_, *pins_gone(case, "set")]
    if case.envelope is None and _all(case, checked, Seen.UNTOUCHED):
        return [checked, HolderAskedAgain(envelope_id=envelope_id, come_by=come_by)]
    return [checked]


def give_up_card(
    case: Case, *, officers: Pair, four_eyes: bool = True
) -> list[CardUnusable | PinEnvelopeDestroyed | PinSheetSpent]:
    """Two officers saw what the reader said, and void the card; it is destroyed like any other.

    Raises:
        NotCheckedError: it was not read since it became uncertain, or it can still be set.
    """
    if case.stage is Stage.VOID and case.checked is not None:
        return []
    require(case, Stage.UNCERTAIN)
    require_setters(case, officers, four_eyes=four_eyes)
    if case.checked is None or case.checking or _all(case, case.checked, Seen.UNTOUCHED):
        raise NotCheckedError
    return [CardUnusable(officers=officers, four_eyes=four_eyes), *pins_gone(case, "voided")]


def expire_pins(
    case: Case, *, envelope_id: UUID, come_by: date
) -> list[PinEnvelopeDestroyed | HolderAskedAgain | SettingUncertain]:
    """The time limit of the sealed PINs is over: they go, whatever state the card is in.

    Untouched, the holder is asked to come again; begun, the card waits apart for a reading.
    """
    if not isinstance(case.envelope, PinsSealed) or case.envelope.envelope_id != envelope_id:
        return []
    if case.stage not in _EXPIRING:
        return []
    gone = PinEnvelopeDestroyed(envelope_id=envelope_id, reason="expired")
    match case.stage:
        case Stage.UNCERTAIN:
            return [gone]
        case Stage.SETTING:
            return [gone, SettingUncertain(envelope_id=envelope_id)]
        case _:
            return [gone, HolderAskedAgain(envelope_id=envelope_id, come_by=come_by)]


def _checked(case: Case, read: Mapping[str, Reading]) -> CardChecked:
    due = [file for file in _due(case) if file.reference.value in read]
    readings = [read[file.reference.value] for file in due]
    return CardChecked(
        references=tuple(file.reference.value for file in due),
        seen=tuple(each.seen for each in readings),
        tries=tuple(each.tries for each in readings),
    )


def _all(case: Case, checked: CardChecked, seen: Seen) -> bool:
    """Each of the card's references was read, is *seen*, and has all its tries."""
    due = _due(case)
    if checked.references != tuple(file.reference.value for file in due):
        return False
    full = tuple(file.full_tries for file in due)
    return checked.tries == full and set(checked.seen) == {seen}


def _due(case: Case) -> tuple[PinFile, ...]:
    return pin_files_for(case.pin_kinds)
