"""What can happen to a venue, a slot of time, and a notice on the booking site.

The stream of a venue is its id; of a slot, `slot_id_of`; of a notice, its id, the same on both
sides. No number, birthday, name or contact stands in a fact.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from booking_web.documents.facts import DocumentsPublished
from booking_web.letters.facts import LettersFact
from booking_web.timetable.day_facts import DayFact
from issuance.calendar.opening_rules import OpeningRules, Service, VenueKind
from issuance.ledger.facts import Json, fact
from issuance.ledger.ids import named_id


class Channel(StrEnum):
    """How somebody books: here, or through the phone desk, which has a share of its own."""

    WEB = "web"
    PHONE = "phone"


class FreedBecause(StrEnum):
    LAPSED = "lapsed"
    GIVEN_UP = "given-up"
    MOVED = "moved"
    CANCELLED = "cancelled"
    NOTICE_WITHDRAWN = "notice-withdrawn"
    SLOT_WITHDRAWN = "slot-withdrawn"


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


class Days(StrEnum):
    """On which days a household can come."""

    ANY = "any"
    BUSINESS_DAYS = "business-days"
    DAYS_OFF = "days-off"


class Wished(Struct, frozen=True, kw_only=True, gc=False):
    """What a household waits for: places that begin within these bounds, ends included.

    No venue means any; hours are those of the office's clock, `until_hour` the last to begin in.
    """

    venue_ids: tuple[UUID, ...] = ()
    days: Days = Days.ANY
    first_on: date
    last_on: date
    from_hour: int = 0
    until_hour: int = 23


class MissedBecause(StrEnum):
    """Why an offer came to nothing."""

    TIME_OVER = "time-over"
    DECLINED = "declined"
    NOT_POSSIBLE = "not-possible"
    """The household held another time, or may not come then; no places were held for it."""


class LeftBecause(StrEnum):
    RESIDENT = "resident"
    BOOKED = "booked"
    OFFERS_MISSED = "offers-missed"
    NOTICE_WITHDRAWN = "notice-withdrawn"


class Span(Struct, frozen=True, kw_only=True, gc=False):
    """When a party that fills several slots comes, and how long it is there in all."""

    starts_at: datetime
    minutes: int


def slot_id_of(venue_id: UUID, starts_at: datetime, series: str = "") -> UUID:
    """A slot is a venue, a start and a series; *starts_at* is in any zone."""
    name = f"slot {int(starts_at.timestamp())}"
    return named_id(venue_id, f"{name} {series}" if series else name)


def _an_office(stored: dict[str, Json]) -> dict[str, Json]:
    return {**stored, "kind": VenueKind.OFFICE.value}


def _to_collect(stored: dict[str, Json]) -> dict[str, Json]:
    return {**stored, "service": Service.COLLECT.value}


@fact("venue.announced", version=2, upcasters={1: _an_office})
class VenueAnnounced:
    """A place where residents collect their cards."""

    code: str
    name_ja: str
    name_en: str
    address_ja: str
    address_en: str
    phone: str
    kind: VenueKind = VenueKind.OFFICE


@fact("opening.rules-set")
class OpeningRulesSet:
    """From now on the venue opens by these rules."""

    rules: OpeningRules


@fact("slot.offered")
class SlotOffered:
    """The first fact of a slot; one from opening rules is written when it is first wanted."""

    venue_id: UUID
    starts_at: datetime
    minutes: int
    places: int
    series: str = ""
    from_rules: bool = False


@fact("slot.places-offered")
class PlacesOffered:
    """The slot's places are now so many in all; `minutes` where its length changed too."""

    places: int
    minutes: int | None = None
    from_rules: bool = False


@fact("slot.withdrawn")
class SlotWithdrawn:
    """The venue's rules offer this slot no longer; who has a place keeps it."""


@fact("slot.places-held")
class PlacesHeld:
    """Kept for a party (all notices in it) for a while; held again means: held longer."""

    party_id: UUID
    members: tuple[UUID, ...]
    count: int
    until: datetime
    channel: Channel = Channel.WEB


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
    members: tuple[UUID, ...] = ()
    """All of the party; the earliest facts do not tell."""
    channel: Channel = Channel.WEB


@fact("slot.places-freed")
class PlacesFreed:
    party_id: UUID
    count: int
    reason: FreedBecause


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


@fact("waiting.joined")
class WaitingJoined:
    """The household (these notices) waits for places; its turn counts from this fact.

    `same_day`: all of them may come at short notice. `earlier_than`: they have an appointment then
    and keep it until they accept an earlier one.
    """

    entry_id: UUID
    members: tuple[UUID, ...]
    wished: Wished
    same_day: bool = False
    services: tuple[Service, ...] = (Service.COLLECT,)
    earlier_than: datetime | None = None


@fact("waiting.offered")
class WaitingOffered:
    """Places are held for the household until then; the slot is the first of its row."""

    entry_id: UUID
    slot_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    until: datetime
    party_size: int = 1


@fact("waiting.offer-lapsed")
class WaitingOfferLapsed:
    entry_id: UUID
    slot_id: UUID
    reason: MissedBecause


@fact("waiting.left")
class WaitingLeft:
    """This notice waits no longer; the others of its household go on."""

    entry_id: UUID
    reason: LeftBecause


VenueFact = VenueAnnounced | OpeningRulesSet
SlotFact = (
    SlotOffered
    | PlacesOffered
    | SlotWithdrawn
    | PlacesHeld
    | PlacesKept
    | PlacesTaken
    | PlacesFreed
)
NoticeFact = (
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
    | WaitingJoined
    | WaitingOffered
    | WaitingOfferLapsed
    | WaitingLeft
    | DayFact
)
Fact = VenueFact | SlotFact | NoticeFact | DocumentsPublished | LettersFact
