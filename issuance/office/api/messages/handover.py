"""引継ぎ: what a counter is told of a party that another one had before. Codes only."""

from typing import Literal
from uuid import UUID

from msgspec import Struct

from issuance.cases.facts import DeliveryMode
from issuance.identity.absence import AbsenceReason
from issuance.identity.doubts import DoubtReason
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen
from issuance.identity.situations import Situation
from issuance.visits.line_facts import MeasuredStep


class Proven(Struct, frozen=True, kw_only=True):
    """On what an identity was taken as proven."""

    situation: Situation
    rule: str
    documents: tuple[DocumentSeen, ...]
    method: str
    approved_by: str
    absence: AbsenceReason | None


class Chosen(Struct, frozen=True, kw_only=True):
    mode: DeliveryMode
    declarations: tuple[Declaration, ...]


class Progress(Struct, frozen=True, kw_only=True):
    """How far somebody is in this visit, at whatever counter."""

    doubt: DoubtReason | None
    extra_asked: int
    proven: Proven | None
    pins: Literal["sealed", "pinless"] | None
    chosen: Chosen | None


class TimeSpent(Struct, frozen=True, kw_only=True):
    """What a step has taken so far, in milliseconds."""

    step: MeasuredStep
    case_id: UUID | None
    ms: int
