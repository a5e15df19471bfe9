"""Why a case does not go the way it was asked to."""

from collections.abc import Iterable
from datetime import date, datetime

from issuance.cases.state import Stage
from issuance.errors import Refusal


class WrongStageError(Refusal):
    """The case does not stand where this can be done."""

    code = "wrong-stage"

    def __init__(self, stands: Stage, allowed: Iterable[Stage]) -> None:
        super().__init__(stands, allowed)
        self.stands, self.allowed = stands, tuple(allowed)

    def __str__(self) -> str:
        allowed = ", ".join(stage.value for stage in self.allowed)
        return f"{self.code}: stands at {self.stands.value}, must be {allowed}"


class HolderMovedOutError(WrongStageError):
    """The holder moved out; the case is void."""

    code = "holder-moved-out"


class HolderDiedError(WrongStageError):
    """The holder died; the case is void."""

    code = "holder-died"


class RecordDeletedError(WrongStageError):
    """The holder's resident record was deleted; the case is void."""

    code = "record-deleted"


class NumberChangedError(WrongStageError):
    """The holder was given another number, by which the card lapsed."""

    code = "number-changed"


class ApplicationWithdrawnError(WrongStageError):
    """The holder withdrew the application; the case is void."""

    code = "application-withdrawn"


class CardUnusableError(WrongStageError):
    """Its PINs could not be set for certain; the card is void and a new one is made."""

    code = "card-unusable"


class CardExpiredError(WrongStageError):
    """The card's last day has passed; the case is void."""

    code = "card-expired"


class LostByPostError(WrongStageError):
    """The card is void since it was lost under way."""

    code = "lost-by-post"


class PostingBarredError(Refusal):
    """The card may not go by post any more; its holder collects it at the counter."""

    code = "posting-barred"


class HolderMovedError(PostingBarredError):
    """The holder moved within the municipality: the card's face needs the new address."""

    code = "barred-moved"


class CardSuspendedError(PostingBarredError):
    """The card is suspended (一時停止)."""

    code = "barred-suspended"


class MailForwardedError(PostingBarredError):
    """The holder has the post forward their mail (転送届)."""

    code = "barred-forwarding"


class RecordChangedError(PostingBarredError):
    """Name or period of stay changed: the card is brought up to date at the counter."""

    code = "barred-record-changed"


class NotLiftableError(Refusal):
    """This reason against posting does not pass: the holder has to come."""

    code = "bar-stays"


class CertificatesDifferError(Refusal):
    """The certificates on the card are not those that were asked for; the card stays here."""

    code = "certificates-differ"


class NotApprovedError(Refusal):
    """Nobody has approved the destruction yet."""

    code = "destruction-not-approved"


class OtherCardError(Refusal):
    """The case already has another card."""

    code = "other-card"


class CardMissingError(Refusal):
    """The card is being searched for; nothing goes on before it is found."""

    code = "card-missing"


class CardDefectiveError(Refusal):
    """The card cannot be issued: it goes back to J-LIS, and another one is made."""

    code = "card-defective"


class DeadlineError(Refusal):
    """The date does not fit."""

    code = "deadline"

    def __init__(self, deadline: date) -> None:
        super().__init__(deadline)
        self.deadline = deadline


class StillAwaitedError(Refusal):
    """The party may still come: the office waits for it until that moment."""

    code = "still-awaited"

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class OtherAppointmentError(Refusal):
    """The case holds another appointment."""

    code = "other-appointment"


class NotThisVisitError(Refusal):
    """The case belongs to another visit."""

    code = "not-this-visit"


class PinKindsError(Refusal):
    """Not the PINs this card needs."""

    code = "pin-kinds"


class NotMailableError(Refusal):
    """What was shown and declared does not allow posting; hand over at the counter."""

    code = "not-mailable"


class DoubtOpenError(Refusal):
    """Somebody doubted who this is: a supervisor decides."""

    code = "doubt-open"


class NoDoubtError(Refusal):
    """Nobody doubted who this is: there is nothing for a supervisor to decide."""

    code = "no-doubt"


class SituationDoesNotFitError(Refusal):
    """Under 15 nobody comes alone; nobody older comes as a child."""

    code = "situation-does-not-fit"


class FourEyesError(Refusal):
    """This needs another person."""

    code = "four-eyes"


class WrongCardError(Refusal):
    """The card on the reader is not the card of this case."""

    code = "wrong-card"


class AddressChangedError(Refusal):
    """The resident record changed; open the envelope and check the address."""

    code = "address-changed"


class OtherEnvelopeError(Refusal):
    """Not the envelope this case is waiting for."""

    code = "other-envelope"


class NotAnOpenerError(Refusal):
    """Only an officer who opened the sheet says that its PINs are set."""

    code = "not-an-opener"


class NotCheckedError(Refusal):
    """Nobody read the card yet, or it can still be set: it is not given up."""

    code = "not-checked"


class ReferencesOpenError(Refusal):
    """Each of the card's PINs has to be confirmed, and no other."""

    code = "references-open"
