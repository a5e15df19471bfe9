"""Why a step cannot be taken now."""

from uuid import UUID

from counter_station.visit.state import Stage, Step
from issuance.errors import Refusal
from issuance.identity.posting import CounterOnly
from issuance.identity.sufficiency import Insufficient


class WrongStageError(Refusal):
    """The party is not where this would need it to be."""

    code = "wrong-stage"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.value)
        self.stage = stage


class WrongStepError(Refusal):
    """The person is not at this step: an earlier one is open, or it is done already."""

    code = "wrong-step"

    def __init__(self, step: Step) -> None:
        super().__init__(step.value)
        self.step = step


class NotOfThisPartyError(Refusal):
    """The case does not belong to this party."""

    code = "not-of-this-party"

    def __init__(self, case_id: UUID) -> None:
        super().__init__(str(case_id))
        self.case_id = case_id


class AnotherPartyAtCounterError(Refusal):
    """One party at a time: finish the one at the counter first."""

    code = "another-party-at-counter"


class StillAwaitedError(Refusal):
    """The party may still come: the office waits for it a while, longer if it announced so."""

    code = "still-awaited"


class NotAnOldCardError(Refusal):
    """What lies on the reader is no My Number card, or nothing lies there."""

    code = "not-an-old-card"


class OldCardRefusedError(Refusal):
    """The card on the reader checks nobody in; `because` is the office's code for why."""

    code = "old-card-refused"

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


class PartyUnknownError(Refusal):
    """The office is away and has never told what this party's cards need."""

    code = "party-unknown"


class DocumentsFallShortError(Refusal):
    """The documents ticked do not prove who this is; nothing was recorded."""

    code = "documents-fall-short"

    def __init__(self, answer: Insufficient) -> None:
        super().__init__(self.code)
        self.answer = answer


class DocumentsSufficeError(Refusal):
    """The documents ticked are enough; nobody is to be sent home for them."""

    code = "documents-suffice"


class SituationDoesNotFitError(Refusal):
    """Under 15 come with a legal representative, everybody else by the other rules."""

    code = "situation-does-not-fit"


class DoubtOpenError(Refusal):
    """Somebody doubted who this is: a supervisor decides."""

    code = "doubt-open"


class NoDoubtError(Refusal):
    """Nobody doubted who this is: there is nothing for a supervisor to decide."""

    code = "no-doubt"


class FourEyesError(Refusal):
    """This needs a second member of staff, a supervisor."""

    code = "four-eyes"


class NotASupervisorError(Refusal):
    """Who signed is not a supervisor here, or it is the clerk, or the password is wrong."""

    code = "not-a-supervisor"


class WrongPinKindsError(Refusal):
    """What was typed is not what this card needs."""

    code = "wrong-pin-kinds"


class MayNotBePostedError(Refusal):
    """The card has to wait at the counter; `answer` says why."""

    code = "may-not-be-posted"

    def __init__(self, answer: CounterOnly) -> None:
        super().__init__(self.code)
        self.answer = answer


class NotEverybodySettledError(Refusal):
    """Somebody of the party has a step open."""

    code = "not-everybody-settled"


class CalledElsewhereError(Refusal):
    """Other counters were faster."""

    code = "called-elsewhere"


class BadTimeError(Refusal):
    """What was typed is no time of day."""

    code = "bad-time"


class NobodyWaitsError(Refusal):
    """There is nobody this counter could call now."""

    code = "nobody-waits"


class RecallFirstError(Refusal):
    """Who was called is called again, as often as the ward says, before it is a no-show."""

    code = "recall-first"


class NothingProvenError(Refusal):
    """A visit is broken off only after somebody's identity was proven."""

    code = "nothing-proven"


class NothingToUndoError(Refusal):
    """What happened last cannot be taken back."""

    code = "nothing-to-undo"


class UndoTooLateError(Refusal):
    """More than ten seconds have passed."""

    code = "undo-too-late"


class NotEndedError(Refusal):
    """The time of something that has not happened cannot be corrected."""

    code = "not-ended"


class TimeOutOfOrderError(Refusal):
    """A visit begins before it ends, and neither lies ahead of us."""

    code = "time-out-of-order"


class SheetsDifferError(Refusal):
    """The two scans are of two envelopes."""

    code = "sheets-differ"


class SheetUsedError(Refusal):
    """A sheet with this number was taken before."""

    code = "sheet-used"
