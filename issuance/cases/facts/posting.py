"""What can happen to a card that is ready to go: sealed, posted, back, or handed over."""

from datetime import date
from uuid import UUID

from issuance.ledger.facts import fact
from issuance.shipments.mail import MailClass, ReturnReason


@fact("case.envelope-sealed")
class EnvelopeSealed:
    """The card lies in its envelope (封入): serial read from the card, address as of today.

    `read_by_chip`: serial and certificates were read from the chip, not typed by two people.
    """

    shipment_id: UUID
    card_serial_read: str
    mail_class: MailClass
    tracking_number: str
    address_version: int
    sealers: tuple[str, str]
    four_eyes: bool = True
    read_by_chip: bool = False


@fact("case.posting-stopped")
class PostingStopped:
    """The envelope was opened again before it left (差出し中止)."""

    shipment_id: UUID
    reason: str


@fact("case.handed-to-post")
class HandedToPost:
    """The post took the envelope (差出し)."""

    shipment_id: UUID


@fact("case.delivered")
class Delivered:
    """The envelope reached its holder; the post's day where it was told."""

    shipment_id: UUID
    delivered_on: date | None = None


@fact("case.mail-returned")
class MailReturned:
    """The envelope came back (返戻)."""

    shipment_id: UUID
    reason: ReturnReason
    returned_on: date


@fact("case.card-handed-over")
class CardHandedOver:
    """The holder took the card at the counter (窓口交付)."""

    card_serial_read: str
    rule: str


PostingFact = (
    EnvelopeSealed | PostingStopped | HandedToPost | Delivered | MailReturned | CardHandedOver
)
