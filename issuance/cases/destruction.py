"""廃棄: proposed, approved by somebody else, put off; and a card whose last day has passed."""

from datetime import date

from issuance.calendar import WardClocks, is_over
from issuance.cases.facts import (
    CardExpired,
    DestructionApproved,
    DestructionDeferred,
    PinEnvelopeDestroyed,
    PinSheetSpent,
)
from issuance.cases.paper import pins_gone
from issuance.cases.refusals import DeadlineError, FourEyesError, WrongStageError
from issuance.cases.requirements import require, require_card_at_hand
from issuance.cases.state import FINAL, Case, Stage
from issuance.shipments.mail import DeferralReason


def kept_until(case: Case, clocks: WardClocks) -> date:
    """The last day an unfetched card is kept, also for a destruction that was put off.

    Raises:
        WrongStageError: no second notice went out yet, so no clock runs.
    """
    deferred = case.deferred_until or date.min
    if case.stage is Stage.RETURNED:
        assert case.returned_on is not None
        return max(clocks.returned_mail_until(case.returned_on), deferred)
    if case.notice_round < 2:
        raise WrongStageError(case.stage, (Stage.NOTIFIED,))
    assert case.first_notice_on is not None
    assert case.pickup_deadline is not None
    return max(clocks.unclaimed_until(case.first_notice_on, case.pickup_deadline), deferred)


def approve_destruction(case: Case, *, approved_by: str) -> list[DestructionApproved]:
    """Another person than the proposer says yes."""
    if case.stage is Stage.UNCLAIMED and case.approved:
        return []
    require(case, Stage.UNCLAIMED)
    if approved_by == case.proposed_by:
        raise FourEyesError
    return [DestructionApproved(approved_by=approved_by)]


def defer_destruction(
    case: Case, *, reason: DeferralReason, until: date, today: date, clocks: WardClocks
) -> list[DestructionDeferred]:
    """The holder told the office (in hospital, …): the card waits for them again.

    Raises:
        DeadlineError: *until* has passed, or is later than the ward allows.
    """
    if case.deferred_until == until and case.stage is not Stage.UNCLAIMED:
        return []
    require(case, Stage.NOTIFIED, Stage.RETURNED, Stage.UNCLAIMED)
    if not today < until <= clocks.latest_deferral(today):
        raise DeadlineError(until)
    return [DestructionDeferred(reason=reason, until=until)]


def expire_card(
    case: Case, *, today: date
) -> list[CardExpired | PinEnvelopeDestroyed | PinSheetSpent]:
    """The card's last day passed before its holder had it: void, and destroyed at once.

    Raises:
        DeadlineError: that day has not passed.
    """
    if case.stage is Stage.VOID or case.stage in FINAL:
        return []
    if case.card is None or not case.card_in_office:
        raise WrongStageError(case.stage, (Stage.NOTIFIED, Stage.RETURNED))
    if not is_over(case.card.expires_on, today):
        raise DeadlineError(case.card.expires_on)
    require_card_at_hand(case)
    return [CardExpired(), *pins_gone(case, "voided")]
