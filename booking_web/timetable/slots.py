"""One slot (予約枠): its places and who has them; what may be done with them: `slot_rules`."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar, assert_never
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import replace

from booking_web.timetable.facts import (
    Channel,
    PlacesFreed,
    PlacesHeld,
    PlacesKept,
    PlacesOffered,
    PlacesTaken,
    SlotFact,
    SlotOffered,
    SlotWithdrawn,
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
    series: str = ""


class Slot(Struct, frozen=True, kw_only=True, gc=False):
    """`offer` is None while nothing is known of the slot.

    Who has kept or taken places is known from the notices; here they are only counted.
    """

    offer: Offer | None = None
    places: int = 0
    held: Mapping[UUID, HeldPlaces] = field(default_factory=dict[UUID, HeldPlaces])
    taken: int = 0
    """Places held and kept together; a hold counts until its lapse is a fact."""
    phoned: Mapping[UUID, int] = field(default_factory=dict[UUID, int])
    """Of those, the places of parties that came through the phone desk."""
    from_rules: bool = False
    """It was offered by opening rules, and never by the office's own word."""
    withdrawn: bool = False

    def free(self, at: datetime) -> int:
        """Places that can be had at that time; holds whose time is over do not count."""
        if self.withdrawn:
            return 0
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
        case PlacesTaken(party_id=party_id, count=count):
            slot = _phoned(slot, party_id, count, happened.channel)
            return _with(slot, slot.held, slot.taken + count)
        case SlotOffered(venue_id=venue_id, starts_at=starts_at, minutes=minutes, places=places):
            series = happened.series
            offer = Offer(venue_id=venue_id, starts_at=starts_at, minutes=minutes, series=series)
            return replace(slot, offer=offer, places=places, from_rules=happened.from_rules)
        case PlacesOffered():
            return _offered_anew(slot, happened)
        case SlotWithdrawn():
            return replace(slot, withdrawn=True)
        case PlacesHeld(party_id=party_id, members=members, count=count, until=until):
            more = count - _count_held(slot, party_id)
            held = HeldPlaces(members=members, count=count, until=until)
            slot = _phoned(slot, party_id, more, happened.channel)
            return _with(slot, {**slot.held, party_id: held}, slot.taken + more)
        case PlacesKept(party_id=party_id, count=count):
            more = count - _count_held(slot, party_id)
            return _with(slot, _without(slot.held, party_id), slot.taken + more)
        case PlacesFreed(party_id=party_id, count=count):
            return _freed(slot, party_id, count)
        case _:
            assert_never(happened)


def _offered_anew(slot: Slot, happened: PlacesOffered) -> Slot:
    offer = slot.offer
    if offer is not None and happened.minutes is not None:
        offer = replace(offer, minutes=happened.minutes)
    by_rules = slot.from_rules and happened.from_rules
    return replace(slot, offer=offer, places=happened.places, from_rules=by_rules, withdrawn=False)


def _phoned(slot: Slot, party_id: UUID, more: int, channel: Channel) -> Slot:
    """Most parties come through the web, and cost nothing here."""
    if more == 0 or (channel is Channel.WEB and not (slot.phoned and party_id in slot.phoned)):
        return slot
    count = max(0, slot.phoned.get(party_id, 0) + more)
    others = _without(slot.phoned, party_id)
    return replace(slot, phoned={**others, party_id: count} if count else others)


def _freed(slot: Slot, party_id: UUID, count: int) -> Slot:
    if party_id in slot.phoned:
        slot = _phoned(slot, party_id, -count, Channel.PHONE)
    if (hold := slot.held.get(party_id)) is not None:
        freed, rest = min(count, hold.count), replace(hold, count=hold.count - count)
        others = _without(slot.held, party_id)
        held = {**slot.held, party_id: rest} if rest.count > 0 else others
        return _with(slot, held, slot.taken - freed)
    return _with(slot, slot.held, slot.taken - min(count, slot.taken))


def _count_held(slot: Slot, party_id: UUID) -> int:
    return slot.held[party_id].count if party_id in slot.held else 0


def _with(slot: Slot, held: Mapping[UUID, HeldPlaces], taken: int) -> Slot:
    return Slot(
        offer=slot.offer,
        places=slot.places,
        held=held,
        taken=taken,
        phoned=slot.phoned,
        from_rules=slot.from_rules,
        withdrawn=slot.withdrawn,
    )


def _without(parties: Mapping[UUID, T], party_id: UUID) -> Mapping[UUID, T]:
    return {each: places for each, places in parties.items() if each != party_id}
