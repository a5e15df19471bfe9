"""How a party gets places: held and confirmed, or booked in one step; all or nothing."""

from uuid import UUID

from booking_web.refusals import AlreadyBookedError, PartyTooLargeError
from booking_web.timetable import appointments, placing, releases, slot_rules
from booking_web.timetable.commands import Wishes
from booking_web.timetable.draft import Draft, outcome_of
from booking_web.timetable.notices import Appointment, Party, Stage, appointment_id_of
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.seats import find_seats, span_of


def require_size(draft: Draft, notice_ids: tuple[UUID, ...]) -> None:
    """Raises PartyTooLargeError."""
    if len(notice_ids) > draft.policy.largest_party:
        raise PartyTooLargeError


def hold(draft: Draft, notice_ids: tuple[UUID, ...], slot_id: UUID) -> Outcome:
    """Keep places for a while; a hold elsewhere is given up for it."""
    require_size(draft, notice_ids)
    draft.lapse_expired(slot_id, notice_ids)
    if (mine := _shared(draft, notice_ids, slot_id)) and mine.stage is Stage.HELD:
        return outcome_of(mine, Done.HELD, len(notice_ids))
    draft.give_up_holds(notice_ids)
    seats, party = find_seats(draft, slot_id, notice_ids), _new_party(draft, notice_ids)
    for seat in seats:
        placing.hold_seat(draft, seat, party, draft.at + draft.policy.hold)
    return placing.outcome_now(draft, notice_ids[0], Done.HELD)


def book(draft: Draft, notice_ids: tuple[UUID, ...], slot_id: UUID, wishes: Wishes) -> Outcome:
    """Book at once, or turn the party's hold of this slot into the booking."""
    require_size(draft, notice_ids)
    draft.lapse_expired(slot_id, notice_ids)
    if _shared(draft, notice_ids, slot_id):
        return confirm(draft, notice_ids[0], wishes)
    draft.give_up_holds(notice_ids)
    seats, party = find_seats(draft, slot_id, notice_ids), _new_party(draft, notice_ids)
    for seat in seats:
        placing.take_seat(draft, seat, party, wishes)
    return placing.outcome_now(draft, notice_ids[0], Done.CONFIRMED)


def extend(draft: Draft, notice_id: UUID) -> Outcome:
    """Hold longer, once."""
    held = draft.notice(notice_id).appointment
    until = (held.until if held and held.until else draft.at) + draft.policy.hold
    appointments.extend(draft.notice(notice_id), at=draft.at, until=until)
    held = placing.require_appointment(draft, notice_id)
    party_id, members = held.party.party_id, draft.members_of(held)
    for each in members:
        draft.add(each, appointments.extend(draft.notice(each), at=draft.at, until=until))
    for slot_id in draft.places_of(members):
        slot = draft.slot(slot_id)
        longer = slot_rules.extend_hold(slot, party_id=party_id, at=draft.at, until=until)
        draft.add(slot_id, longer)
    return placing.outcome_now(draft, notice_id, Done.HELD)


def confirm(draft: Draft, notice_id: UUID, wishes: Wishes) -> Outcome:
    """The hold becomes the booking."""
    held = draft.notice(notice_id).appointment
    members = draft.members_of(held) if held else (notice_id,)
    if held is not None and held.stage is Stage.CONFIRMED:
        return outcome_of(held, Done.CONFIRMED, len(members))
    span = span_of(draft.seats_of(members))
    for each in members:
        confirmed = appointments.confirm(
            draft.notice(each), size=len(members), span=span, wishes=wishes, at=draft.at
        )
        draft.add(each, confirmed)
    booked = placing.require_appointment(draft, notice_id)
    for slot_id in draft.places_of(members):
        kept = slot_rules.keep_places(
            draft.slot(slot_id), party_id=booked.party.party_id, at=draft.at
        )
        draft.add(slot_id, kept)
    return placing.outcome_now(draft, notice_id, Done.CONFIRMED)


def _shared(draft: Draft, notice_ids: tuple[UUID, ...], slot_id: UUID) -> Appointment | None:
    """What these notices, and nobody else, have together in this slot.

    Raises:
        AlreadyBookedError: one of them is booked otherwise.
    """
    for each in notice_ids:
        releases.require_released(draft.notice(each))
    mine = draft.notice(notice_ids[0]).appointment
    if mine and mine.first_slot_id == slot_id and set(draft.members_of(mine)) == set(notice_ids):
        return mine
    theirs = [draft.notice(each).appointment for each in notice_ids]
    if any(each and each.stage is Stage.CONFIRMED for each in theirs):
        raise AlreadyBookedError
    return None


def _new_party(draft: Draft, notice_ids: tuple[UUID, ...]) -> Party:
    leader = notice_ids[0]
    party_id = appointment_id_of(leader, draft.notice(leader).count)
    return Party(party_id=party_id, members=notice_ids)
