"""What can happen while it is found out who came (本人確認). Kinds and outcomes, no attributes."""

from uuid import UUID

from issuance.identity.absence import AbsenceReason
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.identity.shown import DocumentSeen, with_chips
from issuance.identity.situations import Situation
from issuance.ledger.facts import fact


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


IdentityFact = (
    ExtraDocumentAsked
    | IdentityDoubted
    | IdentityVerified
    | IdentityRefused
    | DocumentsInsufficient
)
