"""Somebody comes along with an appointment that the caller has already."""

from dataclasses import dataclass
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from booking_web.pages.choosing import coming_of
from booking_web.pages.signing_in import NotRecognised
from booking_web.pages.visit import Page
from booking_web.phone_desk.caller import Mistakes, Standing, caller_of, told
from booking_web.phone_desk.calls import Call
from booking_web.phone_desk.failures import locked_out, retry_after
from booking_web.phone_desk.naming import companion
from booking_web.phone_desk.staff_visit import StaffVisit
from booking_web.phone_desk.typed import Typed, typed_in
from booking_web.refusals import LockedOutError, NotBookedError, PartyTooLargeError, SlotFullError
from booking_web.timetable.commands import AddPeople
from booking_web.timetable.facts import Channel
from booking_web.timetable.notices import Appointment


@dataclass(frozen=True, kw_only=True)
class _Booked:
    """The call of a caller who has an appointment, to which more may come."""

    visit: StaffVisit
    call: Call
    appointment: Appointment
    members: tuple[UUID, ...]
    typed: Typed

    def page(self, found: Mistakes, status: int = 200) -> Page:
        context: dict[str, object] = {
            "call": self.call,
            "coming": len(self.members),
            "typed": self.typed,
            "found": found,
            **told(self.visit, self.appointment),
        }
        return self.visit.page("along.html", context, status=status)

    async def add(self) -> Page:
        """Next to the others or not at all; the appointment stands whatever comes of it."""
        answer = await companion(self.visit, self.typed, self.members)
        if isinstance(answer, NotRecognised):
            return self.page(answer.found, answer.status)
        command = AddPeople(
            notice_id=self.call.notice_ids[0],
            notice_ids=(answer.person.notice_id,),
            channel=Channel.PHONE,
        )
        try:
            await self.visit.submit(command, "add", self.call)
        except SlotFullError:
            return self.page([self.visit.wrong("number", "no-room-together")], 409)
        return self.visit.go(f"{self.call.path}?said=people-added")


@get("/call/{call_id:uuid}/along")
async def ask_another(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    return (await _with_room(staff_visit, call_id)).page([])


@post("/call/{call_id:uuid}/along")
async def add_person(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    booked = await _with_room(staff_visit, call_id)
    try:
        return await booked.add()
    except LockedOutError as refusal:
        page = booked.page(locked_out(staff_visit, refusal), 429)
        return retry_after(page, refusal, staff_visit.now)


async def _with_room(visit: StaffVisit, call_id: UUID) -> _Booked:
    """Raises NotBookedError, PartyTooLargeError."""
    call = await visit.call(call_id)
    caller = await caller_of(visit, call)
    if caller.standing is not Standing.BOOKED or caller.appointment is None:
        raise NotBookedError
    members = await coming_of(visit.site.desk, caller.appointment)
    if len(members) >= visit.site.largest_party:
        raise PartyTooLargeError
    return _Booked(
        visit=visit,
        call=call,
        appointment=caller.appointment,
        members=members,
        typed=typed_in(visit.form, letters=False),
    )


HANDLERS = (ask_another, add_person)
