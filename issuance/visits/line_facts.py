"""What can happen to a party in line and at the counter, besides being called and leaving."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from issuance.ledger.facts import fact


class HoldReason(StrEnum):
    """Why a party is on hold (保留). Values are stored and never change."""

    FETCHES_DOCUMENT = "fetches-document"
    FILLS_IN_FORM = "fills-in-form"
    WAITS_FOR_COMPANION = "waits-for-companion"
    SYSTEM_AWAY = "system-away"
    STEPPED_OUT = "stepped-out"


class TransferReason(StrEnum):
    """Why a party goes to another counter (引継ぎ)."""

    DOUBT = "doubt"
    LANGUAGE = "language"
    ACCESS = "access"
    EQUIPMENT = "equipment"
    CONSULTATION = "consultation"


class PriorityReason(StrEnum):
    """Why a party is called before others (優先)."""

    WHEELCHAIR = "wheelchair"
    INFANT = "infant"
    FRAIL = "frail"


class BreakOffReason(StrEnum):
    """Why a visit ended after somebody's identity was proven (途中終了)."""

    RESIDENT_LEAVES = "resident-leaves"
    UNDECIDED_ON_PINS = "undecided-on-pins"
    UNWELL = "unwell"
    SYSTEM_AWAY = "system-away"


class Sign(StrEnum):
    """By what a counter knew that somebody had come: never a button."""

    CARD = "card"
    DOCUMENTS = "documents"


class Mark(StrEnum):
    """Which of a visit's times is corrected."""

    START = "start"
    END = "end"


class TimeReason(StrEnum):
    """Why a time was not right (時刻が不正確)."""

    FORGOTTEN = "forgotten"
    CAME_LATER = "came-later"
    STAYED_TO_TALK = "stayed-to-talk"
    CLOCK_WRONG = "clock-wrong"


class MeasuredStep(StrEnum):
    """The five steps of a visit."""

    CALL = "call"
    IDENTITY = "identity"
    PINS = "pins"
    DELIVERY = "delivery"
    DONE = "done"


@fact("visit.recalled")
class VisitRecalled:
    """The party was called once more (再呼出)."""

    station: str


@fact("visit.held")
class VisitHeld:
    """The party steps aside for a while (保留); it keeps its place in line."""

    station: str
    reason: HoldReason


@fact("visit.returned")
class VisitReturned:
    """The party is back in line, where it was (保留から戻る)."""


@fact("visit.transferred")
class VisitTransferred:
    """The party waits for another counter, or for "supervisor" or "consultation" (引継ぎ)."""

    station: str
    to: str
    reason: TransferReason


@fact("visit.priority-given")
class PriorityGiven:
    """The party is called before others (優先)."""

    need: PriorityReason


@fact("visit.came")
class PartyCame:
    """The party stands at the counter that called it; known by a sign, not by a button."""

    station: str
    sign: Sign


@fact("visit.consultant-called")
class ConsultantCalled:
    """The counter asked a consultant to come (相談員呼出)."""

    station: str


@fact("visit.broken-off")
class VisitBrokenOff:
    """The party left before the end (途中終了); what was recorded stands."""

    station: str
    reason: BreakOffReason


@fact("visit.end-undone")
class VisitEndUndone:
    """The visit had not ended after all; taken back within the time for it."""

    station: str


@fact("visit.time-corrected")
class TimeCorrected:
    """When the visit really began or ended; the time recorded first stays in the log."""

    mark: Mark
    real_at: datetime
    reason: TimeReason


@fact("visit.step-measured")
class StepMeasured:
    """How long a step took, in the three parts of the Digital Agency's study, and how much typing.

    Milliseconds. The parts and `keys` are unknown where the page ran without its script. Counts
    only: nothing of what was typed.
    """

    case_id: UUID | None
    step: MeasuredStep
    total_ms: int
    input_ms: int | None
    operation_ms: int | None
    understanding_ms: int | None
    fields: int
    keys: int | None


LineFact = (
    VisitRecalled
    | VisitHeld
    | VisitReturned
    | VisitTransferred
    | PriorityGiven
    | PartyCame
    | ConsultantCalled
    | VisitBrokenOff
    | VisitEndUndone
    | TimeCorrected
    | StepMeasured
)
