"""What can happen to a case (交付案件). Nothing here names a person or holds what a person knows.

Actors are staff codes; people's data lies in `issuance.applicants`, sealed PINs in their own table.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from issuance.cases import pin_facts as pins
from issuance.cases.custody_facts import ArrivalUndone, CardDefective, RemakeRequested
from issuance.cases.mail_facts import MailFact
from issuance.cases.record_facts import RecordFact
from issuance.identity.absence import AbsenceReason
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen, with_chips
from issuance.identity.situations import Situation
from issuance.ledger.facts import Json, fact
from issuance.pins.kinds import PinKind
from issuance.pins.sheets import sheet_id_of
from issuance.shipments.mail import MailClass, ReturnReason


class CaseKind(StrEnum):
    """Why the card was made (交付区分). Values are stored and never change."""

    FIRST = "first"
    RENEWAL = "renewal"
    REISSUE_LOST = "reissue-lost"
    REISSUE_OTHER = "reissue-other"


class DeliveryMode(StrEnum):
    """How the card reaches its holder (受渡方法)."""

    REGISTERED_MAIL = "registered-mail"
    ADDRESSEE_ONLY_MAIL = "addressee-only-mail"
    COUNTER = "counter"


class SheetFault(StrEnum):
    """Why a sheet of paper cannot be used. Values are stored and never change."""

    LOST = "lost"
    UNREADABLE = "unreadable"


class SettingMethod(StrEnum):
    """How the PINs came on the card. Values are stored and never change."""

    WRITER = "writer"
    PAPER = "paper"


class CounterStep(StrEnum):
    """A step at the counter that can be taken back within ten seconds."""

    IDENTITY = "identity"
    PINS = "pins"
    DELIVERY = "delivery"
    DONE = "done"


@fact("case.card-expected")
class CardExpected:
    """A delivery list announced the card (発送一覧)."""

    box: str
    card_serial: str
    kind: CaseKind
    expires_on: date
    signature_certificate: bool
    authentication_certificate: bool
    pinless: bool
    under_15: bool


@fact("case.card-arrived")
class CardArrived:
    """The card was scanned out of its box (カード到着)."""

    box: str


@fact("case.setup-completed")
class SetupCompleted:
    """Print and certificates were checked on the integrated terminal (交付前設定)."""

    terminal_id: str


@fact("case.card-stored")
class CardStored:
    """The card was put on a shelf (保管)."""

    shelf: str


@fact("case.notice-sent")
class NoticeSent:
    """The issuance notice was posted, not to be forwarded (交付通知書); round 2 is the second."""

    notice_id: UUID
    round: int
    sent_on: date
    pickup_deadline: date


@fact("case.appointment-noted")
class AppointmentNoted:
    """The holder booked a visit (来庁予約). `channel`: web, phone; "" before it was told."""

    appointment_id: UUID
    party_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    reference: str
    channel: str = ""
    language: str = ""
    """In which they want to be spoken to, as booking codes it; "" where it was never told."""


@fact("case.appointment-moved")
class AppointmentMoved:
    appointment_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int


@fact("case.appointment-cancelled")
class AppointmentCancelled:
    appointment_id: UUID
    reason: str


@fact("case.appointment-declined")
class AppointmentDeclined:
    """A booking came in for a case that can no longer be visited; booking is told to cancel it."""

    appointment_id: UUID
    reason: str


@fact("case.letters-undeliverable")
class LettersUndeliverable:
    """E-mail to the holder did not arrive; news of the booking has to go by phone or post."""


@fact("case.letters-reachable")
class LettersReachable:
    """The holder gave another e-mail address, or wants none any more."""


@fact("case.late-announced")
class LateAnnounced:
    """The party said that it comes so many minutes after its time (遅刻の連絡)."""

    appointment_id: UUID
    minutes: int


@fact("case.no-show-recorded")
class NoShowRecorded:
    """Nobody came (無断不来庁)."""

    appointment_id: UUID


@fact("case.checked-in")
class CheckedIn:
    """The holder is at the counter (受付)."""

    visit_id: UUID


@fact("case.walk-in-missed")
class WalkInMissed:
    """A holder who came without an appointment was called and had gone; they may come again."""

    visit_id: UUID


@fact("case.extra-document-asked")
class ExtraDocumentAsked:
    """One document more than the rule asks, for a reason, by a supervisor's leave (追加書類)."""

    visit_id: UUID
    reason: ExtraReason
    approved_by: str


@fact("case.identity-doubted")
class IdentityDoubted:
    """The clerk is not sure who this is; a supervisor decides (疑義)."""

    visit_id: UUID
    reason: DoubtReason


@fact("case.identity-verified", version=2, upcasters={1: with_chips})
class IdentityVerified:
    """Who came is proven (本人確認). Kinds of documents only, never numbers or attributes.

    `approved_by`: the supervisor who decided after a doubt, else empty. `absence`: why the
    applicant did not come, where a reason was asked for.
    """

    visit_id: UUID
    situation: Situation
    rule: str
    documents: tuple[DocumentSeen, ...]
    method: str
    verified_by: str
    approved_by: str = ""
    absence: AbsenceReason | None = None


@fact("case.identity-refused")
class IdentityRefused:
    """A supervisor did not accept that this is the holder (疑義による不受理)."""

    visit_id: UUID
    situation: Situation
    documents: tuple[DocumentSeen, ...]
    reason: TurnedAwayReason
    decided_by: str


@fact("case.documents-insufficient", version=2, upcasters={1: with_chips})
class DocumentsInsufficient:
    """The documents shown do not suffice; the holder books again (書類不足)."""

    visit_id: UUID
    situation: Situation
    documents: tuple[DocumentSeen, ...]
    missing: tuple[str, ...]
    absence: AbsenceReason | None = None


@fact("case.pins-sealed")
class PinsSealed:
    """The holder's PINs were sealed to the back office's key (暗証番号). Kinds only."""

    envelope_id: UUID
    pin_kinds: tuple[PinKind, ...]
    key_id: str


@fact("case.pin-sheet-sealed")
class PinSheetSealed:
    """The holder wrote the PINs on paper and sealed it (暗証番号設定依頼書). Number and kinds."""

    sheet_number: str
    pin_kinds: tuple[PinKind, ...]

    @property
    def envelope_id(self) -> UUID:
        """What stands for this envelope where sealed PINs have one."""
        return sheet_id_of(self.sheet_number)


@fact("case.pin-sheet-replaced")
class PinSheetReplaced:
    """The sheet was lost or cannot be read; the holder sealed another one (再記入)."""

    sheet_number: str
    new_number: str
    reason: SheetFault


@fact("case.pin-sheet-spent")
class PinSheetSpent:
    """The case needs its sheet no more: two people destroy it (domain.md 5)."""

    sheet_number: str
    reason: str


@fact("case.pinless-chosen")
class PinlessChosen:
    """The holder takes a card without PINs (顔認証マイナンバーカード)."""


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


@fact("case.pin-setting-begun")
class PinSettingBegun:
    """Two officers opened the sealed PINs for writing."""

    envelope_id: UUID
    officers: tuple[str, str]
    four_eyes: bool = True


def _by_the_writer(stored: dict[str, Json]) -> dict[str, Json]:
    """Before sheets of paper, only the writer set PINs."""
    return {**stored, "method": SettingMethod.WRITER.value}


@fact("case.pins-set", version=2, upcasters={1: _by_the_writer})
class PinsSet:
    """Every PIN the card needs is on it: checked by the writer, or confirmed by the officer."""

    envelope_id: UUID
    references: tuple[str, ...]
    method: SettingMethod = SettingMethod.WRITER


@fact("case.setting-uncertain")
class SettingUncertain:
    """Writing broke off where nobody can know the card's state; it is kept apart, never posted."""

    envelope_id: UUID


@fact("case.pin-envelope-destroyed")
class PinEnvelopeDestroyed:
    """The sealed PINs are gone: set, expired or voided."""

    envelope_id: UUID
    reason: str


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


@fact("case.card-missing")
class CardMissing:
    """The card is not where it should be."""

    last_place: str


@fact("case.card-found")
class CardFound:
    place: str


@fact("case.card-lost")
class CardLost:
    """The search is over: the card is void, its holder is told, a new one is made."""


@fact("case.holder-moved-out")
class HolderMovedOut:
    """The holder left the municipality (転出); the card lapses."""


@fact("case.holder-died")
class HolderDied:
    """The holder died (死亡); every notice stops."""


@fact("case.destruction-proposed")
class DestructionProposed:
    """Nobody fetched the card in time (未交付); somebody else has to approve its destruction.

    `proposed_by` is empty in facts from before destructions were approved.
    """

    proposed_by: str = ""


@fact("case.card-destroyed")
class CardDestroyed:
    """Two people destroyed the card (廃棄)."""

    witnesses: tuple[str, str]


CaseFact = (
    CardExpected
    | CardArrived
    | ArrivalUndone
    | CardDefective
    | RemakeRequested
    | SetupCompleted
    | CardStored
    | NoticeSent
    | AppointmentNoted
    | AppointmentMoved
    | AppointmentCancelled
    | AppointmentDeclined
    | LettersUndeliverable
    | LettersReachable
    | LateAnnounced
    | NoShowRecorded
    | CheckedIn
    | WalkInMissed
    | ExtraDocumentAsked
    | IdentityDoubted
    | IdentityVerified
    | IdentityRefused
    | DocumentsInsufficient
    | PinsSealed
    | PinSheetSealed
    | PinSheetReplaced
    | PinSheetSpent
    | PinlessChosen
    | DeliveryChosen
    | VisitFinished
    | StepUndone
    | VisitBrokenOff
    | PinSettingBegun
    | PinsSet
    | SettingUncertain
    | PinEnvelopeDestroyed
    | pins.ReferenceSet
    | pins.CardCheckBegun
    | pins.CardChecked
    | pins.CardUnusable
    | pins.HolderAskedAgain
    | EnvelopeSealed
    | PostingStopped
    | HandedToPost
    | Delivered
    | MailReturned
    | CardHandedOver
    | CardMissing
    | CardFound
    | CardLost
    | HolderMovedOut
    | HolderDied
    | DestructionProposed
    | CardDestroyed
    | MailFact
    | RecordFact
)
