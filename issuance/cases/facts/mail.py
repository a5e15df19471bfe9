"""What can happen to an envelope under way, and what then follows for its card."""

from datetime import date
from uuid import UUID

from issuance.ledger.facts import fact
from issuance.shipments.mail import BarReason, Loss, LossDuty, ReturnReason


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


MailFact = (
    PostingBarred
    | PostingAllowed
    | MailAccepted
    | MailHeld
    | MailComingBack
    | MailLost
    | LossDutyDone
)
