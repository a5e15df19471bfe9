"""What can happen to a venue, a slot of time, and a notice on the booking site.

The stream of a venue is its id; of a slot, `slot_id_of`; of a notice, its id, the same on both
sides. No number, birthday, name or contact stands in a fact.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid5

from msgspec import Struct

from booking_web.documents.facts import DocumentsPublished
from issuance.ledger.facts import fact


class FreedBecause(StrEnum):
    LAPSED = "lapsed"
    GIVEN_UP = "given-up"
    MOVED = "moved"
    CANCELLED = "cancelled"
    NOTICE_WITHDRAWN = "notice-withdrawn"


class CancelledBecause(StrEnum):
    RESIDENT = "resident"
    STAFF = "staff"
    NOTICE_WITHDRAWN = "notice-withdrawn"


class LapsedBecause(StrEnum):
    TIME_OVER = "time-over"
    GIVEN_UP = "given-up"
    NOTICE_WITHDRAWN = "notice-withdrawn"


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


class Span(Struct, frozen=True, kw_only=True):
    """When a party that fills several slots comes, and how long it is there in all."""

    starts_at: datetime
    minutes: int


def slot_id_of(venue_id: UUID, starts_at: datetime) -> UUID:
    """A slot is a venue and a start; *starts_at* is in any zone."""
    return uuid5(venue_id, f"slot {int(starts_at.timestamp())}")


@fact("venue.announced")
class VenueAnnounced:
    """A place where residents collect their cards."""

    code: str
    name_ja: str
    name_en: str
    address_ja: str
    address_en: str
    phone: str


@fact("slot.offered")
class SlotOffered:
    venue_id: UUID
    starts_at: datetime
    minutes: int
    places: int


@fact("slot.places-offered")
class PlacesOffered:
    """The slot's places are now so many in all."""

    places: int


@fact("slot.places-held")
class PlacesHeld:
    """Kept for a party (the notices in it) for a while; held again means: held longer."""

    party_id: UUID
    members: tuple[UUID, ...]
    count: int
    until: datetime


@fact("slot.places-kept")
class PlacesKept:
    """A hold became a booking."""

    party_id: UUID
    count: int


@fact("slot.places-taken")
class PlacesTaken:
    """Booked without a hold before."""

    party_id: UUID
    count: int


@fact("slot.places-freed")
class PlacesFreed:
    party_id: UUID
    count: int
    reason: FreedBecause


@fact("notice.released")
class NoticeReleased:
    """The holder of this notice may book."""

    round: int
    pickup_deadline: date


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


VenueFact = VenueAnnounced
SlotFact = SlotOffered | PlacesOffered | PlacesHeld | PlacesKept | PlacesTaken | PlacesFreed
NoticeFact = (
    NoticeReleased
    | NoticeWithdrawn
    | AppointmentHeld
    | HoldExtended
    | HoldLapsed
    | AppointmentConfirmed
    | AppointmentMoved
    | AppointmentCancelled
    | AppointmentClosed
)
Fact = VenueFact | SlotFact | NoticeFact | DocumentsPublished
