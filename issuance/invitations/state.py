"""An invitation as its facts leave it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never
from uuid import UUID

from issuance.calendar.opening_rules import Service
from issuance.invitations.facts import (
    InvitationArrived,
    InvitationBooked,
    InvitationCancelled,
    InvitationFact,
    InvitationLateAnnounced,
    InvitationMoved,
    InvitationNoShowRecorded,
    InvitationSent,
    InvitationServed,
    InvitationWithdrawn,
)


@dataclass(frozen=True, kw_only=True)
class Booked:
    """When its holder comes."""

    appointment_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    reference: str
    arrived: bool = False
    late_minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """`service` is None while none was sent."""

    notice_id: UUID | None = None
    service: Service | None = None
    last_on: date | None = None
    booked: Booked | None = None
    served: bool = False
    withdrawn: bool = False

    @property
    def is_open(self) -> bool:
        return self.service is not None and not self.served and not self.withdrawn


def evolve(invitation: Invitation, happened: InvitationFact) -> Invitation:
    match happened:
        case InvitationSent(notice_id=notice_id, service=service, last_on=last_on):
            return replace(
                invitation, notice_id=notice_id, service=service, last_on=last_on, withdrawn=False
            )
        case InvitationWithdrawn():
            return replace(invitation, withdrawn=True, booked=None)
        case InvitationBooked():
            return replace(invitation, booked=_booked(happened))
        case InvitationMoved():
            return replace(invitation, booked=_moved(invitation.booked, happened))
        case InvitationCancelled() | InvitationNoShowRecorded():
            return replace(invitation, booked=None)
        case InvitationArrived():
            return replace(invitation, booked=_with(invitation.booked, arrived=True))
        case InvitationLateAnnounced(minutes=minutes):
            return replace(invitation, booked=_with(invitation.booked, late_minutes=minutes))
        case InvitationServed():
            return replace(invitation, booked=None, served=True)
        case _:
            assert_never(happened)


def _booked(happened: InvitationBooked) -> Booked:
    return Booked(
        appointment_id=happened.appointment_id,
        venue_id=happened.venue_id,
        starts_at=happened.starts_at,
        minutes=happened.minutes,
        reference=happened.reference,
    )


def _moved(booked: Booked | None, happened: InvitationMoved) -> Booked | None:
    if booked is None:
        return None
    return replace(
        booked,
        venue_id=happened.venue_id,
        starts_at=happened.starts_at,
        minutes=happened.minutes,
        late_minutes=0,
    )


def _with(
    booked: Booked | None, *, arrived: bool | None = None, late_minutes: int | None = None
) -> Booked | None:
    if booked is None:
        return None
    return replace(
        booked,
        arrived=booked.arrived if arrived is None else arrived,
        late_minutes=booked.late_minutes if late_minutes is None else late_minutes,
    )
