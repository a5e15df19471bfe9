"""Who booked lets more come along: places next to those it has, in one decision."""

from collections import Counter
from uuid import UUID

from booking_web.refusals import AlreadyBookedError
from booking_web.timetable import appointments, line, placing, releases, taking
from booking_web.timetable.commands import Wishes
from booking_web.timetable.draft import Draft
from booking_web.timetable.facts import PartyGrew
from booking_web.timetable.notices import Appointment, Party, Stage, appointment_id_of
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.seats import Seat, find_seats


def add_people(draft: Draft, notice_id: UUID, notice_ids: tuple[UUID, ...]) -> Outcome:
    """Let these come with the party, all or none; who comes with it already adds nothing.

    Nobody of the party loses the place they have. Whoever waited for an earlier time, with fewer
    people, waits no longer.

    Raises:
        AlreadyBookedError: one of them has another appointment.
        PartyTooLargeError, SlotFullError: there are too many, or no places next to the others.
    """
    booked = appointments.require_confirmed(draft.notice(notice_id), at=draft.at)
    before = draft.members_of(booked)
    new = tuple(each for each in notice_ids if each not in before)
    if not new:
        return placing.outcome_now(draft, notice_id, Done.GREW)
    taking.require_size(draft, (*before, *new))
    _require_free(draft, booked.first_slot_id, new)
    _stop_waiting(draft, notice_id, before)
    party = Party(party_id=booked.party.party_id, members=(*before, *new))
    seats, had = find_seats(draft, booked.first_slot_id, party.members), draft.places_of(before)
    has = Counter({each.place.slot_id: len(each.members) for each in seats})
    for slot_id, count in (has - Counter(had)).items():
        placing.take_places(draft, slot_id, party, count)
    for seat in seats:
        _seat(draft, seat, party, booked)
    for each in before:
        draft.add(each, _grown(draft, each, party))
    return placing.outcome_now(draft, notice_id, Done.GREW)


def _require_free(draft: Draft, slot_id: UUID, new: tuple[UUID, ...]) -> None:
    draft.lapse_expired(slot_id, new)
    for each in new:
        releases.require_released(draft.notice(each))
        theirs = draft.notice(each).appointment
        if theirs is not None and theirs.stage is Stage.CONFIRMED:
            raise AlreadyBookedError
    draft.give_up_holds(new)


def _stop_waiting(draft: Draft, notice_id: UUID, members: tuple[UUID, ...]) -> None:
    line.give_back(draft, notice_id)
    for each in members:
        if (mine := draft.notice(each).waiting) is not None:
            draft.add(each, line.left(draft.notice(each), entry_id=mine.entry_id))


def _grown(draft: Draft, notice_id: UUID, party: Party) -> list[PartyGrew]:
    booked = placing.require_appointment(draft, notice_id)
    return [
        PartyGrew(
            appointment_id=booked.appointment_id, party_id=party.party_id, members=party.members
        )
    ]


def _seat(draft: Draft, seat: Seat, party: Party, booked: Appointment) -> None:
    """Those who were there stay, with the party's new time; the others get their appointment."""
    wishes = Wishes(language=booked.language, needs=booked.needs)
    for each in seat.members:
        notice = draft.notice(each)
        if notice.appointment is not None:
            draft.add(each, appointments.move(notice, place=seat.place, at=draft.at))
            continue
        id_ = appointment_id_of(each, notice.count)
        draft.add(
            each,
            appointments.book(
                notice, appointment_id=id_, party=party, place=seat.place, wishes=wishes
            ),
        )
