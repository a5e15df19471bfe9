"""What happened at this counter. No name, no PIN, no number of a document."""

from datetime import datetime
from uuid import UUID

from counter_station.visit.line_facts import LineFact
from counter_station.visit.people import Check, PersonDue, Travel
from counter_station.visit.taken_over import TakenOver
from issuance.identity.absence import AbsenceReason
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen, with_chips
from issuance.identity.situations import Situation
from issuance.ledger.facts import fact
from issuance.pins.kinds import PinKind


@fact("station.visit-opened")
class VisitOpened:
    """The counter knows the party: taken from the day's queue, without anybody's data."""

    reference: str
    starts_at: datetime
    people: tuple[PersonDue, ...]


@fact("station.party-arrived")
class PartyArrived:
    """The party is in the waiting room (受付)."""


@fact("station.party-called")
class PartyCalled:
    """The party was called to the counter; the ten minutes begin (呼出)."""

    station: str
    called_at: datetime


@fact("station.extra-document-asked")
class ExtraDocumentAsked:
    """One document more than the rule asks, for a reason; a supervisor signed here (追加書類)."""

    case_id: UUID
    reason: ExtraReason
    approved_by: str


@fact("station.identity-doubted")
class IdentityDoubted:
    """The clerk is not sure who this is; a supervisor decides (疑義)."""

    case_id: UUID
    reason: DoubtReason


@fact("station.identity-verified", version=2, upcasters={1: with_chips})
class IdentityVerified:
    """Somebody proved who they are (本人確認). Kinds and outcome only.

    `approved_by`: the supervisor who decided after a doubt, else empty. `absence`: why the
    applicant did not come, where there has to be a reason.
    """

    case_id: UUID
    situation: Situation
    rule: str
    documents: tuple[DocumentSeen, ...]
    method: Check
    approved_by: str = ""
    absence: AbsenceReason | None = None


@fact("station.identity-refused")
class IdentityRefused:
    """A supervisor did not accept that this is the holder (疑義による不受理)."""

    case_id: UUID
    situation: Situation
    documents: tuple[DocumentSeen, ...]
    reason: TurnedAwayReason
    decided_by: str


@fact("station.documents-insufficient", version=2, upcasters={1: with_chips})
class DocumentsInsufficient:
    """Somebody could not prove who they are and has to come again (書類不足).

    `missing` names what the nearest sufficient combination still wanted.
    """

    case_id: UUID
    situation: Situation
    documents: tuple[DocumentSeen, ...]
    missing: tuple[str, ...]
    absence: AbsenceReason | None = None


@fact("station.pins-sealed")
class PinsSealed:
    """The resident typed the PINs; they were sealed at once and are not readable here."""

    case_id: UUID
    envelope_id: UUID
    pin_kinds: tuple[PinKind, ...]
    key_id: str


@fact("station.pin-sheet-sealed")
class PinSheetSealed:
    """The resident wrote the PINs on paper and sealed it (暗証番号設定依頼書)."""

    case_id: UUID
    sheet_number: str
    pin_kinds: tuple[PinKind, ...]


@fact("station.pinless-chosen")
class PinlessChosen:
    """顔認証マイナンバーカード: a card without PINs was chosen."""

    case_id: UUID


@fact("station.delivery-chosen")
class DeliveryChosen:
    """How the card travels (受渡方法); `rule` says which documents allowed the post."""

    case_id: UUID
    mode: Travel
    declarations: tuple[Declaration, ...]
    rule: str


@fact("station.visit-finished")
class VisitFinished:
    """The party leaves; everybody is settled."""

    finished_at: datetime


@fact("station.party-did-not-come")
class PartyDidNotCome:
    """Called, and nobody came (無断不来庁)."""


@fact("station.visit-called-off")
class VisitCalledOff:
    """The party went back to the waiting room; what was recorded stands (呼出の取消)."""


@fact("station.call-withdrawn")
class CallWithdrawn:
    """The office had given the party to another counter; this one let go of it."""


VisitFact = (
    VisitOpened
    | PartyArrived
    | PartyCalled
    | ExtraDocumentAsked
    | IdentityDoubted
    | IdentityVerified
    | IdentityRefused
    | DocumentsInsufficient
    | PinsSealed
    | PinSheetSealed
    | PinlessChosen
    | DeliveryChosen
    | VisitFinished
    | PartyDidNotCome
    | VisitCalledOff
    | CallWithdrawn
    | LineFact
    | TakenOver
)
