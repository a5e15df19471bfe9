"""What happens between the office and a holder who has not booked: reminders, calls, home visits.

What was said in a call is kept as a kind only; nobody's number, name or address stands here.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from issuance.ledger.facts import fact


class CallOutcome(StrEnum):
    """What came of a call (電話がけ). Values are stored and never change."""

    WILL_BOOK = "will-book"
    CALL_LATER = "call-later"
    FAMILY_TOLD = "family-told"
    DECLINES = "declines"
    NO_ANSWER = "no-answer"
    NO_NUMBER = "no-number"


class HomeVisitOutcome(StrEnum):
    """What came of a visit at home (訪問). Values are stored and never change."""

    MET = "met"
    LETTER_LEFT = "letter-left"
    NOT_LIVING_THERE = "not-living-there"
    DECLINES = "declines"


class NoticeReturnReason(StrEnum):
    """Why the post brought a notice back (通知の返戻). Values are stored and never change."""

    MOVED = "moved"
    ABSENT = "absent"
    INSUFFICIENT_ADDRESS = "insufficient-address"
    UNKNOWN_THERE = "unknown-there"
    REFUSED = "refused"


class AddressOutcome(StrEnum):
    """What the resident record says about the address. Values are stored and never change."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    UNKNOWN = "unknown"


@fact("contact.reminded")
class Reminded:
    """A reminder was posted before the last day of a notice (督促)."""

    case_id: UUID
    round: int


@fact("contact.called")
class Called:
    """Somebody of the office called."""

    case_id: UUID
    outcome: CallOutcome


@fact("contact.home-visited")
class HomeVisited:
    """Somebody of the office went there."""

    case_id: UUID
    outcome: HomeVisitOutcome


@fact("contact.notice-returned")
class NoticeReturned:
    """The post brought the notice back."""

    case_id: UUID
    round: int
    reason: NoticeReturnReason
    returned_on: date


@fact("contact.address-checked")
class AddressChecked:
    """The address of a returned notice was looked up in the resident record."""

    case_id: UUID
    outcome: AddressOutcome


ContactFact = Reminded | Called | HomeVisited | NoticeReturned | AddressChecked
