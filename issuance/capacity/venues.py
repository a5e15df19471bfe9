"""A venue (会場) and what it offers: start times, minutes, places."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.calendar import office_time
from issuance.errors import Refusal
from issuance.ledger.facts import fact


@fact("capacity.venue-announced")
class VenueAnnounced:
    """Where residents can come, and what it is called (会場)."""

    code: str
    name_ja: str
    name_en: str
    address_ja: str
    address_en: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class OfferedSlot:
    """One start time (UTC) with its length and places."""

    starts_at: datetime
    minutes: int
    places: int


@fact("capacity.places-offered")
class PlacesOffered:
    """A day's slots were offered (受入枠); later offers of the same start replace its places."""

    day: date
    slots: tuple[OfferedSlot, ...]


VenueFact = VenueAnnounced | PlacesOffered


class OfferError(Refusal):
    """This cannot be offered: the day is past, the hours are reversed, or there is no place.

    Also a slot that was offered with another length before: booking keeps it for good.
    """

    code = "offer"


@dataclass(frozen=True, kw_only=True)
class Venue:
    announced: VenueAnnounced | None = None
    days: dict[date, tuple[OfferedSlot, ...]] = field(
        default_factory=dict[date, tuple[OfferedSlot, ...]]
    )


def venue_id_of(code: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:venue:{code}")


def evolve(venue: Venue, happened: VenueFact) -> Venue:
    match happened:
        case VenueAnnounced():
            return replace(venue, announced=happened)
        case PlacesOffered(day=day, slots=slots):
            return replace(venue, days={**venue.days, day: _merged(venue.days.get(day, ()), slots)})
        case _:
            assert_never(happened)


def announce(venue: Venue, announced: VenueAnnounced) -> list[VenueAnnounced]:
    return [] if venue.announced == announced else [announced]


@dataclass(frozen=True, kw_only=True)
class DayPlan:
    """A day's hours at a venue: every *minutes* from *opens* to before *closes* (JST)."""

    day: date
    opens: time
    closes: time
    minutes: int
    places: int


def offer_day(venue: Venue, plan: DayPlan, *, today: date) -> list[PlacesOffered]:
    """Offer a day's slots; what is offered so already adds nothing."""
    if venue.announced is None or plan.day < today or plan.places < 1 or plan.minutes < 1:
        raise OfferError
    slots = _slots(plan)
    if not slots:
        raise OfferError
    offered = {each.starts_at: each for each in venue.days.get(plan.day, ())}
    if any(offered.get(each.starts_at, each).minutes != each.minutes for each in slots):
        raise OfferError
    if all(offered.get(each.starts_at) == each for each in slots):
        return []
    return [PlacesOffered(day=plan.day, slots=slots)]


def _merged(
    before: tuple[OfferedSlot, ...], slots: tuple[OfferedSlot, ...]
) -> tuple[OfferedSlot, ...]:
    """Each start once, with what was said of it last."""
    by_start = {each.starts_at: each for each in (*before, *slots)}
    return tuple(by_start[start] for start in sorted(by_start))


def _slots(plan: DayPlan) -> tuple[OfferedSlot, ...]:
    starts_at = office_time(plan.day, plan.opens.hour, plan.opens.minute).astimezone(UTC)
    closes_at = office_time(plan.day, plan.closes.hour, plan.closes.minute)
    length = timedelta(minutes=plan.minutes)
    count = max(0, (closes_at - starts_at) // length)
    return tuple(
        OfferedSlot(starts_at=starts_at + n * length, minutes=plan.minutes, places=plan.places)
        for n in range(count)
    )
