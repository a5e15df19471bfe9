"""郵送のあいだ: what stops an envelope, what the post says of it, and what a loss costs."""

from datetime import date
from uuid import UUID

from issuance.cases.facts import (
    DeliveryMode,
    LossDutyDone,
    MailAccepted,
    MailComingBack,
    MailHeld,
    MailLost,
    PostingAllowed,
    PostingBarred,
)
from issuance.cases.refusals import (
    DeadlineError,
    NotLiftableError,
    OtherEnvelopeError,
    WrongStageError,
)
from issuance.cases.requirements import require
from issuance.cases.state import FINAL, Case, Stage
from issuance.shipments.mail import BarReason, Loss, LossDuty, ReturnReason

BEFORE_POSTING = frozenset(
    {
        *(Stage.DELIVERY_CHOSEN, Stage.AWAITING_PINS, Stage.SETTING, Stage.UNCERTAIN),
        *(Stage.READY_TO_GO, Stage.SEALED, Stage.POSTED, Stage.RETURNED),
    }
)
"""From the holder's choice to the end of the post's part; earlier the counter sees for itself."""


def bar_posting(case: Case, reason: BarReason) -> list[PostingBarred]:
    """The card may not go by post any more. A sealed envelope is opened again by hand.

    One that the post already has goes on; if it comes back it is not sent again.
    """
    if reason in case.barred or case.stage in FINAL:
        return []
    if case.delivery is not None and case.delivery.mode is DeliveryMode.COUNTER:
        return []
    require(case, *sorted(BEFORE_POSTING))
    return [PostingBarred(reason=reason)]


def note_move(case: Case) -> list[PostingBarred]:
    """The holder moved within the municipality; before the visit nothing follows from it here."""
    if case.stage not in BEFORE_POSTING:
        return []
    return bar_posting(case, BarReason.MOVED)


def note_record_change(case: Case, reason: BarReason) -> list[PostingBarred]:
    """The resident record changed; before the visit nothing follows from it here."""
    if case.stage not in BEFORE_POSTING:
        return []
    return bar_posting(case, reason)


def allow_posting(case: Case, reason: BarReason) -> list[PostingAllowed]:
    """A suspension or the forwarding is over. After a move the holder has to come."""
    if reason not in case.barred:
        return []
    if reason in {BarReason.MOVED, BarReason.RECORD_CHANGED}:
        raise NotLiftableError
    return [PostingAllowed(reason=reason)]


def note_accepted(case: Case, *, shipment_id: UUID, accepted_on: date) -> list[MailAccepted]:
    _require_shipment(case, shipment_id)
    if case.accepted_on is not None or case.stage in _AFTER_THE_POST:
        return []
    require(case, Stage.POSTED)
    return [MailAccepted(shipment_id=shipment_id, accepted_on=accepted_on)]


def note_held(case: Case, *, shipment_id: UUID, held_until: date, today: date) -> list[MailHeld]:
    """Nobody was at home. Another last day replaces the one known so far.

    Raises:
        DeadlineError: that day has passed; the envelope is on its way back.
    """
    _require_shipment(case, shipment_id)
    if case.held_until == held_until or case.stage in _AFTER_THE_POST:
        return []
    require(case, Stage.POSTED)
    if held_until < today:
        raise DeadlineError(held_until)
    return [MailHeld(shipment_id=shipment_id, held_until=held_until)]


def note_coming_back(
    case: Case, *, shipment_id: UUID, reason: ReturnReason, noted_on: date
) -> list[MailComingBack]:
    """The post sends it back; the card is here only once the envelope was scanned."""
    _require_shipment(case, shipment_id)
    if case.coming_back is not None or case.stage is Stage.RETURNED:
        return []
    require(case, Stage.POSTED)
    return [MailComingBack(shipment_id=shipment_id, reason=reason, noted_on=noted_on)]


def note_loss(case: Case, *, shipment_id: UUID, loss: Loss, noted_on: date) -> list[MailLost]:
    """The post lost the envelope, or somebody else has it; then even one recorded as delivered."""
    _require_shipment(case, shipment_id)
    if case.loss is not None:
        return []
    if loss is Loss.MISDELIVERED:
        require(case, Stage.POSTED, Stage.DELIVERED)
    else:
        require(case, Stage.POSTED)
    return [MailLost(shipment_id=shipment_id, loss=loss, noted_on=noted_on)]


def do_duty(case: Case, duty: LossDuty) -> list[LossDutyDone]:
    """One of the things owed after a loss is done.

    Raises:
        WrongStageError: nothing was lost here.
    """
    if case.loss is None:
        raise WrongStageError(case.stage, (Stage.LOST,))
    return [LossDutyDone(duty=duty)] if duty in case.duties else []


_AFTER_THE_POST = frozenset({Stage.DELIVERED, Stage.RETURNED})
"""What the post said earlier may be told later; it changes nothing any more."""


def _require_shipment(case: Case, shipment_id: UUID) -> None:
    if case.shipment is None or case.shipment.shipment_id != shipment_id:
        raise OtherEnvelopeError
