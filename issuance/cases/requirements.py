"""What a step asks of a case before anything else: its stage, the card at hand, a way by post."""

from issuance.cases.refusals import (
    ApplicationWithdrawnError,
    CardDefectiveError,
    CardExpiredError,
    CardMissingError,
    CardSuspendedError,
    CardUnusableError,
    HolderDiedError,
    HolderMovedError,
    HolderMovedOutError,
    LostByPostError,
    MailForwardedError,
    NumberChangedError,
    RecordChangedError,
    RecordDeletedError,
    WrongStageError,
)
from issuance.cases.state import Case, Stage, VoidBecause
from issuance.shipments.mail import BarReason


def require(case: Case, *allowed: Stage) -> None:
    """Go on only in one of these stages; say by name where the case stands instead."""
    if case.stage in allowed:
        return
    require_not_void(case, *allowed)
    raise WrongStageError(case.stage, allowed)


def require_not_void(case: Case, *allowed: Stage) -> None:
    """Say by name why a void case goes nowhere."""
    if case.stage is not Stage.VOID:
        return
    match case.void_because:
        case VoidBecause.MOVED_OUT:
            raise HolderMovedOutError(case.stage, allowed)
        case VoidBecause.DIED:
            raise HolderDiedError(case.stage, allowed)
        case VoidBecause.RECORD_DELETED:
            raise RecordDeletedError(case.stage, allowed)
        case VoidBecause.NUMBER_CHANGED:
            raise NumberChangedError(case.stage, allowed)
        case VoidBecause.WITHDRAWN:
            raise ApplicationWithdrawnError(case.stage, allowed)
        case VoidBecause.UNUSABLE:
            raise CardUnusableError(case.stage, allowed)
        case VoidBecause.EXPIRED:
            raise CardExpiredError(case.stage, allowed)
        case VoidBecause.LOST_BY_POST:
            raise LostByPostError(case.stage, allowed)
        case None:
            return


_BARRED = {
    BarReason.MOVED: HolderMovedError,
    BarReason.SUSPENDED: CardSuspendedError,
    BarReason.FORWARDING: MailForwardedError,
    BarReason.RECORD_CHANGED: RecordChangedError,
}


def require_postable(case: Case) -> None:
    """Say by name why the card may not go by post; a move, which stays, comes first."""
    for reason in BarReason:
        if reason in case.barred:
            raise _BARRED[reason]


def require_card_at_hand(case: Case) -> None:
    """Neither missing nor defective."""
    require_not_missing(case)
    if case.defective:
        raise CardDefectiveError


def require_not_missing(case: Case) -> None:
    """For what is done with a defective card too: its destruction."""
    if case.missing:
        raise CardMissingError
