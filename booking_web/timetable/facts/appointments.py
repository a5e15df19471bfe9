"""What can happen to a notice and its appointment, up to the visit's outcome."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from issuance.calendar.opening_rules import Service
from issuance.ledger.facts import Json, fact


class CancelledBecause(StrEnum):
    RESIDENT = "resident"
    STAFF = "staff"
    NOTICE_WITHDRAWN = "notice-withdrawn"


class LapsedBecause(StrEnum):
    TIME_OVER = "time-over"
    GIVEN_UP = "given-up"
    NOTICE_WITHDRAWN = "notice-withdrawn"
    SLOT_WITHDRAWN = "slot-withdrawn"


class WithdrawnBecause(StrEnum):
    VOIDED = "voided"
    COMPLETED = "completed"


class VisitOutcome(StrEnum):
    ATTENDED = "attended"
    NO_SHOW = "no-show"
    TURNED_AWAY = "turned-away"


class Need(StrEnum):
    """What the party asks the counter to prepare."""

    WHEELCHAIR = "wheelchair"
    SIGN_LANGUAGE = "sign-language"
    WRITING = "writing"
    INTERPRETER = "interpreter"
    STROLLER = "stroller"


class Span(Struct, frozen=True, kw_only=True, gc=False):
    """When a party that fills several slots comes, and how long it is there in all."""

    starts_at: datetime
    minutes: int


def _to_collect(stored: dict[str, Json]) -> dict[str, Json]:
    return {**stored, "service": Service.COLLECT.value}


@fact("notice.released", version=2, upcasters={1: _to_collect})
class NoticeReleased:
    """The holder of this notice may book; `same_day`: the card lies ready on its shelf."""

    round: int
    pickup_deadline: date
    same_day: bool = False
    service: Service = Service.COLLECT


@fact("notice.withdrawn")
class NoticeWithdrawn:
    reason: WithdrawnBecause


@fact("appointment.held")
class AppointmentHeld:
    """`members` are the notices of the party that come together, the first one leading.

    The slot is this notice's own; `span` is the whole party's time where it fills several.
    """

    appointment_id: UUID
    party_id: UUID
    party_size: int
    members: tuple[UUID, ...]
    slot_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    until: datetime
    span: Span | None = None


@fact("appointment.hold-extended")
class HoldExtended:
    appointment_id: UUID
    until: datetime


@fact("appointment.hold-lapsed")
class HoldLapsed:
    appointment_id: UUID
    party_id: UUID
    reason: LapsedBecause


@fact("appointment.confirmed")
class AppointmentConfirmed:
    appointment_id: UUID
    party_id: UUID
    party_size: int
    members: tuple[UUID, ...]
    slot_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    language: str
    needs: tuple[Need, ...]
    span: Span | None = None


@fact("appointment.moved")
class AppointmentMoved:
    appointment_id: UUID
    party_id: UUID
    slot_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    span: Span | None = None


@fact("appointment.party-grew")
class PartyGrew:
    """More come along: all of the party now, those who were there before first."""

    appointment_id: UUID
    party_id: UUID
    members: tuple[UUID, ...]


@fact("appointment.move-asked")
class AppointmentMoveAsked:
    """The office's rules no longer offer this time: it stands, and the party is asked to move."""

    appointment_id: UUID
    party_id: UUID


@fact("appointment.stands")
class AppointmentStands:
    """The time is offered again, and nobody need move."""

    appointment_id: UUID
    party_id: UUID


@fact("appointment.cancelled")
class AppointmentCancelled:
    appointment_id: UUID
    party_id: UUID
    reason: CancelledBecause


@fact("appointment.closed")
class AppointmentClosed:
    """The office says how the visit went; unless attended, one may book anew."""

    appointment_id: UUID
    outcome: VisitOutcome


AppointmentFact = (
    NoticeReleased
    | NoticeWithdrawn
    | AppointmentHeld
    | HoldExtended
    | HoldLapsed
    | AppointmentConfirmed
    | AppointmentMoved
    | PartyGrew
    | AppointmentMoveAsked
    | AppointmentStands
    | AppointmentCancelled
    | AppointmentClosed
)
