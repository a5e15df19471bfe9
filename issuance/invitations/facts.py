"""What can happen to an invitation (ご案内). No name, no birthday, no number of a person."""

from datetime import date, datetime
from uuid import UUID

from issuance.calendar.opening_rules import Service
from issuance.ledger.facts import fact


@fact("invitation.sent")
class InvitationSent:
    """A letter with a notice number was written: its holder may book for this service."""

    notice_id: UUID
    service: Service
    last_on: date


@fact("invitation.withdrawn")
class InvitationWithdrawn:
    """Nothing can be booked with it any more."""


@fact("invitation.booked")
class InvitationBooked:
    """`channel`: web, phone; "" before it was told."""

    appointment_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    reference: str
    channel: str = ""


@fact("invitation.moved")
class InvitationMoved:
    appointment_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int


@fact("invitation.cancelled")
class InvitationCancelled:
    appointment_id: UUID
    reason: str


@fact("invitation.arrived")
class InvitationArrived:
    """Its holder said on the phone that they are here."""

    appointment_id: UUID


@fact("invitation.late-announced")
class InvitationLateAnnounced:
    appointment_id: UUID
    minutes: int


@fact("invitation.served")
class InvitationServed:
    """Its holder came, and what they came for was done."""

    appointment_id: UUID


@fact("invitation.no-show-recorded")
class InvitationNoShowRecorded:
    appointment_id: UUID


InvitationFact = (
    InvitationSent
    | InvitationWithdrawn
    | InvitationBooked
    | InvitationMoved
    | InvitationCancelled
    | InvitationArrived
    | InvitationLateAnnounced
    | InvitationServed
    | InvitationNoShowRecorded
)
