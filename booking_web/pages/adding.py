"""Somebody comes along with an appointment that is there already."""

from dataclasses import replace

from litestar import get, post
from litestar.di import NamedDependency

from booking_web.pages.choosing import coming_of
from booking_web.pages.proof import booked
from booking_web.pages.signing_in import UNTYPED, NotRecognised, recognise, typed
from booking_web.pages.visit import OWN_GUARD, Page, Visit
from booking_web.pages.who import joining
from booking_web.refusals import NotBookedError, PartyTooLargeError, SlotFullError
from booking_web.timetable.commands import AddPeople
from booking_web.timetable.notices import Appointment


@get("/mine/people")
async def ask_another(visit: NamedDependency[Visit]) -> Page:
    await _with_room(visit)
    return visit.page("who.html", {**_ANOTHER, **UNTYPED})


@post("/mine/people", opt={OWN_GUARD: True})
async def add_person(visit: NamedDependency[Visit]) -> Page:
    """Next to the others or not at all; the appointment stands whatever comes of it."""
    draft, answer = visit.signed_in(), await recognise(visit)
    if not isinstance(answer, NotRecognised):
        members = await coming_of(visit.site.desk, await _with_room(visit))
        answer = joining(visit, members, answer)
    if isinstance(answer, NotRecognised):
        return _again(visit, answer)
    person = answer.person
    command = AddPeople(notice_id=draft.notice_ids[0], notice_ids=(person.notice_id,))
    try:
        await visit.submit(command, "add")
    except SlotFullError:
        found = [visit.wrong("number", "no-room-together")]
        return _again(visit, NotRecognised(found=found, status=409))
    return visit.go("/mine", replace(draft, people=(*draft.people, person), flash="people-added"))


async def _with_room(visit: Visit) -> Appointment:
    appointment = await booked(visit)
    if appointment is None:
        raise NotBookedError
    if len(await coming_of(visit.site.desk, appointment)) >= visit.site.largest_party:
        raise PartyTooLargeError
    return appointment


def _again(visit: Visit, answer: NotRecognised) -> Page:
    context = {**_ANOTHER, "found": answer.found, **typed(visit)}
    return visit.page("who.html", context, status=answer.status)


_ANOTHER = {"more": True, "back_to": "/mine"}
HANDLERS = (ask_another, add_person)
