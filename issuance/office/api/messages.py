"""What stations and the PIN desk say and hear; a field we do not know is refused."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct
from msgspec.structs import asdict

from issuance.cases.facts import CounterStep, DeliveryMode
from issuance.identity.absence import AbsenceReason
from issuance.identity.chip import Attribute, ChipCheck, ChipSignature, Opened
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen, Validity
from issuance.identity.situations import Situation
from issuance.pins.kinds import PinKind
from issuance.visits import line_facts as f

At = Annotated[datetime, Meta(tz=True)]
Word = Annotated[str, Meta(max_length=80)]
StationName = Annotated[str, Meta(min_length=1, max_length=16)]


StaffCode = Annotated[str, Meta(pattern="^[A-Z][0-9]{2,5}$")]
Attributes = Annotated[tuple[Attribute, ...], Meta(max_length=4)]


class Chip(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a chip was opened and what agreed; never what it said."""

    opened: Opened
    matched: Attributes = ()
    differing: Attributes = ()
    signature: ChipSignature = ChipSignature.ABSENT
    reader: Word = ""
    software: Word = ""

    def check(self) -> ChipCheck:
        return ChipCheck(**asdict(self))


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document by its kind, never by its number."""

    kind: DocumentKind
    holder: Holder
    validity: Validity = Validity.VALID
    chip: Chip | None = None

    def seen(self) -> DocumentSeen:
        return DocumentSeen(
            kind=self.kind,
            holder=self.holder,
            validity=self.validity,
            chip=self.chip.check() if self.chip else None,
        )


Documents = Annotated[tuple[Document, ...], Meta(max_length=20)]


class _Event(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """Something that happened at a station, at its own time."""

    at: At


class Arrived(_Event, frozen=True, kw_only=True, tag="arrived"):
    pass


class Called(_Event, frozen=True, kw_only=True, tag="called"):
    station: StationName


class CalledOff(_Event, frozen=True, kw_only=True, tag="called-off"):
    pass


class ExtraAsked(_Event, frozen=True, kw_only=True, tag="extra-document-asked"):
    case_id: UUID
    reason: ExtraReason
    approved_by: StaffCode


class Doubted(_Event, frozen=True, kw_only=True, tag="identity-doubted"):
    case_id: UUID
    reason: DoubtReason


class IdentityRefused(_Event, frozen=True, kw_only=True, tag="identity-refused"):
    case_id: UUID
    situation: Situation
    documents: Documents
    reason: TurnedAwayReason
    decided_by: StaffCode


class Verified(_Event, frozen=True, kw_only=True, tag="identity-verified"):
    case_id: UUID
    situation: Situation
    rule: Word
    """What the station made of it; the office judges by its own rules."""
    documents: Documents
    method: Literal["visual", "chip"]
    approved_by: Annotated[str, Meta(pattern="^([A-Z][0-9]{2,5})?$")] = ""
    """The supervisor who decided after a doubt."""
    absence: AbsenceReason | None = None


class Insufficient(_Event, frozen=True, kw_only=True, tag="documents-insufficient"):
    case_id: UUID
    situation: Situation
    documents: Documents
    missing: Annotated[tuple[Word, ...], Meta(max_length=40)]
    absence: AbsenceReason | None = None


class Sealed(_Event, frozen=True, kw_only=True, tag="pins-sealed"):
    case_id: UUID
    envelope_id: UUID
    pin_kinds: Annotated[tuple[PinKind, ...], Meta(min_length=1, max_length=4)]
    key_id: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
    blob: bytes


class SheetSealed(_Event, frozen=True, kw_only=True, tag="pin-sheet-sealed"):
    case_id: UUID
    sheet_number: Annotated[str, Meta(pattern="^[0-9]{10}$")]
    pin_kinds: Annotated[tuple[PinKind, ...], Meta(min_length=1, max_length=4)]


class Pinless(_Event, frozen=True, kw_only=True, tag="pinless-chosen"):
    case_id: UUID


class Chosen(_Event, frozen=True, kw_only=True, tag="delivery-chosen"):
    case_id: UUID
    mode: DeliveryMode
    declarations: Annotated[tuple[Declaration, ...], Meta(max_length=10)]


class Finished(_Event, frozen=True, kw_only=True, tag="finished"):
    pass


class NoShow(_Event, frozen=True, kw_only=True, tag="no-show"):
    pass


class Recalled(_Event, frozen=True, kw_only=True, tag="recalled"):
    pass


class Held(_Event, frozen=True, kw_only=True, tag="held"):
    reason: f.HoldReason


class Returned(_Event, frozen=True, kw_only=True, tag="returned"):
    pass


class Transferred(_Event, frozen=True, kw_only=True, tag="transferred"):
    to: StationName
    reason: f.TransferReason


class Priority(_Event, frozen=True, kw_only=True, tag="priority-given"):
    need: f.PriorityReason


class Came(_Event, frozen=True, kw_only=True, tag="came"):
    sign: f.Sign


class Consultant(_Event, frozen=True, kw_only=True, tag="consultant-called"):
    pass


class BrokenOff(_Event, frozen=True, kw_only=True, tag="broken-off"):
    reason: f.BreakOffReason


class Undone(_Event, frozen=True, kw_only=True, tag="step-undone"):
    case_id: UUID
    step: CounterStep


class EndUndone(_Event, frozen=True, kw_only=True, tag="end-undone"):
    pass


class Corrected(_Event, frozen=True, kw_only=True, tag="time-corrected"):
    mark: f.Mark
    real_at: At
    reason: f.TimeReason


Milliseconds = Annotated[int, Meta(ge=0, le=86_400_000)]
Count = Annotated[int, Meta(ge=0, le=100_000)]


class MeasuredStep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Counts and milliseconds; nothing of what was typed."""

    case_id: UUID | None
    step: f.MeasuredStep
    total_ms: Milliseconds
    input_ms: Milliseconds | None
    operation_ms: Milliseconds | None
    understanding_ms: Milliseconds | None
    fields: Count
    keys: Count | None

    def fact(self) -> f.StepMeasured:
        return f.StepMeasured(**asdict(self))


class Measured(_Event, frozen=True, kw_only=True, tag="visit-measured"):
    steps: Annotated[tuple[MeasuredStep, ...], Meta(min_length=1, max_length=40)]


OfLine = (
    Recalled
    | Held
    | Returned
    | Transferred
    | Priority
    | Came
    | Consultant
    | BrokenOff
    | Undone
    | EndUndone
    | Corrected
    | Measured
)
Event = (
    Arrived
    | Called
    | CalledOff
    | ExtraAsked
    | Doubted
    | IdentityRefused
    | Verified
    | Insufficient
    | Sealed
    | SheetSealed
    | Pinless
    | Chosen
    | Finished
    | NoShow
    | OfLine
)


class QueuedPerson(Struct, frozen=True, kw_only=True):
    case_id: UUID
    notice_tail: str


class QueuedVisit(Struct, frozen=True, kw_only=True):
    """A party without anybody's data."""

    visit_id: UUID
    reference: str
    starts_at: datetime
    minutes: int
    stage: str
    station: str | None
    called_by: str | None
    late_minutes: int
    awaited_until: datetime
    """No no-show is recorded before."""
    arrived_at: datetime | None
    recalls: int
    held_because: str
    meant_for: str
    """The counter it was handed on to; "" is any."""
    priority: str
    consultant_asked: bool
    people: list[QueuedPerson]
    ticket: str = ""
    """The number the party is called by: A12 with an appointment, B13 without."""
    booked: bool = True


class Queue(Struct, frozen=True, kw_only=True):
    now: datetime
    """The office's clock, by which a station measures its own."""
    visits: list[QueuedVisit]


class Resident(Struct, frozen=True, kw_only=True):
    """A person as the counter needs to see them."""

    case_id: UUID
    notice_tail: str
    name: str
    name_kana: str
    birth_on: date | None
    address: str
    postcode: str
    kind: str
    under_15: bool
    pinless: bool
    pin_kinds: list[PinKind]
    stage: str
    card_serial: str
    old_card_expected: bool
    language: str = ""
    """In which the resident's screen opens, as booking codes it."""

    def __repr__(self) -> str:
        return f"Resident({self.case_id})"


class VisitFile(Struct, frozen=True, kw_only=True):
    """A party with its people's data."""

    visit_id: UUID
    reference: str
    starts_at: datetime
    minutes: int
    stage: str
    station: str | None
    called_by: str | None
    people: list[Resident]
