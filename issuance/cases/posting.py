"""封入から配達まで: the right card in the right envelope, to the door or back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from issuance.cases.facts import (
    CardHandedOver,
    Delivered,
    DeliveryMode,
    EnvelopeSealed,
    HandedToPost,
    MailReturned,
    PostingStopped,
)
from issuance.cases.four_eyes import require_sealers
from issuance.cases.refusals import (
    AddressChangedError,
    CertificatesDifferError,
    NotMailableError,
    OtherEnvelopeError,
    WrongCardError,
)
from issuance.cases.requirements import require, require_card_at_hand, require_postable
from issuance.cases.state import Case, Stage
from issuance.shipments.mail import MailClass, ReturnReason

_MAIL_CLASS = {
    DeliveryMode.REGISTERED_MAIL: MailClass.SIMPLIFIED_REGISTERED,
    DeliveryMode.ADDRESSEE_ONLY_MAIL: MailClass.ADDRESSEE_ONLY,
}


@dataclass(frozen=True, kw_only=True)
class CertificatesOnCard:
    """Which electronic certificates the card in hand carries.

    `read_by_chip`: its chip said so, free of any PIN; else two people looked at the terminal.
    """

    signature: bool
    authentication: bool
    read_by_chip: bool = False


@dataclass(frozen=True, kw_only=True)
class Sealing:
    """What two people see and do at the sealing desk.

    `address_version` is the resident record's as of now, never one kept from the booking;
    `address_checked` says that the address was checked after the envelope had come back.
    """

    shipment_id: UUID
    card_serial_read: str
    certificates: CertificatesOnCard
    tracking_number: str
    address_version: int
    sealers: tuple[str, str]
    address_checked: bool = False
    four_eyes: bool = True


def seal_envelope(case: Case, sealing: Sealing) -> list[EnvelopeSealed]:
    """Close the envelope for the post, or refuse and say what is not right."""
    if case.stage is Stage.SEALED and _same_shipment(case, sealing.shipment_id):
        _require_this_card(case, sealing.card_serial_read)
        return []
    require(case, Stage.READY_TO_GO, Stage.RETURNED)
    require_card_at_hand(case)
    _require_this_card(case, sealing.card_serial_read)
    require_postable(case)
    _require_certificates(case, sealing.certificates)
    if case.stage is Stage.RETURNED and not sealing.address_checked:
        raise AddressChangedError
    mail_class = _MAIL_CLASS.get(case.delivery.mode) if case.delivery else None
    if mail_class is None:
        raise NotMailableError
    require_sealers(case, sealing.sealers, four_eyes=sealing.four_eyes)
    return [
        EnvelopeSealed(
            shipment_id=sealing.shipment_id,
            card_serial_read=sealing.card_serial_read,
            mail_class=mail_class,
            tracking_number=sealing.tracking_number,
            address_version=sealing.address_version,
            sealers=sealing.sealers,
            four_eyes=sealing.four_eyes,
            read_by_chip=sealing.certificates.read_by_chip,
        )
    ]


def stop_posting(case: Case, *, reason: str) -> list[PostingStopped]:
    """Open the envelope again; it waits to be sealed anew or for the counter."""
    if case.stage is Stage.READY_TO_GO:
        return []
    require(case, Stage.SEALED)
    require_card_at_hand(case)
    assert case.shipment is not None
    return [PostingStopped(shipment_id=case.shipment.shipment_id, reason=reason)]


def hand_to_post(case: Case, *, address_version: int) -> list[HandedToPost]:
    """The post takes the envelope, unless the resident record changed since it was sealed."""
    if case.stage is Stage.POSTED:
        return []
    require(case, Stage.SEALED)
    require_card_at_hand(case)
    require_postable(case)
    assert case.shipment is not None
    if case.shipment.address_version != address_version:
        raise AddressChangedError
    return [HandedToPost(shipment_id=case.shipment.shipment_id)]


def confirm_delivery(
    case: Case, *, shipment_id: UUID, delivered_on: date | None = None
) -> list[Delivered]:
    if case.stage is Stage.DELIVERED:
        return []
    require(case, Stage.POSTED)
    _require_shipment(case, shipment_id)
    return [Delivered(shipment_id=shipment_id, delivered_on=delivered_on)]


def take_back(
    case: Case, *, shipment_id: UUID, reason: ReturnReason, returned_on: date
) -> list[MailReturned]:
    """The envelope came back; also one that was given up as lost, or voided under way."""
    if case.stage is Stage.RETURNED:
        return []
    void_under_way = case.stage is Stage.VOID and not case.card_in_office
    given_up = case.stage is Stage.LOST and case.loss is not None
    if not (void_under_way or given_up):
        require(case, Stage.POSTED)
    _require_shipment(case, shipment_id)
    return [MailReturned(shipment_id=shipment_id, reason=reason, returned_on=returned_on)]


def hand_over(case: Case, *, card_serial_read: str, rule: str) -> list[CardHandedOver]:
    """Give the card to its holder at the counter, identity proven by *rule*."""
    if case.stage is Stage.HANDED_OVER:
        _require_this_card(case, card_serial_read)
        return []
    require(case, Stage.READY_TO_GO, Stage.RETURNED)
    require_card_at_hand(case)
    _require_this_card(case, card_serial_read)
    return [CardHandedOver(card_serial_read=card_serial_read, rule=rule)]


def _require_this_card(case: Case, card_serial_read: str) -> None:
    if card_serial_read != case.card_serial:
        raise WrongCardError


def _require_certificates(case: Case, on_card: CertificatesOnCard) -> None:
    """The card carries what was asked for; a card without PINs carries no signature's."""
    assert case.card is not None
    asked = (
        case.card.signature_certificate and not case.pinless,
        case.card.authentication_certificate,
    )
    if (on_card.signature, on_card.authentication) != asked:
        raise CertificatesDifferError


def _same_shipment(case: Case, shipment_id: UUID) -> bool:
    return case.shipment is not None and case.shipment.shipment_id == shipment_id


def _require_shipment(case: Case, shipment_id: UUID) -> None:
    if not _same_shipment(case, shipment_id):
        raise OtherEnvelopeError
