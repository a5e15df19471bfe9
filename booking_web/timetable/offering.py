"""Places that came free, held for the household whose turn it is."""

from uuid import UUID

from msgspec.structs import replace

from booking_web.refusals import BookingRefusal
from booking_web.timetable import line, placing, slot_rules
from booking_web.timetable.commands import OfferPlaces
from booking_web.timetable.draft import Draft
from booking_web.timetable.notices import Party
from booking_web.timetable.offers import first_in_turn, offer_until
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.seats import Seat, find_seats
from booking_web.timetable.waiting_list import Household


def offer(draft: Draft, command: OfferPlaces) -> Outcome:
    """Hold the places for this household if they are its turn; else nothing, and no refusal."""
    slot_id, at, policy = command.slot_id, draft.at, draft.policy
    view, nothing = draft.view(), _nothing(draft, command)
    draft.lapse_expired(slot_id, ())
    mine = first_in_turn(draft.waiting, slot_id, view, at=at)
    if mine is None or mine.entry_id != command.entry_id:
        return nothing
    seats = _seats_in_line(draft, mine, slot_id)
    if not seats:
        for each in mine.members:
            draft.add(each, [line.passed_over(mine, slot_id)])
        return nothing
    closes_at = view.closes_at(slot_id, slot_rules.require_offer(draft.offered(slot_id)))
    until = offer_until(at, closes_at=closes_at, policy=policy) or at
    party = Party(party_id=mine.entry_id, members=mine.members)
    hold = placing.hold_seat if mine.earlier_than is None else placing.hold_beside
    for seat in seats:
        hold(draft, seat, party, until)
    for each in mine.members:
        draft.add(each, [line.offered(mine, seats[0].place, until)])
    return replace(placing.outcome_now(draft, mine.members[0], Done.HELD), done=Done.OFFERED)


def _seats_in_line(draft: Draft, household: Household, slot_id: UUID) -> list[Seat]:
    """Where they would sit; none, if something else than places stands between them and a booking.

    Whatever it is, the next in line and everybody else shall not wait for them.
    """
    draft.for_line = True
    try:
        place = draft.open_place(slot_id, household.members)
        line.require_free(draft, household, place.starts_at)
        return find_seats(draft, slot_id, household.members)
    except BookingRefusal:
        return []


def _nothing(draft: Draft, command: OfferPlaces) -> Outcome:
    offer = slot_rules.require_offer(draft.offered(command.slot_id))
    return Outcome(
        done=Done.NOTHING,
        party_id=command.entry_id,
        party_size=0,
        slot_id=command.slot_id,
        venue_id=offer.venue_id,
        starts_at=offer.starts_at,
        minutes=offer.minutes,
    )
