"""Who is offered places that came free: the first in line whom they fit, and until when."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from booking_web.timetable.facts import Channel, MissedBecause
from booking_web.timetable.openings import Opening
from booking_web.timetable.policy import Policy
from booking_web.timetable.rows import row_from, slots_needed, starts_before
from booking_web.timetable.slots import Offer, Slot
from booking_web.timetable.terms import Asked, cut_off_of
from booking_web.timetable.waiting_list import Household, WaitingList
from issuance.calendar import JST, office_date, office_time

_NIGHT_FROM, _NIGHT_UNTIL, _MORNING = 21, 8, 10
"""Nobody has to answer between these hours; an offer of the night stands until ten o'clock."""


class Skip(StrEnum):
    """Why a household is not offered places that came free."""

    OUTSIDE_WISHES = "outside-wishes"
    HAS_OFFER = "has-offer"
    LET_LAPSE = "let-lapse"
    DECLINED = "declined"
    NOT_POSSIBLE = "not-possible"
    TOO_SOON = "too-soon"
    """Too little time is left before it to answer an offer, or to fetch the card."""
    TOO_LARGE = "too-large"


_MISSED = {
    MissedBecause.TIME_OVER: Skip.LET_LAPSE,
    MissedBecause.DECLINED: Skip.DECLINED,
    MissedBecause.NOT_POSSIBLE: Skip.NOT_POSSIBLE,
}


class View(Struct, frozen=True):
    """Slots as they stand, and what opening rules say of them."""

    slot_of: Callable[[UUID], Slot | None]
    opening_of: Callable[[UUID], Opening | None]
    policy: Policy

    def free(self, household: Household, slot_id: UUID, at: datetime) -> Iterator[int]:
        """What this household could have in each slot of the row that begins here."""
        return (free for _, free in self.row(household, slot_id, at))

    def row(self, household: Household, slot_id: UUID, at: datetime) -> Iterator[tuple[UUID, int]]:
        """As `free`, with the slots."""
        asked = Asked(
            at=at, channel=Channel.WEB, services=frozenset(household.services), policy=self.policy
        )
        for each, slot in row_from(self.slot_of, slot_id, self.policy.slots_in_a_row):
            opening = self.opening_of(each)
            yield each, asked.free(opening, slot) if asked.can_book(opening, slot) else 0

    def closes_at(self, slot_id: UUID, offer: Offer) -> datetime:
        return offer.starts_at - cut_off_of(self.opening_of(slot_id), self.policy)


def offer_until(at: datetime, *, closes_at: datetime, policy: Policy) -> datetime | None:
    """The end of an offer made now of places that can be booked until *closes_at*.

    Two hours by day, shorter where booking closes earlier; it never ends at night but at ten in
    the morning. None: there is too little time for an offer.
    """
    until = at + policy.offer
    if _is_night(at) or _is_night(until):
        until = _next_morning(at)
        return until if until <= closes_at else None
    until = min(until, closes_at)
    return until if until - at >= policy.shortest_offer else None


def why_not(household: Household, slot_id: UUID, view: View, *, at: datetime) -> Skip | None:
    """Why these places are not for this household now; None: they are."""
    slot = view.slot_of(slot_id)
    if slot is None or (offer := slot.offer) is None:
        return Skip.OUTSIDE_WISHES
    if not household.wishes_for(venue_id=offer.venue_id, starts_at=offer.starts_at):
        return Skip.OUTSIDE_WISHES
    if (missed := household.missed.get(slot_id)) is not None:
        return _MISSED[missed]
    if household.offered is not None:
        return Skip.HAS_OFFER
    if not slots_needed(view.free(household, slot_id, at), household.size):
        return Skip.TOO_LARGE
    closes_at = view.closes_at(slot_id, offer)
    return None if _in_time(household, offer, closes_at, at, view.policy) else Skip.TOO_SOON


def first_in_turn(
    waiting: WaitingList, slot_id: UUID, view: View, *, at: datetime
) -> Household | None:
    """The one who has waited longest among those whom the places from this slot on fit."""
    return next(
        (
            each
            for each in waiting.households.values()
            if why_not(each, slot_id, view, at=at) is None
        ),
        None,
    )


def due_to_line(
    waiting: WaitingList, slot_id: UUID, view: View, *, at: datetime, own: UUID | None
) -> int:
    """Places of this slot that are due to households in line, or only to those before *own*.

    Nobody else may have them, however shortly before they came free. Of places that several
    households could have, each counts: until the offer is a fact, rather too many are kept.
    """
    due: dict[UUID, int] = {}
    before = waiting.place_of(own)
    for start in starts_before(view.slot_of, slot_id, view.policy.slots_in_a_row):
        slot = view.slot_of(start)
        if slot is None or slot.offer is None or slot.free(at) <= 0:
            break  # a row does not reach over a full slot
        for place, each in waiting.wishing(start, slot.offer):
            if place < before and (start == slot_id or each.size > 1):
                places = _due_here(each, slot_id, start, view, at)
                due[each.entry_id] = max(places, due.get(each.entry_id, 0))
    return sum(due.values())


def _due_here(household: Household, slot_id: UUID, start: UUID, view: View, at: datetime) -> int:
    """How many of the household would sit in this slot if it came from *start* on."""
    if why_not(household, start, view, at=at) is not None:
        return 0
    rest = household.size
    for each, free in view.row(household, start, at):
        if each == slot_id:
            return min(rest, free)
        rest = max(0, rest - free)
    return 0


def _in_time(
    household: Household, offer: Offer, closes_at: datetime, at: datetime, policy: Policy
) -> bool:
    if offer_until(at, closes_at=closes_at, policy=policy) is None:
        return False
    return office_date(offer.starts_at) >= policy.first_day(at, same_day=household.same_day)


def _is_night(at: datetime) -> bool:
    hour = at.astimezone(JST).hour
    return hour >= _NIGHT_FROM or hour < _NIGHT_UNTIL


def _next_morning(at: datetime) -> datetime:
    today = office_date(at)
    morning = office_time(today, _MORNING)
    if at.astimezone(JST).hour < _NIGHT_UNTIL:
        return morning
    return office_time(today + timedelta(days=1), _MORNING)
