"""What can happen between the notice and the visit: booked, moved, cancelled, missed."""

from datetime import date, datetime
from uuid import UUID

from issuance.ledger.facts import fact


@fact("case.notice-sent")
class NoticeSent:
    """The issuance notice was posted, not to be forwarded (交付通知書); round 2 is the second."""

    notice_id: UUID
    round: int
    sent_on: date
    pickup_deadline: date


@fact("case.appointment-noted")
class AppointmentNoted:
    """The holder booked a visit (来庁予約). `channel`: web, phone; "" before it was told."""

    appointment_id: UUID
    party_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    reference: str
    channel: str = ""
    language: str = ""
    """In which they want to be spoken to, as booking codes it; "" where it was never told."""


@fact("case.appointment-moved")
class AppointmentMoved:
    appointment_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int


@fact("case.appointment-cancelled")
class AppointmentCancelled:
    appointment_id: UUID
    reason: str


@fact("case.appointment-declined")
class AppointmentDeclined:
    """A booking came in for a case that can no longer be visited; booking is told to cancel it."""

    appointment_id: UUID
    reason: str


@fact("case.letters-undeliverable")
class LettersUndeliverable:
    """E-mail to the holder did not arrive; news of the booking has to go by phone or post."""


@fact("case.letters-reachable")
class LettersReachable:
    """The holder gave another e-mail address, or wants none any more."""


@fact("case.late-announced")
class LateAnnounced:
    """The party said that it comes so many minutes after its time (遅刻の連絡)."""

    appointment_id: UUID
    minutes: int


@fact("case.no-show-recorded")
class NoShowRecorded:
    """Nobody came (無断不来庁)."""

    appointment_id: UUID


AppointmentFact = (
    NoticeSent
    | AppointmentNoted
    | AppointmentMoved
    | AppointmentCancelled
    | AppointmentDeclined
    | LettersUndeliverable
    | LettersReachable
    | LateAnnounced
    | NoShowRecorded
)
