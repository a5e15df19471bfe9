"""Places held or taken seat by seat, and what is told of it."""

from datetime import datetime
from uuid import UUID

from booking_web.refusals import NotBookedError
from booking_web.timetable import appointments, slot_rules
from booking_web.timetable.commands import Wishes
from booking_web.timetable.draft import Draft, outcome_of
from booking_web.timetable.notices import Appointment, Party, appointment_id_of
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.seats import Seat


def require_appointment(draft: Draft, notice_id: UUID) -> Appointment:
    """Raises NotBookedError."""
    appointment = draft.notice(notice_id).appointment
    if appointment is None:
        raise NotBookedError
    return appointment


def outcome_now(draft: Draft, notice_id: UUID, done: Done) -> Outcome:
    """What is told of the party as it stands now."""
    appointment = require_appointment(draft, notice_id)
    return outcome_of(appointment, done, len(draft.members_of(appointment)))


def hold_seat(draft: Draft, seat: Seat, party: Party, until: datetime) -> None:
    """Its members' hold, and their places in the slot."""
    for each in seat.members:
        notice = draft.notice(each)
        held = appointments.hold(
            notice,
            appointment_id=appointment_id_of(each, notice.count),
            party=party,
            place=seat.place,
            until=until,
        )
        draft.add(each, held)
    _hold_places(draft, seat.place.slot_id, party, len(seat.members), until)


def hold_beside(draft: Draft, seat: Seat, party: Party, until: datetime) -> None:
    """Keep places for who has an appointment and keeps it: only those they do not have by it."""
    slot_id = seat.place.slot_id
    theirs = (draft.notice(each).appointment for each in seat.members)
    new = [each for each in theirs if each is None or each.place.slot_id != slot_id]
    if new:
        _hold_places(draft, slot_id, party, len(new), until)


def _hold_places(draft: Draft, slot_id: UUID, party: Party, count: int, until: datetime) -> None:
    places = slot_rules.hold_places(
        draft.slot(slot_id),
        party_id=party.party_id,
        members=party.members,
        count=count,
        until=until,
        reserved=draft.reserved(slot_id),
        channel=draft.channel,
    )
    draft.add(slot_id, places)


def take_seat(draft: Draft, seat: Seat, party: Party, wishes: Wishes) -> None:
    """Its members' appointment, and their places in the slot."""
    for each in seat.members:
        notice = draft.notice(each)
        booked = appointments.book(
            notice,
            appointment_id=appointment_id_of(each, notice.count),
            party=party,
            place=seat.place,
            wishes=wishes,
        )
        draft.add(each, booked)
    take_places(draft, seat.place.slot_id, party, len(seat.members))


def take_places(draft: Draft, slot_id: UUID, party: Party, count: int) -> None:
    """So many places of the slot become the party's."""
    taken = slot_rules.take_places(
        draft.slot(slot_id),
        party_id=party.party_id,
        members=party.members,
        count=count,
        reserved=draft.reserved(slot_id),
        channel=draft.channel,
    )
    draft.add(slot_id, taken)
