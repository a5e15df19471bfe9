"""Invitations as a table: what they are for, how they stand, and who comes on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, assert_never
from uuid import UUID

from issuance.invitations import facts as f
from issuance.ledger.facts import Recorded
from issuance.read_models.tables import Change, Put, Reading, Table, change, look

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

_MOST: Final = 200
INVITATIONS: Final = Table(name="office.invitation_overview", key=("invitation_id",))
_NO_APPOINTMENT: Final[dict[str, object]] = {
    "appointment_id": None,
    "venue_id": None,
    "starts_at": None,
    "minutes": None,
    "reference": None,
    "late_minutes": 0,
}


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


_Followed = (
    f.InvitationSent
    | f.InvitationBooked
    | f.InvitationMoved
    | f.InvitationCancelled
    | f.InvitationNoShowRecorded
    | f.InvitationWithdrawn
    | f.InvitationServed
    | f.InvitationArrived
    | f.InvitationLateAnnounced
)


def changes(recorded: Recorded[_Followed]) -> Iterable[Change]:
    id_, happened = recorded.stream_id, recorded.fact
    match happened:
        case f.InvitationSent():
            yield _sent(id_, recorded.at, happened)
        case f.InvitationBooked() | f.InvitationMoved():
            yield _booked(id_, happened)
        case f.InvitationCancelled() | f.InvitationNoShowRecorded():
            yield change(INVITATIONS, id_, stage="sent", **_NO_APPOINTMENT)
        case f.InvitationWithdrawn():
            yield change(INVITATIONS, id_, stage="withdrawn", **_NO_APPOINTMENT)
        case f.InvitationServed():
            yield change(INVITATIONS, id_, stage="served")
        case f.InvitationArrived():
            yield change(INVITATIONS, id_, stage="arrived")
        case f.InvitationLateAnnounced(minutes=minutes):
            yield change(INVITATIONS, id_, late_minutes=minutes)
        case _:
            assert_never(happened)


def _sent(id_: UUID, at: datetime, sent: f.InvitationSent) -> Reading:
    """Sent again, it stands where it stood, unless it was withdrawn."""

    def then(stage: object) -> Iterable[Put]:
        columns: dict[str, object] = {"last_on": sent.last_on, "sent_at": at}
        columns["stage"] = "sent" if stage in {None, "withdrawn"} else stage
        first = {"service": sent.service.value}
        yield Put(table=INVITATIONS, key=(id_,), columns=columns, first=first)

    return Reading(looks=(look(INVITATIONS, id_, "stage"),), then=then)


def _booked(id_: UUID, booked: f.InvitationBooked | f.InvitationMoved) -> Put:
    columns: dict[str, object] = {
        "stage": "booked",
        "appointment_id": booked.appointment_id,
        "venue_id": booked.venue_id,
        "starts_at": booked.starts_at,
        "minutes": booked.minutes,
        "late_minutes": 0,
    }
    if isinstance(booked, f.InvitationBooked):
        columns["reference"] = booked.reference
    return change(INVITATIONS, id_, **columns)


_ALL: Final = """SELECT invitation_id, service, stage, sent_at, last_on, appointment_id, venue_id,
  starts_at, minutes, reference, late_minutes FROM office.invitation_overview"""
