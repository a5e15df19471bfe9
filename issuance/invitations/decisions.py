"""What may be done with an invitation, and when not."""

from datetime import date, datetime
from uuid import UUID

from issuance.calendar.opening_rules import Service
from issuance.errors import Refusal
from issuance.invitations.facts import (
    InvitationArrived,
    InvitationBooked,
    InvitationCancelled,
    InvitationLateAnnounced,
    InvitationMoved,
    InvitationNoShowRecorded,
    InvitationSent,
    InvitationServed,
    InvitationWithdrawn,
)
from issuance.invitations.state import Booked, Invitation


class CollectingNeedsCaseError(Refusal):
    """Cards are collected with the notice of their case, never with an invitation."""

    code = "collecting-needs-case"


class InvitationDayError(Refusal):
    """The last day to come lies in the past."""

    code = "invitation-day"


class InvitationClosedError(Refusal):
    """It was never sent, was withdrawn, or its matter is done."""

    code = "invitation-closed"


class InvitationNotBookedError(Refusal):
    """Nobody is booked with it (any more)."""

    code = "invitation-not-booked"


class InvitationAwaitedError(Refusal):
    """Its holder may still come: the time has not come, or they are waited for."""

    code = "invitation-awaited"


def send(
    invitation: Invitation,
    *,
    notice_id: UUID,
    service: Service,
    last_on: date,
    today: date,
    corrected: bool = False,
) -> list[InvitationSent]:
    """Invite somebody to come for this service until that day; the same again adds nothing.

    Sent anew it may say another day, or tell booking of a birthday that was *corrected*; one that
    was withdrawn is open again.
    """
    if service is Service.COLLECT:
        raise CollectingNeedsCaseError
    if last_on < today:
        raise InvitationDayError
    if invitation.served:
        raise InvitationClosedError
    known = (invitation.notice_id, invitation.service, invitation.last_on)
    same = known == (notice_id, service, last_on) and not corrected
    if same and not invitation.withdrawn:
        return []
    return [InvitationSent(notice_id=notice_id, service=service, last_on=last_on)]


def withdraw(invitation: Invitation) -> list[InvitationWithdrawn]:
    """Close it to booking; an appointment is cancelled by booking, which hears of it."""
    if invitation.withdrawn:
        return []
    _require_open(invitation)
    return [InvitationWithdrawn()]


def note_booking(invitation: Invitation, booked: InvitationBooked) -> list[InvitationBooked]:
    """Note it; one that crossed the end of the invitation has no effect, booking ends it too."""
    mine = invitation.booked
    if not invitation.is_open or (mine and mine.appointment_id == booked.appointment_id):
        return []
    return [booked]


def note_move(invitation: Invitation, moved: InvitationMoved) -> list[InvitationMoved]:
    return [moved] if _is_of(invitation, moved.appointment_id) else []


def note_cancellation(
    invitation: Invitation, *, appointment_id: UUID, reason: str
) -> list[InvitationCancelled]:
    if not _is_of(invitation, appointment_id):
        return []
    return [InvitationCancelled(appointment_id=appointment_id, reason=reason)]


def note_arrival(invitation: Invitation, *, appointment_id: UUID) -> list[InvitationArrived]:
    mine = invitation.booked
    if mine is None or mine.appointment_id != appointment_id or mine.arrived:
        return []
    return [InvitationArrived(appointment_id=appointment_id)]


def note_late(
    invitation: Invitation, *, appointment_id: UUID, minutes: int
) -> list[InvitationLateAnnounced]:
    if not _is_of(invitation, appointment_id):
        return []
    return [InvitationLateAnnounced(appointment_id=appointment_id, minutes=minutes)]


def serve(invitation: Invitation, *, appointment_id: UUID) -> list[InvitationServed]:
    """What its holder came for is done."""
    _require_booked(invitation, appointment_id)
    return [InvitationServed(appointment_id=appointment_id)]


def record_no_show(
    invitation: Invitation, *, appointment_id: UUID, now: datetime, until: datetime
) -> list[InvitationNoShowRecorded]:
    """Nobody came, although they were waited for *until* then; they may book anew.

    Raises:
        InvitationAwaitedError: they may still come, or are here.
    """
    booked = _require_booked(invitation, appointment_id)
    if booked.arrived or now < until:
        raise InvitationAwaitedError
    return [InvitationNoShowRecorded(appointment_id=appointment_id)]


def _require_open(invitation: Invitation) -> None:
    if not invitation.is_open:
        raise InvitationClosedError


def _require_booked(invitation: Invitation, appointment_id: UUID) -> Booked:
    booked = invitation.booked
    if booked is None or booked.appointment_id != appointment_id:
        raise InvitationNotBookedError
    return booked


def _is_of(invitation: Invitation, appointment_id: UUID) -> bool:
    mine = invitation.booked
    return mine is not None and mine.appointment_id == appointment_id
