"""Who is offered places that came free: the first in line whom they fit, and until when."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from booking_web.timetable.facts import MissedBecause
from booking_web.timetable.policy import Policy
from booking_web.timetable.rows import row_from, slots_needed
from booking_web.timetable.slots import Offer, Slot
from booking_web.timetable.waiting_list import Household, WaitingList, within
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
SlotOf = Callable[[UUID], Slot | None]


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


def why_not(
    household: Household, slot_id: UUID, slot_of: SlotOf, *, at: datetime, policy: Policy
) -> Skip | None:
    """Why these places are not for this household now; None: they are."""
    slot = slot_of(slot_id)
    if slot is None or (offer := slot.offer) is None:
        return Skip.OUTSIDE_WISHES
    if not within(household.wished, venue_id=offer.venue_id, starts_at=offer.starts_at):
        return Skip.OUTSIDE_WISHES
    if (missed := household.missed.get(slot_id)) is not None:
        return _MISSED[missed]
    if household.offered is not None:
        return Skip.HAS_OFFER
    row = row_from(slot_of, slot_id, policy.slots_in_a_row)
    if not slots_needed((each.free(at) for _, each in row), household.size):
        return Skip.TOO_LARGE
    return None if _in_time(household, offer, at, policy) else Skip.TOO_SOON


def first_in_turn(
    waiting: WaitingList, slot_id: UUID, slot_of: SlotOf, *, at: datetime, policy: Policy
) -> Household | None:
    """The one who has waited longest among those whom the places from this slot on fit."""
    return next(
        (
            each
            for each in waiting.households.values()
            if why_not(each, slot_id, slot_of, at=at, policy=policy) is None
        ),
        None,
    )


def _in_time(household: Household, offer: Offer, at: datetime, policy: Policy) -> bool:
    closes_at = offer.starts_at - policy.cut_off
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
