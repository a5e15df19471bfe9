"""How a party changes or gives back what it has; a place is never freed first."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from booking_web.refusals import SlotUnknownError
from booking_web.timetable import appointments, line, placing, releases
from booking_web.timetable.draft import Draft, outcome_of
from booking_web.timetable.facts import CancelledBecause, FreedBecause, LapsedBecause
from booking_web.timetable.notices import Appointment, Stage
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.seats import find_seats


def move(draft: Draft, notice_id: UUID, slot_id: UUID) -> Outcome:
    """Give the party another slot in one decision; refused, it keeps the one it has."""
    booked = appointments.require_confirmed(draft.notice(notice_id), at=draft.at)
    if booked.first_slot_id == slot_id:
        return placing.outcome_now(draft, notice_id, Done.MOVED)
    _answer_offer(draft, notice_id, slot_id)
    draft.lapse_expired(slot_id, ())
    members, party_id = draft.members_of(booked), booked.party.party_id
    seats, had = find_seats(draft, slot_id, members), Counter(draft.places_of(members))
    has = Counter({each.place.slot_id: len(each.members) for each in seats})
    for new_id, count in (has - had).items():
        placing.take_places(draft, new_id, booked.party, count)
    for place, each in ((seat.place, each) for seat in seats for each in seat.members):
        draft.add(each, appointments.move(draft.notice(each), place=place, at=draft.at))
    draft.free(party_id, had - has, FreedBecause.MOVED)
    return placing.outcome_now(draft, notice_id, Done.MOVED)


def _answer_offer(draft: Draft, notice_id: UUID, slot_id: UUID) -> None:
    """Who waited for an earlier time takes what is offered, or declines it by moving elsewhere."""
    mine = draft.notice(notice_id).waiting
    if mine is not None and mine.offered == slot_id:
        line.take_offered(draft, mine)
    elif mine is not None:
        line.give_back(draft, notice_id)


def cancel(draft: Draft, notice_id: UUID, reason: CancelledBecause) -> Outcome:
    """Cancel the appointment, or give up the hold."""
    releases.require_released(draft.notice(notice_id))
    ended = placing.require_appointment(draft, notice_id)
    members = draft.members_of(ended)
    places = draft.places_of(members)
    if ended.stage is Stage.HELD:
        draft.end_hold(ended, LapsedBecause.GIVEN_UP, FreedBecause.GIVEN_UP)
        return outcome_of(ended, Done.GIVEN_UP, len(members))
    line.give_back(draft, notice_id)
    for each in members:
        cancelled = appointments.cancel(draft.notice(each), reason=reason, at=draft.at)
        draft.add(each, cancelled)
    draft.free(ended.party.party_id, places, FreedBecause.CANCELLED)
    return outcome_of(ended, Done.CANCELLED, len(members))


def lapse(draft: Draft, slot_id: UUID, party_id: UUID) -> Outcome:
    """Note that a hold's time is over; nothing, where it was noted or confirmed."""
    slot = draft.slot(slot_id)
    if slot.offer is None:
        raise SlotUnknownError
    expired = dict(slot.expired(draft.at)).get(party_id)
    if expired is not None:
        draft.lapse_hold(slot_id, party_id, expired)
    return Outcome(
        done=Done.NOTHING if expired is None else Done.GIVEN_UP,
        party_id=party_id,
        party_size=expired.count if expired else 0,
        slot_id=slot_id,
        venue_id=slot.offer.venue_id,
        starts_at=slot.offer.starts_at,
        minutes=slot.offer.minutes,
    )


def move_up(draft: Draft, left: Appointment) -> UUID:
    """The slot in which the party gives up the place of one who left it.

    Its last member moves up where that is later: the party still comes when it was told.
    """
    others = [draft.notice(each).appointment for each in draft.members_of(left)]
    last = max((each for each in others if each), key=_when, default=None)
    in_row = last is not None and last.place.starts_at > left.place.starts_at
    if last is None or not in_row or left.stage is Stage.HELD or left.starts_at <= draft.at:
        return left.place.slot_id
    mover = next(each for each in draft.members_of(left) if draft.notice(each).appointment is last)
    draft.add(mover, appointments.move_up(draft.notice(mover), place=left.place))
    return last.place.slot_id


def _when(appointment: Appointment) -> datetime:
    return appointment.place.starts_at
