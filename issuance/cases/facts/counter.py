"""What can happen at the counter besides identity and PINs: come, choose, leave, take back."""

from enum import StrEnum
from uuid import UUID

from issuance.identity.posting import Declaration
from issuance.ledger.facts import fact


class DeliveryMode(StrEnum):
    """How the card reaches its holder (受渡方法)."""

    REGISTERED_MAIL = "registered-mail"
    ADDRESSEE_ONLY_MAIL = "addressee-only-mail"
    COUNTER = "counter"


class CounterStep(StrEnum):
    """A step at the counter that can be taken back within ten seconds."""

    IDENTITY = "identity"
    PINS = "pins"
    DELIVERY = "delivery"
    DONE = "done"


@fact("case.checked-in")
class CheckedIn:
    """The holder is at the counter (受付)."""

    visit_id: UUID


@fact("case.walk-in-missed")
class WalkInMissed:
    """A holder who came without an appointment was called and had gone; they may come again."""

    visit_id: UUID


@fact("case.delivery-chosen")
class DeliveryChosen:
    mode: DeliveryMode
    declarations: tuple[Declaration, ...]


@fact("case.visit-finished")
class VisitFinished:
    """The holder left; the card is now the back office's work."""

    visit_id: UUID


@fact("case.step-undone")
class StepUndone:
    """The last step at the counter was taken back within ten seconds (取消)."""

    visit_id: UUID
    step: CounterStep


@fact("case.visit-broken-off")
class VisitBrokenOff:
    """The holder left before the end and may come again (途中終了)."""

    visit_id: UUID


CounterFact = (
    CheckedIn | WalkInMissed | DeliveryChosen | VisitFinished | StepUndone | VisitBrokenOff
)
