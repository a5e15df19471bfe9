"""引継ぎ: what another counter recorded of a party that this one calls; codes only."""

from enum import StrEnum
from uuid import UUID

from counter_station.visit.line_facts import FiveSteps
from counter_station.visit.people import Check, Travel
from issuance.identity.absence import AbsenceReason
from issuance.identity.doubts import DoubtReason
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen
from issuance.identity.situations import Situation
from issuance.ledger.facts import fact, value


class PinsTaken(StrEnum):
    """How the step of the PINs was done elsewhere."""

    SEALED = "sealed"
    PINLESS = "pinless"


@value
class Proven:
    """On what an identity was taken as proven."""

    situation: Situation
    rule: str
    documents: tuple[DocumentSeen, ...]
    method: Check
    approved_by: str = ""
    absence: AbsenceReason | None = None


@value
class Chosen:
    """How the card shall travel."""

    mode: Travel
    declarations: tuple[Declaration, ...]


@value
class Progress:
    """How far somebody is, as the office knows it from all counters."""

    doubt: DoubtReason | None = None
    extra_asked: int = 0
    proven: Proven | None = None
    pins: PinsTaken | None = None
    chosen: Chosen | None = None


@value
class TimeSpent:
    """What a step took at other counters, in milliseconds."""

    step: FiveSteps
    case_id: UUID | None
    ms: int


@fact("station.person-taken-over")
class PersonTakenOver:
    """Another counter had come so far with somebody of the party (引継ぎ)."""

    case_id: UUID
    progress: Progress


@fact("station.time-taken-over")
class TimeTakenOver:
    """What the steps had taken at other counters when the party came here."""

    steps: tuple[TimeSpent, ...]


TakenOver = PersonTakenOver | TimeTakenOver
