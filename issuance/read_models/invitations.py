"""Invitations as a table: what they are for, how they stand, and who comes on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from issuance.invitations import facts as f
from issuance.ledger.facts import Recorded
from issuance.read_models.projector import Statement

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

_MOST: Final = 200


@dataclass(frozen=True, kw_only=True)
class InvitationRow:
    """`appointment_id` and what follows are None while nobody is booked."""

    invitation_id: UUID
    service: str
    stage: str
    sent_at: datetime
    last_on: date
    appointment_id: UUID | None
    venue_id: UUID | None
    starts_at: datetime | None
    minutes: int | None
    reference: str | None
    late_minutes: int


class InvitationQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def one(self, invitation_id: UUID) -> InvitationRow | None:
        rows = await self._pool.fetch(f"{_ALL} WHERE invitation_id = $1", invitation_id)
        return next((InvitationRow(**dict(row)) for row in rows), None)

    async def latest(self) -> list[InvitationRow]:
        """The latest sent first."""
        rows = await self._pool.fetch(
            f"{_ALL} ORDER BY sent_at DESC, invitation_id LIMIT $1", _MOST
        )
        return [InvitationRow(**dict(row)) for row in rows]

    async def coming(self, first: datetime, last: datetime) -> list[InvitationRow]:
        """Who is booked in that time, by the clock."""
        rows = await self._pool.fetch(
            f"{_ALL} WHERE starts_at >= $1 AND starts_at < $2 ORDER BY starts_at, reference",
            *(first, last),
        )
        return [InvitationRow(**dict(row)) for row in rows]


def changes(recorded: Recorded[Any]) -> Iterable[Statement]:
    id_, happened = recorded.stream_id, recorded.fact
    match happened:
        case f.InvitationSent(service=service, last_on=last_on):
            yield _SENT, (id_, service.value, recorded.at, last_on)
        case f.InvitationBooked() | f.InvitationMoved():
            place = (happened.appointment_id, happened.venue_id, happened.starts_at)
            reference = happened.reference if isinstance(happened, f.InvitationBooked) else None
            yield _BOOKED, (id_, *place, happened.minutes, reference)
        case f.InvitationCancelled() | f.InvitationNoShowRecorded():
            yield _ENDED, (id_, "sent")
        case f.InvitationWithdrawn():
            yield _ENDED, (id_, "withdrawn")
        case f.InvitationServed():
            yield _SERVED, (id_,)
        case f.InvitationArrived():
            yield _ARRIVED, (id_,)
        case f.InvitationLateAnnounced(minutes=minutes):
            yield _LATE, (id_, minutes)
        case _:
            pass


_ALL: Final = """SELECT invitation_id, service, stage, sent_at, last_on, appointment_id, venue_id,
  starts_at, minutes, reference, late_minutes FROM office.invitation_overview"""
_SENT: Final = """INSERT INTO office.invitation_overview AS i
  (invitation_id, service, stage, sent_at, last_on) VALUES ($1, $2, 'sent', $3, $4)
  ON CONFLICT (invitation_id) DO UPDATE SET last_on = $4, sent_at = $3,
  stage = CASE i.stage WHEN 'withdrawn' THEN 'sent' ELSE i.stage END"""
_BOOKED: Final = """UPDATE office.invitation_overview SET stage = 'booked', appointment_id = $2,
  venue_id = $3, starts_at = $4, minutes = $5, reference = coalesce($6, reference),
  late_minutes = 0 WHERE invitation_id = $1"""
_ENDED: Final = """UPDATE office.invitation_overview SET stage = $2, appointment_id = NULL,
  venue_id = NULL, starts_at = NULL, minutes = NULL, reference = NULL, late_minutes = 0
  WHERE invitation_id = $1"""
_SERVED: Final = "UPDATE office.invitation_overview SET stage = 'served' WHERE invitation_id = $1"
_ARRIVED: Final = "UPDATE office.invitation_overview SET stage = 'arrived' WHERE invitation_id = $1"
_LATE: Final = "UPDATE office.invitation_overview SET late_minutes = $2 WHERE invitation_id = $1"
