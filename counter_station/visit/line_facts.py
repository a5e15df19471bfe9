"""What happens to a party in line and around its steps. Codes only, nobody's data."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from issuance.ledger.facts import fact, value


class HoldReason(StrEnum):
    """Why a party is on hold (保留); the office knows the same words."""

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
    """Why a visit ended before everybody was settled (途中終了)."""

    RESIDENT_LEAVES = "resident-leaves"
    UNDECIDED_ON_PINS = "undecided-on-pins"
    UNWELL = "unwell"
    SYSTEM_AWAY = "system-away"


class Sign(StrEnum):
    """By what the counter knew that somebody had come: never a button."""

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


class FiveSteps(StrEnum):
    """The five steps that have a clock of their own."""

    CALL = "call"
    IDENTITY = "identity"
    PINS = "pins"
    DELIVERY = "delivery"
    DONE = "done"


@value
class Measured:
    """One step's time on the screen, in the three parts of the Digital Agency's study.

    Milliseconds. Parts and `keys` are None where the page ran without its script.
    """

    case_id: UUID | None
    step: FiveSteps
    total_ms: int
    input_ms: int | None
    operation_ms: int | None
    understanding_ms: int | None
    fields: int
    keys: int | None


@fact("station.party-recalled")
class PartyRecalled:
    """The party was called once more (再呼出)."""


@fact("station.party-held")
class PartyHeld:
    """The party steps aside for a while and keeps its place in line (保留)."""

    reason: HoldReason


@fact("station.party-returned")
class PartyReturned:
    """The party is back in line, where it was (保留から戻る)."""


@fact("station.party-transferred")
class PartyTransferred:
    """The party waits for another counter, or for "supervisor" or "consultation" (引継ぎ)."""

    to: str
    reason: TransferReason


@fact("station.priority-given")
class PriorityGiven:
    """The party is called before others (優先)."""

    need: PriorityReason


@fact("station.party-came")
class PartyCame:
    """The party stands here; known by a sign, not by a button."""

    sign: Sign


@fact("station.consultant-called")
class ConsultantCalled:
    """A consultant was asked to come here (相談員呼出)."""


@fact("station.visit-broken-off")
class VisitBrokenOff:
    """The party left before the end; what was recorded stands (途中終了)."""

    reason: BreakOffReason
    finished_at: datetime


@fact("station.step-undone")
class StepUndone:
    """The last step was taken back within ten seconds (取消); `case_id` is None for the end."""

    step: FiveSteps
    case_id: UUID | None


@fact("station.time-corrected")
class TimeCorrected:
    """When the visit really began or ended; the time recorded first stays in the journal."""

    mark: Mark
    real_at: datetime
    reason: TimeReason


@fact("station.visit-measured")
class VisitMeasured:
    """How long the steps taken here took on the screen (入力時間・項目数)."""

    steps: tuple[Measured, ...]


LineFact = (
    PartyRecalled
    | PartyHeld
    | PartyReturned
    | PartyTransferred
    | PriorityGiven
    | PartyCame
    | ConsultantCalled
    | VisitBrokenOff
    | StepUndone
    | TimeCorrected
    | VisitMeasured
)
BESIDE = (PartyCame, ConsultantCalled, PriorityGiven, TimeCorrected, VisitMeasured)
"""Said about a visit; they do not move it."""
