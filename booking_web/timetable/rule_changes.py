"""What changed opening rules, or the office's own word, mean for a slot in use and who booked it.

Nobody's appointment is taken away: whose time is no longer offered is asked, once, to move.
"""

from collections.abc import Iterable
from uuid import UUID

from booking_web.timetable import slot_rules
from booking_web.timetable.draft import Draft
from booking_web.timetable.facts import (
    AppointmentMoveAsked,
    AppointmentStands,
    FreedBecause,
    LapsedBecause,
    NoticeFact,
    SlotFact,
)
from booking_web.timetable.notices import Appointment, Notice, Stage
from issuance.calendar.opening import OpenSlot


def follow_rules(
    draft: Draft, slot_id: UUID, opening: OpenSlot | None, booked: Iterable[UUID]
) -> None:
    """Let a slot follow its venue's new rules; one that has begun stays as it was.

    Args:
        draft: has the slot, and the notices that ever had a place in it.
        slot_id: the slot.
        opening: what the rules offer there now, if anything.
        booked: the notices that ever had a place in it.
    """
    slot = draft.slot(slot_id)
    if slot.offer is not None and slot.offer.starts_at > draft.at:
        settle(draft, slot_id, slot_rules.follow_rules(slot, opening), booked)


def settle(
    draft: Draft, slot_id: UUID, changes: Iterable[SlotFact], booked: Iterable[UUID]
) -> None:
    """Record the slot's changes, end its holds if it was withdrawn, and tell those who booked."""
    draft.add(slot_id, changes)
    slot = draft.slot(slot_id)
    if slot.withdrawn:
        for party_id, held in slot.held.items():
            because = LapsedBecause.SLOT_WITHDRAWN, FreedBecause.SLOT_WITHDRAWN
            draft.lapse_hold(slot_id, party_id, held, *because)
    for each in booked:
        mine = draft.notice(each).appointment
        if mine is not None and mine.place.slot_id == slot_id:
            _tell(draft, mine)


def _tell(draft: Draft, booked: Appointment) -> None:
    """Ask the whole party to move while one of its slots is withdrawn; else it stands."""
    members = draft.members_of(booked)
    withdrawn = any(draft.slot(each).withdrawn for each in draft.places_of(members))
    for each in members:
        draft.add(each, _told(draft.notice(each), withdrawn=withdrawn))


def _told(notice: Notice, *, withdrawn: bool) -> list[NoticeFact]:
    booked = notice.appointment
    if booked is None or booked.stage is not Stage.CONFIRMED or booked.move_asked is withdrawn:
        return []
    said = AppointmentMoveAsked if withdrawn else AppointmentStands
    return [said(appointment_id=booked.appointment_id, party_id=booked.party.party_id)]
