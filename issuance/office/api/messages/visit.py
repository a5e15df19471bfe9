"""What a station says of a visit from the call to the end."""

from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from issuance.cases.facts import DeliveryMode
from issuance.identity.absence import AbsenceReason
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.identity.posting import Declaration
from issuance.identity.situations import Situation
from issuance.office.api.messages.documents import Documents
from issuance.office.api.messages.fields import AtStation, StaffCode, StationName, Word
from issuance.pins.kinds import PinKind


class Arrived(AtStation, frozen=True, kw_only=True, tag="arrived"):
    pass


class Called(AtStation, frozen=True, kw_only=True, tag="called"):
    station: StationName


class CalledOff(AtStation, frozen=True, kw_only=True, tag="called-off"):
    pass


class ExtraAsked(AtStation, frozen=True, kw_only=True, tag="extra-document-asked"):
    case_id: UUID
    reason: ExtraReason
    approved_by: StaffCode


class Doubted(AtStation, frozen=True, kw_only=True, tag="identity-doubted"):
    case_id: UUID
    reason: DoubtReason


class IdentityRefused(AtStation, frozen=True, kw_only=True, tag="identity-refused"):
    case_id: UUID
    situation: Situation
    documents: Documents
    reason: TurnedAwayReason
    decided_by: StaffCode


class Verified(AtStation, frozen=True, kw_only=True, tag="identity-verified"):
    case_id: UUID
    situation: Situation
    rule: Word
    """What the station made of it; the office judges by its own rules."""
    documents: Documents
    method: Literal["visual", "chip"]
    approved_by: Annotated[str, Meta(pattern="^([A-Z][0-9]{2,5})?$")] = ""
    """The supervisor who decided after a doubt."""
    absence: AbsenceReason | None = None


class Insufficient(AtStation, frozen=True, kw_only=True, tag="documents-insufficient"):
    case_id: UUID
    situation: Situation
    documents: Documents
    missing: Annotated[tuple[Word, ...], Meta(max_length=40)]
    absence: AbsenceReason | None = None


class Sealed(AtStation, frozen=True, kw_only=True, tag="pins-sealed"):
    case_id: UUID
    envelope_id: UUID
    pin_kinds: Annotated[tuple[PinKind, ...], Meta(min_length=1, max_length=4)]
    key_id: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
    blob: bytes


class SheetSealed(AtStation, frozen=True, kw_only=True, tag="pin-sheet-sealed"):
    case_id: UUID
    sheet_number: Annotated[str, Meta(pattern="^[0-9]{10}$")]
    pin_kinds: Annotated[tuple[PinKind, ...], Meta(min_length=1, max_length=4)]


class Pinless(AtStation, frozen=True, kw_only=True, tag="pinless-chosen"):
    case_id: UUID


class Chosen(AtStation, frozen=True, kw_only=True, tag="delivery-chosen"):
    case_id: UUID
    mode: DeliveryMode
    declarations: Annotated[tuple[Declaration, ...], Meta(max_length=10)]


class Finished(AtStation, frozen=True, kw_only=True, tag="finished"):
    pass


class NoShow(AtStation, frozen=True, kw_only=True, tag="no-show"):
    pass
