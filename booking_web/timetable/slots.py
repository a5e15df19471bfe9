"""One slot (予約枠): its places, who has them, and what may be done with them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypeVar, assert_never
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import replace

from booking_web.refusals import (
    HoldExpiredError,
    SlotChangedError,
    SlotClosedError,
    SlotFullError,
    SlotUnknownError,
)
from booking_web.timetable.facts import (
    FreedBecause,
    PlacesFreed,
    PlacesHeld,
    PlacesKept,
    PlacesOffered,
    PlacesTaken,
    SlotFact,
    SlotOffered,
)

T = TypeVar("T")


class HeldPlaces(Struct, frozen=True, kw_only=True, gc=False):
    members: tuple[UUID, ...]
    count: int
    until: datetime


class Offer(Struct, frozen=True, kw_only=True, gc=False):
    venue_id: UUID
    starts_at: datetime
    minutes: int


class Slot(Struct, frozen=True, kw_only=True, gc=False):
    """`offer` is None while nothing is known of the slot.

    Who has kept or taken places is known from the notices; here they are only counted.
    """

    offer: Offer | None = None
    places: int = 0
    held: Mapping[UUID, HeldPlaces] = field(default_factory=dict[UUID, HeldPlaces])
    taken: int = 0
    """Places held and kept together; a hold counts until its lapse is a fact."""

    def free(self, at: datetime) -> int:
        """Places that can be had at that time; holds whose time is over do not count."""
        if not self.held:
            return self.places - self.taken
        return self.places - self.taken + sum(each.count for _, each in self.expired(at))

    @property
    def left(self) -> int:
        """Places nobody has, as long as no hold is noted as lapsed."""
        return self.places - self.taken

    def expired(self, at: datetime) -> list[tuple[UUID, HeldPlaces]]:
        return [(party_id, each) for party_id, each in self.held.items() if each.until <= at]


def evolve_slot(slot: Slot, happened: SlotFact) -> Slot:
    match happened:
        case SlotOffered(venue_id=venue_id, starts_at=starts_at, minutes=minutes, places=places):
            offer = Offer(venue_id=venue_id, starts_at=starts_at, minutes=minutes)
            return replace(slot, offer=offer, places=places)
        case PlacesOffered(places=places):
            return replace(slot, places=places)
        case PlacesHeld(party_id=party_id, members=members, count=count, until=until):
            more = count - _count_held(slot, party_id)
            held = HeldPlaces(members=members, count=count, until=until)
            return _with(slot, {**slot.held, party_id: held}, slot.taken + more)
        case PlacesKept(party_id=party_id, count=count):
            more = count - _count_held(slot, party_id)
            return _with(slot, _without(slot.held, party_id), slot.taken + more)
        case PlacesTaken(count=count):
            return _with(slot, slot.held, slot.taken + count)
        case PlacesFreed(party_id=party_id, count=count):
            return _freed(slot, party_id, count)
        case _:
            assert_never(happened)


def offer_places(
    slot: Slot, *, venue_id: UUID, starts_at: datetime, minutes: int, places: int
) -> list[SlotFact]:
    """Open the slot, or set its places anew; never fewer than are taken.

    Raises:
        SlotChangedError: the slot is open with another length.
    """
    if slot.offer is None:
        return [SlotOffered(venue_id=venue_id, starts_at=starts_at, minutes=minutes, places=places)]
    if slot.offer.minutes != minutes:
        raise SlotChangedError
    total = max(places, slot.taken)
    return [PlacesOffered(places=total)] if total != slot.places else []


def require_open(slot: Slot, *, at: datetime, cut_off: timedelta) -> Offer:
    """The slot's offer, if it can still be booked.

    Raises:
        SlotUnknownError: nothing is offered there.
        SlotClosedError: less than *cut_off* is left before its start.
    """
    if slot.offer is None:
        raise SlotUnknownError
    if at > slot.offer.starts_at - cut_off:
        raise SlotClosedError
    return slot.offer


def hold_places(
    slot: Slot, *, party_id: UUID, members: tuple[UUID, ...], until: datetime
) -> list[SlotFact]:
    """Keep a place for each member; the same hold again adds nothing.

    Raises:
        SlotFullError: too few places are left, counting holds not yet lapsed.
    """
    if party_id in slot.held:
        return []
    _require_places(slot, len(members))
    return [PlacesHeld(party_id=party_id, members=members, count=len(members), until=until)]


def extend_hold(slot: Slot, *, party_id: UUID, at: datetime, until: datetime) -> list[SlotFact]:
    """Raises HoldExpiredError when there is nothing (left) to extend."""
    held = _live_hold(slot, party_id, at)
    return [PlacesHeld(party_id=party_id, members=held.members, count=held.count, until=until)]


def keep_places(slot: Slot, *, party_id: UUID, at: datetime) -> list[SlotFact]:
    """The hold becomes the booking.

    Raises:
        HoldExpiredError: the hold's time is over, or there never was one.
    """
    held = _live_hold(slot, party_id, at)
    return [PlacesKept(party_id=party_id, count=held.count)]


def take_places(slot: Slot, *, party_id: UUID, count: int) -> list[SlotFact]:
    """Book at once.

    Raises:
        SlotFullError: too few places are left, counting holds not yet lapsed.
    """
    _require_places(slot, count)
    return [PlacesTaken(party_id=party_id, count=count)]


def free_places(slot: Slot, *, party_id: UUID, count: int, reason: FreedBecause) -> list[SlotFact]:
    """Give back some or all places of a party that has them; never more than are taken."""
    has = slot.held[party_id].count if party_id in slot.held else slot.taken
    freed = min(count, has)
    return [PlacesFreed(party_id=party_id, count=freed, reason=reason)] if freed else []


def _live_hold(slot: Slot, party_id: UUID, at: datetime) -> HeldPlaces:
    held = slot.held.get(party_id)
    if held is None or held.until <= at:
        raise HoldExpiredError
    return held


def _require_places(slot: Slot, count: int) -> None:
    if slot.left < count:
        raise SlotFullError


def _freed(slot: Slot, party_id: UUID, count: int) -> Slot:
    if (hold := slot.held.get(party_id)) is not None:
        freed, rest = min(count, hold.count), replace(hold, count=hold.count - count)
        others = _without(slot.held, party_id)
        held = {**slot.held, party_id: rest} if rest.count > 0 else others
        return _with(slot, held, slot.taken - freed)
    return _with(slot, slot.held, slot.taken - min(count, slot.taken))


def _count_held(slot: Slot, party_id: UUID) -> int:
    return slot.held[party_id].count if party_id in slot.held else 0


def _with(slot: Slot, held: Mapping[UUID, HeldPlaces], taken: int) -> Slot:
    return Slot(offer=slot.offer, places=slot.places, held=held, taken=taken)


def _without(parties: Mapping[UUID, T], party_id: UUID) -> Mapping[UUID, T]:
    return {each: places for each, places in parties.items() if each != party_id}
