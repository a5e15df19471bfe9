"""暗証番号設定: the back office writes the PINs that were sealed at the counter."""

from uuid import UUID

from issuance.cases.facts import (
    PinEnvelopeDestroyed,
    PinSettingBegun,
    PinsSealed,
    PinsSet,
    SettingUncertain,
)
from issuance.cases.four_eyes import Pair, require_setters
from issuance.cases.refusals import OtherEnvelopeError
from issuance.cases.requirements import require, require_card_at_hand
from issuance.cases.state import Case, Stage


def begin_setting(case: Case, *, officers: Pair, four_eyes: bool = True) -> list[PinSettingBegun]:
    """Two officers open the envelope; who verified the identity is not one of them.

    An uncertain card may be begun again: the writer resumes from its own journal.
    *four_eyes* false is the small venue's switch; the fact says that it was used.
    """
    if case.stage is Stage.SETTING and frozenset(officers) == frozenset(case.officers):
        return []
    require(case, Stage.AWAITING_PINS, Stage.UNCERTAIN, Stage.SETTING)
    require_card_at_hand(case)
    if case.envelope is None:
        raise OtherEnvelopeError  # its time was over: an uncertain card is read, not set again
    require_setters(case, officers, four_eyes=four_eyes)
    return [
        PinSettingBegun(
            envelope_id=case.envelope.envelope_id, officers=officers, four_eyes=four_eyes
        )
    ]


def record_pins_set(
    case: Case, *, envelope_id: UUID, references: tuple[str, ...]
) -> list[PinsSet | PinEnvelopeDestroyed]:
    """All PINs are on the card: the sealed ones have served, and go in the same moment."""
    if case.envelope is None and case.stage is Stage.READY_TO_GO:
        return []
    _require_envelope(case, envelope_id)
    if not isinstance(case.envelope, PinsSealed):
        raise OtherEnvelopeError
    require(case, Stage.SETTING)
    return [
        PinsSet(envelope_id=envelope_id, references=references),
        PinEnvelopeDestroyed(envelope_id=envelope_id, reason="set"),
    ]


def record_uncertain(case: Case, *, envelope_id: UUID) -> list[SettingUncertain]:
    if case.stage is Stage.UNCERTAIN:
        return []
    _require_envelope(case, envelope_id)
    require(case, Stage.SETTING)
    return [SettingUncertain(envelope_id=envelope_id)]


def _require_envelope(case: Case, envelope_id: UUID) -> None:
    if case.envelope is None or case.envelope.envelope_id != envelope_id:
        raise OtherEnvelopeError
