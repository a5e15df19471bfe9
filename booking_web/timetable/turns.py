"""What the desk asks of itself for the waiting list: who is to be offered which places now."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from booking_web.timetable.commands import OfferPlaces
from booking_web.timetable.facts import slot_id_of
from booking_web.timetable.offers import View, why_not
from booking_web.timetable.policy import Policy
from booking_web.timetable.timetable import Timetable


def due_offers(
    timetable: Timetable, *, at: datetime, policy: Policy, among: Iterable[UUID] | None = None
) -> list[OfferPlaces]:
    """Each household in its turn and the first places that suit it; *among*: where to look.

    Places meant for one household are not thought of for another; whoever comes next is asked
    for again once that offer is a fact.
    """
    found: list[OfferPlaces] = []
    spoken_for: set[UUID] = set()
    starts = _starts(timetable, at, policy, among)
    view = View(timetable.slot, timetable.openings.offers.get, policy)
    for each in timetable.waiting.households.values():
        fitting = (slot_id for slot_id in starts if why_not(each, slot_id, view, at=at) is None)
        slot_id = next(fitting, None)
        if slot_id is None:
            continue
        row = {each for each, _ in timetable.row_from(slot_id, policy.slots_in_a_row)}
        if row & spoken_for:
            continue
        spoken_for |= row
        offer = OfferPlaces(notice_ids=each.members, slot_id=slot_id, entry_id=each.entry_id)
        found.append(offer)
    return found


def _starts(
    timetable: Timetable, at: datetime, policy: Policy, among: Iterable[UUID] | None
) -> list[UUID]:
    """Slots with a place left in which a row can begin, by the clock."""
    every = timetable.slots.keys() | timetable.openings.offers.keys()
    asked = every if among is None else _with_earlier(timetable, among, policy)
    open_ones = [
        (slot.offer.starts_at, each)
        for each in asked
        if (slot := timetable.slot(each)) is not None
        and slot.offer is not None
        and at < slot.offer.starts_at
        and slot.free(at) > 0
    ]
    return [each for _, each in sorted(open_ones)]


def _with_earlier(timetable: Timetable, among: Iterable[UUID], policy: Policy) -> set[UUID]:
    """A place that came free may complete a row that begins some slots before it."""
    found: set[UUID] = set()
    for each in among:
        slot_id, back = each, policy.slots_in_a_row
        while back and (slot := timetable.slot(slot_id)) is not None and slot.offer is not None:
            found.add(slot_id)
            before = slot.offer.starts_at - timedelta(minutes=slot.offer.minutes)
            slot_id, back = slot_id_of(slot.offer.venue_id, before), back - 1
    return found
