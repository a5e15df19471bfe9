"""What may be done with a slot's places: offer, hold, keep, take, free."""

from datetime import datetime, timedelta
from uuid import UUID

from booking_web.refusals import (
    HoldExpiredError,
    SlotChangedError,
    SlotClosedError,
    SlotFullError,
    SlotUnknownError,
)
from booking_web.timetable.facts import (
    Channel,
    FreedBecause,
    PlacesFreed,
    PlacesHeld,
    PlacesKept,
    PlacesOffered,
    PlacesTaken,
    SlotFact,
    SlotOffered,
    SlotWithdrawn,
)
from booking_web.timetable.slots import HeldPlaces, Offer, Slot
from issuance.calendar.opening import OpenSlot


def offer_places(
    slot: Slot, *, venue_id: UUID, starts_at: datetime, minutes: int, places: int
) -> list[SlotFact]:
    """Open the slot by the office's own word, or set its places anew; never fewer than are taken.

    Opening rules have no say in it from then on.

    Raises:
        SlotChangedError: the slot is open with another length, by the office's own word too.
    """
    if slot.offer is None:
        return [SlotOffered(venue_id=venue_id, starts_at=starts_at, minutes=minutes, places=places)]
    longer = None if slot.offer.minutes == minutes else minutes
    if longer and not slot.from_rules:
        raise SlotChangedError
    total = max(places, slot.taken)
    if total == slot.places and not slot.from_rules:
        return []
    return [PlacesOffered(places=total, minutes=longer)]


def follow_rules(slot: Slot, opening: OpenSlot | None) -> list[SlotFact]:
    """What new opening rules make of a slot that was used; None: they offer it no longer.

    A slot the office offered by its own word stays as it is.
    """
    if slot.offer is None or not slot.from_rules:
        return []
    if opening is None:
        return [] if slot.withdrawn else [SlotWithdrawn()]
    longer = None if slot.offer.minutes == opening.minutes else opening.minutes
    total = max(opening.places, slot.taken)
    if total == slot.places and longer is None and not slot.withdrawn:
        return []
    return [PlacesOffered(places=total, minutes=longer, from_rules=True)]


def require_offer(slot: Slot) -> Offer:
    """What is offered there, open or closed; raises SlotUnknownError where nothing is."""
    if slot.offer is None:
        raise SlotUnknownError
    return slot.offer


def require_open(slot: Slot, *, at: datetime, cut_off: timedelta) -> Offer:
    """The slot's offer, if it can still be booked.

    Raises:
        SlotUnknownError: nothing is offered there.
        SlotClosedError: less than *cut_off* is left before its start, or it was withdrawn.
    """
    if slot.offer is None:
        raise SlotUnknownError
    if slot.withdrawn or at > slot.offer.starts_at - cut_off:
        raise SlotClosedError
    return slot.offer


def hold_places(
    slot: Slot,
    *,
    party_id: UUID,
    members: tuple[UUID, ...],
    count: int,
    until: datetime,
    reserved: int = 0,
    channel: Channel = Channel.WEB,
) -> list[SlotFact]:
    """Keep so many places for a party; the same hold again adds nothing.

    Raises:
        SlotFullError: too few places are left, counting holds not yet lapsed, besides *reserved*.
    """
    if party_id in slot.held:
        return []
    _require_places(slot, count + reserved)
    return [
        PlacesHeld(party_id=party_id, members=members, count=count, until=until, channel=channel)
    ]


def extend_hold(slot: Slot, *, party_id: UUID, at: datetime, until: datetime) -> list[SlotFact]:
    """Raises HoldExpiredError when there is nothing (left) to extend."""
    held = _live_hold(slot, party_id, at)
    count, channel = held.count, Channel.PHONE if party_id in slot.phoned else Channel.WEB
    return [
        PlacesHeld(
            party_id=party_id, members=held.members, count=count, until=until, channel=channel
        )
    ]


def keep_places(slot: Slot, *, party_id: UUID, at: datetime) -> list[SlotFact]:
    """The hold becomes the booking.

    Raises:
        HoldExpiredError: the hold's time is over, or there never was one.
    """
    held = _live_hold(slot, party_id, at)
    return [PlacesKept(party_id=party_id, count=held.count)]


def take_places(
    slot: Slot,
    *,
    party_id: UUID,
    members: tuple[UUID, ...],
    count: int,
    reserved: int = 0,
    channel: Channel = Channel.WEB,
) -> list[SlotFact]:
    """Book so many places for a party at once.

    Raises:
        SlotFullError: too few places are left, counting holds not yet lapsed, besides *reserved*.
    """
    _require_places(slot, count + reserved)
    return [PlacesTaken(party_id=party_id, count=count, members=members, channel=channel)]


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
