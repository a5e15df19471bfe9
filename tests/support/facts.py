"""One case's facts, from the box to the letter box, and the histories they add up to.

    case.given(*NOTIFIED).when(note_appointment, BOOKING).then(BOOKING)

A name for a fact says what happened; a name for a history says where the case then stands.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from issuance.cases import facts as f
from issuance.cases.posting import CertificatesOnCard
from issuance.cases.state import Case, evolve
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen
from issuance.identity.situations import Situation
from issuance.pins.kinds import ASKING_ORDER
from issuance.shipments.mail import (
    BarReason,
    DeferralReason,
    Loss,
    MailClass,
    ReturnReason,
)
from tests.support.given import Specification

case: Specification[Case, f.CaseFact] = Specification(Case(), evolve)

NOTICE, SECOND_NOTICE, APPOINTMENT, PARTY, VENUE, VISIT, ENVELOPE, SHIPMENT = (
    UUID(int=n) for n in range(101, 109)
)
OTHER = UUID(int=999)
SERIAL = "412345600000001"
OTHER_SERIAL = "412345600000002"
VERIFIER, OFFICERS, SEALERS = "K01", ("B01", "B02"), ("B03", "B04")

SENT_ON = date(2026, 11, 2)
DEADLINE = date(2027, 1, 31)
SECOND_SENT_ON = date(2027, 2, 1)
SECOND_DEADLINE = date(2027, 5, 2)
BOOKED_FOR = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
"""The 24th, 08:30 at the office; still the 23rd in UTC."""
VISITED_ON = date(2026, 11, 24)
RETURNED_ON = date(2026, 12, 10)

EXPECTING = f.CardExpected(
    box="B-0001",
    card_serial=SERIAL,
    kind=f.CaseKind.FIRST,
    expires_on=date(2036, 6, 1),
    signature_certificate=True,
    authentication_certificate=True,
    pinless=False,
    under_15=False,
)
ARRIVAL = f.CardArrived(box="B-0001")
SETUP = f.SetupCompleted(terminal_id="T1")
STORING = f.CardStored(shelf="A-03")
FIRST_NOTICE = f.NoticeSent(notice_id=NOTICE, round=1, sent_on=SENT_ON, pickup_deadline=DEADLINE)
LAST_NOTICE = f.NoticeSent(
    notice_id=SECOND_NOTICE, round=2, sent_on=SECOND_SENT_ON, pickup_deadline=SECOND_DEADLINE
)
BOOKING = f.AppointmentNoted(
    appointment_id=APPOINTMENT,
    party_id=PARTY,
    venue_id=VENUE,
    starts_at=BOOKED_FOR,
    minutes=10,
    reference="7H2K9QXM",
)
CHECK_IN = f.CheckedIn(visit_id=VISIT)
LICENCE = DocumentSeen(kind=DocumentKind.DRIVERS_LICENCE, holder=Holder.APPLICANT)
INSURANCE = DocumentSeen(kind=DocumentKind.ELIGIBILITY_CERTIFICATE, holder=Holder.APPLICANT)
VERIFYING = f.IdentityVerified(
    visit_id=VISIT,
    situation=Situation.SELF_N,
    rule="SELF_N/A1",
    documents=(LICENCE, INSURANCE),
    method="visual",
    verified_by=VERIFIER,
)
INSUFFICIENT = f.DocumentsInsufficient(
    visit_id=VISIT,
    situation=Situation.SELF_X,
    documents=(INSURANCE,),
    missing=("applicant:A1",),
)
SEALING_PINS = f.PinsSealed(envelope_id=ENVELOPE, pin_kinds=ASKING_ORDER, key_id="office-1")
PINLESS = f.PinlessChosen()
BY_POST = f.DeliveryChosen(mode=f.DeliveryMode.REGISTERED_MAIL, declarations=tuple(Declaration))
AT_COUNTER = f.DeliveryChosen(mode=f.DeliveryMode.COUNTER, declarations=())
LEAVING = f.VisitFinished(visit_id=VISIT)
SETTING_BEGUN = f.PinSettingBegun(envelope_id=ENVELOPE, officers=OFFICERS, four_eyes=True)
PINS_SET = f.PinsSet(envelope_id=ENVELOPE, references=("1", "2", "3", "4"))
PINS_GONE = f.PinEnvelopeDestroyed(envelope_id=ENVELOPE, reason="set")
PINS_VOIDED = f.PinEnvelopeDestroyed(envelope_id=ENVELOPE, reason="voided")
UNCERTAINTY = f.SettingUncertain(envelope_id=ENVELOPE)
CLOSING = f.EnvelopeSealed(
    shipment_id=SHIPMENT,
    card_serial_read=SERIAL,
    mail_class=MailClass.SIMPLIFIED_REGISTERED,
    tracking_number="12345678903",
    address_version=1,
    sealers=SEALERS,
    four_eyes=True,
)
POSTING = f.HandedToPost(shipment_id=SHIPMENT)
DELIVERY = f.Delivered(shipment_id=SHIPMENT)
COMING_BACK = f.MailReturned(
    shipment_id=SHIPMENT, reason=ReturnReason.RETENTION_EXPIRED, returned_on=RETURNED_ON
)
BOTH_CERTIFICATES = CertificatesOnCard(signature=True, authentication=True)
NO_SIGNATURE = CertificatesOnCard(signature=False, authentication=True)
BARRED = f.PostingBarred(reason=BarReason.FORWARDING)
MOVED = f.PostingBarred(reason=BarReason.MOVED)
HOLDING = f.MailHeld(shipment_id=SHIPMENT, held_until=date(2026, 12, 8))
SENT_BACK = f.MailComingBack(
    shipment_id=SHIPMENT, reason=ReturnReason.RETENTION_EXPIRED, noted_on=date(2026, 12, 9)
)
LOSING = f.MailLost(shipment_id=SHIPMENT, loss=Loss.LOST, noted_on=date(2026, 12, 20))
DEFERRAL = f.DestructionDeferred(reason=DeferralReason.HOSPITAL, until=date(2028, 3, 31))
EXPIRY = f.CardExpired()
HAND_OVER = f.CardHandedOver(card_serial_read=SERIAL, rule="SELF_N/A1")
MISSED = f.CardMissing(last_place="shelf:A-03")
FOUND = f.CardFound(place="shelf:B-01")
GONE = f.CardLost()
MOVING_OUT = f.HolderMovedOut()
DEATH = f.HolderDied()
PROPOSAL = f.DestructionProposed(proposed_by="B01")
APPROVAL = f.DestructionApproved(approved_by="B02")
DESTRUCTION = f.CardDestroyed(witnesses=("B01", "B02"))

EXPECTED = (EXPECTING,)
ARRIVED = (*EXPECTED, ARRIVAL)
SET_UP = (*ARRIVED, SETUP)
STORED = (*SET_UP, STORING)
NOTIFIED = (*STORED, FIRST_NOTICE)
NOTIFIED_AGAIN = (*NOTIFIED, LAST_NOTICE)
BOOKED = (*NOTIFIED, BOOKING)
CHECKED_IN = (*BOOKED, CHECK_IN)
VERIFIED = (*CHECKED_IN, VERIFYING)
PINS_TAKEN = (*VERIFIED, SEALING_PINS)
TO_BE_POSTED = (*PINS_TAKEN, BY_POST)
AWAITING_PINS = (*TO_BE_POSTED, LEAVING)
SETTING = (*AWAITING_PINS, SETTING_BEGUN)
UNCERTAIN = (*SETTING, UNCERTAINTY)
READY_TO_GO = (*SETTING, PINS_SET, PINS_GONE)
READY_WITHOUT_PINS = (*VERIFIED, PINLESS, BY_POST, LEAVING)
READY_FOR_COUNTER = (*PINS_TAKEN, AT_COUNTER, LEAVING, SETTING_BEGUN, PINS_SET, PINS_GONE)
SEALED = (*READY_TO_GO, CLOSING)
POSTED = (*SEALED, POSTING)
DELIVERED = (*POSTED, DELIVERY)
RETURNED = (*POSTED, COMING_BACK)
HANDED_OVER = (*READY_TO_GO, HAND_OVER)
MISSING = (*STORED, MISSED)
LOST = (*MISSING, GONE)
VOID = (*STORED, MOVING_OUT)
VOID_ON_ITS_WAY = (*POSTED, DEATH)
UNCLAIMED = (*NOTIFIED_AGAIN, PROPOSAL)
APPROVED = (*UNCLAIMED, APPROVAL)
DESTROYED = (*APPROVED, DESTRUCTION)

EVERYWHERE = {
    "unknown": (),
    "expected": EXPECTED,
    "arrived": ARRIVED,
    "set-up": SET_UP,
    "stored": STORED,
    "notified": NOTIFIED,
    "booked": BOOKED,
    "checked-in": CHECKED_IN,
    "identity-verified": VERIFIED,
    "pins-taken": PINS_TAKEN,
    "delivery-chosen": TO_BE_POSTED,
    "awaiting-pins": AWAITING_PINS,
    "setting": SETTING,
    "uncertain": UNCERTAIN,
    "ready-to-go": READY_TO_GO,
    "sealed": SEALED,
    "posted": POSTED,
    "returned": RETURNED,
    "unclaimed": UNCLAIMED,
    "void": VOID,
    "delivered": DELIVERED,
    "handed-over": HANDED_OVER,
    "destroyed": DESTROYED,
    "lost": LOST,
}
"""A history for each stage, by the stage's stored word."""


def everywhere_but(*stages: str) -> list[tuple[f.CaseFact, ...]]:
    """The histories of all stages except these."""
    assert set(stages) <= set(EVERYWHERE)
    return [history for stage, history in EVERYWHERE.items() if stage not in stages]


def but(booking: f.AppointmentNoted, appointment_id: UUID) -> f.AppointmentNoted:
    """The same booking under another id."""
    return replace(booking, appointment_id=appointment_id)
