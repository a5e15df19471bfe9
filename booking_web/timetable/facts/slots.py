"""What can happen to a slot of time: offered, held, taken, freed."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from issuance.ledger.facts import fact
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


def slot_id_of(venue_id: UUID, starts_at: datetime, series: str = "") -> UUID:
    """A slot is a venue, a start and a series; *starts_at* is in any zone."""
    name = f"slot {int(starts_at.timestamp())}"
    return named_id(venue_id, f"{name} {series}" if series else name)


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


SlotFact = (
    SlotOffered
    | PlacesOffered
    | SlotWithdrawn
    | PlacesHeld
    | PlacesKept
    | PlacesTaken
    | PlacesFreed
)
