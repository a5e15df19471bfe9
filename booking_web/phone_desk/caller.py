"""How the caller stands (open, booked, closed), and the page that says it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from booking_web.availability import Snapshot
from booking_web.desk import FreeTime, Venue
from booking_web.pages.choosing import Party, nearest, new_party, party_of, venue_asked
from booking_web.pages.visit import Page
from booking_web.phone_desk.calls import Call
from booking_web.phone_desk.grid import Grid, grid_of
from booking_web.phone_desk.spelling import spelled, spoken_moment
from booking_web.phone_desk.staff_visit import StaffVisit
from booking_web.phone_desk.typed import UNTYPED, Typed, typed_in
from booking_web.texts.messages import NEEDS, SPOKEN
from booking_web.timetable.facts import WithdrawnBecause
from booking_web.timetable.notices import Appointment, Notice, Stage

Mistakes = list[tuple[str, str]]


class Standing(StrEnum):
    """What there is to do for a caller; each has its page."""

    OPEN = "open"
    BOOKED = "booked"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A hold of their own is the `appointment` of somebody with everything open."""

    standing: Standing
    notice: Notice
    party: Party
    appointment: Appointment | None = None


async def caller_of(visit: StaffVisit, call: Call) -> Caller:
    """Raises DeskAwayError; a booking is told only behind a commit that wrote WAL."""
    desk, leader = visit.site.desk, call.notice_ids[0]
    notice = await desk.notice(leader)
    appointment = notice.appointment
    if appointment is not None and appointment.stage is Stage.CONFIRMED:
        appointment = await desk.vouched_appointment(leader)
    if appointment is not None and appointment.stage is Stage.CONFIRMED:
        party = await party_of(desk, appointment)
        return Caller(standing=Standing.BOOKED, notice=notice, party=party, appointment=appointment)
    closed = notice.attended or notice.withdrawn is not None
    party = await new_party(desk, call.notice_ids)
    held = appointment if _is_live(appointment, visit.now) else None
    standing = Standing.CLOSED if closed else Standing.OPEN
    return Caller(standing=standing, notice=notice, party=party, appointment=held)


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One call on the screen; `lost` is the time that was wished for in vain."""

    visit: StaffVisit
    call: Call
    typed: Typed = UNTYPED
    found: Mistakes | None = None
    said: str = ""
    lost: tuple[datetime, UUID] | None = None
    """When, and at which venue."""
    key: UUID | None = None
    """Kept while the outcome of the form is not known."""
    status: int = 200

    async def page(self) -> Page:
        caller = await caller_of(self.visit, self.call)
        context: dict[str, object] = {
            "call": self.call,
            "caller": caller,
            "done": is_done(caller.notice),
            "typed": self._starting(caller),
            "found": self.found or [],
            "said": self.said,
            "letters": self.visit.site.contacts is not None,
            "most": self.visit.site.largest_party,
            "all_needs": [(code, self.visit.words(words)) for code, words in NEEDS.items()],
            "all_spoken": list(SPOKEN.items()),
            **({} if self.key is None else {"form_key": self.key}),
            **await self._of_times(caller),
            **self._of_appointment(caller),
        }
        return self.visit.page(f"{caller.standing}.html", context, status=self.status)

    def _starting(self, caller: Caller) -> Typed:
        """Somebody who holds a place on the web starts with that place chosen."""
        held = caller.appointment if caller.standing is Standing.OPEN else None
        if held is None or self.typed.slot or self.typed.time:
            return self.typed
        return replace(self.typed, slot=str(held.place.slot_id))

    async def _of_times(self, caller: Caller) -> dict[str, object]:
        visit, typed = self.visit, self.typed
        if caller.standing is Standing.CLOSED:
            return {"grid": Grid(venue=None, days=[]), "nearest": list[FreeTime]()}
        free = await visit.room.availability.now(caller.party.size, caller.party.services)
        venue = venue_asked(visit.site.desk, typed.venue)
        first_on = visit.site.desk.first_day(visit.now, same_day=caller.party.same_day)
        grid = grid_of(free, caller.party, venue=venue, first_on=first_on, first=typed.first)
        return {"grid": grid, "nearest": self._nearest(free, caller.party, first_on)}

    def _nearest(self, free: Snapshot, party: Party, first_on: date) -> list[FreeTime]:
        if self.lost is None:
            return []
        to, venue_id = self.lost
        return nearest(free, party, to=to, venue_id=venue_id, first_on=first_on)

    def _of_appointment(self, caller: Caller) -> dict[str, object]:
        if caller.appointment is None:
            return {}
        return told(self.visit, caller.appointment)


def told(visit: StaffVisit, appointment: Appointment) -> dict[str, object]:
    """What is read out of an appointment."""
    return {
        "appointment": appointment,
        "venue": venue_at(visit, appointment.place.venue_id),
        "spelled": spelled(appointment.reference, visit.words),
        "spoken": spoken_moment(appointment.starts_at, visit.words),
        "needs": [visit.words(NEEDS[each.value]) for each in appointment.needs],
        "language_wanted": SPOKEN.get(appointment.language, appointment.language),
    }


def venue_at(visit: StaffVisit, venue_id: UUID) -> Venue | None:
    return next((each for each in visit.site.desk.venues() if each.venue_id == venue_id), None)


def screen_of(visit: StaffVisit, call: Call) -> Screen:
    """With what was typed into the form."""
    letters = visit.site.contacts is not None
    return Screen(visit=visit, call=call, typed=typed_in(visit.form, letters=letters))


def _is_live(held: Appointment | None, now: datetime) -> bool:
    return held is not None and held.until is not None and now < held.until


def is_done(notice: Notice) -> bool:
    return notice.attended or notice.withdrawn is WithdrawnBecause.COMPLETED
