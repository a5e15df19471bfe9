"""A booked time that the office's rules no longer offer: the nearest others, one tap away."""

from dataclasses import replace

from litestar import post
from litestar.di import NamedDependency

from booking_web.desk import FreeTime
from booking_web.pages.choosing import nearest, party_of
from booking_web.pages.proof import booked
from booking_web.pages.venue_opening import require_open_to
from booking_web.pages.visit import Page, Visit
from booking_web.pages.when import LOST, Choice
from booking_web.refusals import BookingRefusal, NotBookedError, SlotUnknownError
from booking_web.timetable.commands import Move
from booking_web.timetable.notices import Appointment


async def times_instead(visit: Visit, appointment: Appointment) -> list[FreeTime]:
    """The nearest free times for a party that is asked to move: there, or else anywhere."""
    if not appointment.move_asked:
        return []
    choice, to = await _choice(visit, appointment), appointment.starts_at
    party, first_on = choice.party, choice.first_on
    free = await visit.site.availability.now(party.size, party.services)
    venue_id = appointment.place.venue_id
    there = nearest(free, party, to=to, venue_id=venue_id, first_on=first_on)
    return there or nearest(free, party, to=to, venue_id=None, first_on=first_on)


@post("/mine/now")
async def move_now(visit: NamedDependency[Visit]) -> Page:
    """Move to the time that was tapped; if it is gone, the old one still stands."""
    draft, slot_id, appointment = visit.signed_in(), visit.form.uuid("slot"), await booked(visit)
    if appointment is None:
        raise NotBookedError
    choice = await _choice(visit, appointment)
    if slot_id is None:
        return choice.lost(None, SlotUnknownError())
    try:
        require_open_to(visit, slot_id, appointment.place.venue_id)
        await visit.submit(Move(notice_id=draft.notice_ids[0], slot_id=slot_id), "move", slot_id)
    except BookingRefusal as refusal:
        if refusal.code in LOST | {"after-pickup-deadline"}:
            return choice.lost(slot_id, refusal)
        raise
    return visit.go("/mine", replace(draft, chosen=None, flash="moved"))


async def _choice(visit: Visit, appointment: Appointment) -> Choice:
    party = await party_of(visit.site.desk, appointment)
    return Choice(visit=visit, draft=visit.signed_in(), party=party, base="/mine")


HANDLERS = (move_now,)
