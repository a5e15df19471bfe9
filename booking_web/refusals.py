"""Why the booking site says no. Texts for people are chosen by `code` at the edges."""

from datetime import datetime
from typing import ClassVar


class BookingRefusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """What was asked is not possible; `code` never changes."""

    code: ClassVar[str] = "refused"

    def __str__(self) -> str:
        return self.code


class SlotUnknownError(BookingRefusal):
    code = "slot-unknown"


class SlotFullError(BookingRefusal):
    """Fewer places are free than the party needs."""

    code = "slot-full"


class SlotClosedError(BookingRefusal):
    """The slot starts too soon, or has started."""

    code = "slot-closed"


class SlotNotOpenYetError(BookingRefusal):
    """The web may book this slot from a later moment on; the phone desk may now."""

    code = "slot-not-open-yet"


class ServiceNotOfferedError(BookingRefusal):
    """The slot is for other matters than the party comes for."""

    code = "service-not-offered"


class SlotChangedError(BookingRefusal):
    """The office offers a known slot with other minutes."""

    code = "slot-changed"


class PickupDeadlineError(BookingRefusal):
    """The slot lies after the last day on which the card can be collected."""

    code = "after-pickup-deadline"


class PartyTooLargeError(BookingRefusal):
    code = "party-too-large"


class NoticeUnknownError(BookingRefusal):
    code = "notice-unknown"


class NoticeWithdrawnError(BookingRefusal):
    code = "notice-withdrawn"


class NoticeDoneError(BookingRefusal):
    """The visit took place; there is nothing left to book."""

    code = "notice-done"


class AlreadyBookedError(BookingRefusal):
    """A notice of the party has an appointment; it can be moved or cancelled."""

    code = "already-booked"


class AlreadyWaitingError(BookingRefusal):
    """A notice of the household is in line already; it can leave and join anew."""

    code = "already-waiting"


class NotWaitingError(BookingRefusal):
    """The notice is not on the waiting list (any more)."""

    code = "not-waiting"


class TooSoonError(BookingRefusal):
    """The card has to be taken from its shelf first: that day can no longer be booked."""

    code = "too-soon"


class NotBookedError(BookingRefusal):
    """There is no appointment to move or cancel."""

    code = "not-booked"


class AppointmentStartedError(BookingRefusal):
    """The appointment's time has come; it can no longer be moved or cancelled here."""

    code = "appointment-started"


class ArrivedAlreadyError(BookingRefusal):
    """The party is in the house; what it wants to change now, it says at the counter."""

    code = "arrived-already"


class ArrivalTooEarlyError(BookingRefusal):
    """It is not the day of the appointment, or too long before its time."""

    code = "arrival-too-early"


class ArrivalTooLateError(BookingRefusal):
    """The party is no longer waited for; staff say what can still be done."""

    code = "arrival-too-late"


class LateMinutesError(BookingRefusal):
    """Not one of the minutes that can be chosen."""

    code = "late-minutes"


class HoldExpiredError(BookingRefusal):
    """The places are no longer kept for the party (仮押さえの期限切れ)."""

    code = "hold-expired"


class AddressChangedOftenError(BookingRefusal):
    """So many addresses were given for one appointment that no further one is taken."""

    code = "address-changed-often"


class ExtendedBeforeError(BookingRefusal):
    """A hold can be made longer once only."""

    code = "extended-before"


class KeyReusedError(BookingRefusal):
    """The idempotency key was used before, for another command."""

    code = "key-reused"


class NotRecognisedError(BookingRefusal):
    """Number and birthday do not belong together, or the number does not exist: one answer."""

    code = "not-recognised"


class LockedOutError(BookingRefusal):
    """Too many failures with this number; whether the number exists is not told."""

    code = "locked-out"

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class TooManyAttemptsError(LockedOutError):
    """Too many failures from this address or session."""

    code = "too-many-attempts"


class SignInRefusedError(BookingRefusal):
    """Code and password of the phone desk do not belong together: one answer for all mistakes."""

    code = "sign-in-refused"


class IndividualNumberError(BookingRefusal):
    """A My Number (個人番号) was typed; it is asked for nowhere and kept nowhere."""

    code = "individual-number"


class TooOftenError(BookingRefusal):
    """One number or browser asks more often than anybody needs; nothing was done."""

    code = "too-often"

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class UnavailableError(BookingRefusal):
    """Nothing was decided, or the outcome is not known; asking again with the same key is safe."""

    code = "unavailable"
    retry_after_seconds: ClassVar[int] = 5


class DeskBusyError(UnavailableError):
    """The desk's queue is full: 503 with Retry-After."""

    code = "desk-busy"
    retry_after_seconds = 2


class DeskAwayError(UnavailableError):
    """The database cannot be reached; the desk recovers by itself."""

    code = "desk-away"
