"""What the desk asks of itself for the waiting list: who is to be offered which places now."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from booking_web.timetable.commands import OfferPlaces
from booking_web.timetable.offers import View, why_not
from booking_web.timetable.policy import Policy
from booking_web.timetable.rows import row_from, starts_before
from booking_web.timetable.timetable import Timetable
from booking_web.timetable.waiting_list import WaitingList


def due_offers(
    timetable: Timetable, *, at: datetime, policy: Policy, among: Iterable[UUID] | None = None
) -> list[OfferPlaces]:
    """Each household in its turn and the first places that suit it; *among*: where to look."""
    every = timetable.slots.keys() | timetable.openings.offers.keys()
    view = View(timetable.slot, timetable.openings.offers.get, policy)
    starts = every if among is None else starts_of(view, among)
    return in_turn(timetable.waiting, view, starts, at=at)


def in_turn(
    waiting: WaitingList, view: View, among: Iterable[UUID], *, at: datetime
) -> list[OfferPlaces]:
    """Whom to offer what, of rows that begin in these slots.

    Places meant for one household are not thought of for another; whoever comes next is asked
    for again once that offer is a fact.
    """
    found: list[OfferPlaces] = []
    spoken_for: set[UUID] = set()
    starts = _by_the_clock(view, among, at)
    for each in waiting.households.values():
        fitting = (slot_id for slot_id in starts if why_not(each, slot_id, view, at=at) is None)
        slot_id = next(fitting, None)
        if slot_id is None:
            continue
        row = {each for each, _ in row_from(view.slot_of, slot_id, view.policy.slots_in_a_row)}
        if row & spoken_for:
            continue
        spoken_for |= row
        offer = OfferPlaces(notice_ids=each.members, slot_id=slot_id, entry_id=each.entry_id)
        found.append(offer)
    return found


def starts_of(view: View, among: Iterable[UUID]) -> set[UUID]:
    """A place that came free may complete a row that begins some slots before it."""
    row = view.policy.slots_in_a_row
    return {start for each in among for start in starts_before(view.slot_of, each, row)}


def _by_the_clock(view: View, among: Iterable[UUID], at: datetime) -> list[UUID]:
    """Slots with a place left in which a row can begin."""
    open_ones = [
        (slot.offer.starts_at, each)
        for each in among
        if (slot := view.slot_of(each)) is not None
        and slot.offer is not None
        and at < slot.offer.starts_at
        and slot.free(at) > 0
    ]
    return [each for _, each in sorted(open_ones)]
