"""Slots in a row: those that directly follow one another at a venue."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from booking_web.timetable.facts import slot_id_of
from booking_web.timetable.slots import Slot


def row_from(
    slot_of: Callable[[UUID], Slot | None], slot_id: UUID, most: int
) -> Iterator[tuple[UUID, Slot]]:
    """The slot and those that directly follow it at its venue, *most* in all."""
    for _ in range(most):
        slot = slot_of(slot_id)
        if slot is None or slot.offer is None:
            return
        yield slot_id, slot
        if slot.offer.series:
            return  # a party stays together where only the main slots follow one another
        next_at = slot.offer.starts_at + timedelta(minutes=slot.offer.minutes)
        slot_id = slot_id_of(slot.offer.venue_id, next_at)


def starts_before(
    slot_of: Callable[[UUID], Slot | None], slot_id: UUID, most: int
) -> Iterator[UUID]:
    """The slots, this one first, whose row of *most* may reach this slot."""
    for _ in range(most):
        slot = slot_of(slot_id)
        if slot is None or slot.offer is None:
            return
        yield slot_id
        if slot.offer.series:
            return
        before = slot.offer.starts_at - timedelta(minutes=slot.offer.minutes)
        slot_id = slot_id_of(slot.offer.venue_id, before)


def slots_needed(free: Iterable[int], size: int) -> int:
    """How many slots of a row with so many free places *size* people fill; 0: it is too small."""
    for number, places in enumerate(free, start=1):
        if places <= 0:
            return 0
        size -= places
        if size <= 0:
            return number
    return 0
