"""What can happen to a case between the sealing desk and its end, besides the main line."""

from datetime import date
from uuid import UUID

from issuance.ledger.facts import fact
from issuance.shipments.mail import BarReason, DeferralReason, Loss, LossDuty, ReturnReason


@fact("case.posting-barred")
class PostingBarred:
    """The card may no longer go by post; its holder collects it at the counter (郵送不可)."""

    reason: BarReason


@fact("case.posting-allowed")
class PostingAllowed:
    """The reason against posting is gone (郵送不可の解除)."""

    reason: BarReason


@fact("case.mail-accepted")
class MailAccepted:
    """The post recorded the envelope (引受)."""

    shipment_id: UUID
    accepted_on: date


@fact("case.mail-held")
class MailHeld:
    """Nobody was at home; the post office keeps the envelope (不在・保管)."""

    shipment_id: UUID
    held_until: date


@fact("case.mail-coming-back")
class MailComingBack:
    """The post sends the envelope back; it is here only once somebody scanned it (返送中)."""

    shipment_id: UUID
    reason: ReturnReason
    noted_on: date


@fact("case.mail-lost")
class MailLost:
    """The envelope went astray: the card is void, a new one is made free of charge (郵便事故)."""

    shipment_id: UUID
    loss: Loss
    noted_on: date


@fact("case.loss-duty-done")
class LossDutyDone:
    """One of the things owed after a loss was done."""

    duty: LossDuty


@fact("case.card-expired")
class CardExpired:
    """The card's last day passed before its holder had it; it is destroyed at once (期限切れ)."""


@fact("case.destruction-approved")
class DestructionApproved:
    """A supervisor other than the proposer approved the destruction (廃棄の承認)."""

    approved_by: str


@fact("case.destruction-deferred")
class DestructionDeferred:
    """The destruction is put off; the card waits for its holder again (廃棄の延期)."""

    reason: DeferralReason
    until: date


MailFact = (
    PostingBarred
    | PostingAllowed
    | MailAccepted
    | MailHeld
    | MailComingBack
    | MailLost
    | LossDutyDone
    | CardExpired
    | DestructionApproved
    | DestructionDeferred
)
