"""A call: who is on the telephone, who comes with them, and its end."""

from dataclasses import replace
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from booking_web.pages.signing_in import NotRecognised
from booking_web.pages.visit import Page
from booking_web.phone_desk.caller import Screen, screen_of
from booking_web.phone_desk.calls import Call
from booking_web.phone_desk.failures import locked_out, retry_after
from booking_web.phone_desk.messages import SAID
from booking_web.phone_desk.naming import companion, named
from booking_web.phone_desk.staff_visit import StaffVisit
from booking_web.phone_desk.typed import UNTYPED, typed_in
from booking_web.refusals import LockedOutError


@get("/")
async def ask_number(staff_visit: NamedDependency[StaffVisit]) -> Page:
    return staff_visit.page("call.html", {"said": said(staff_visit), "typed": UNTYPED})


@post("/call")
async def answer_call(staff_visit: NamedDependency[StaffVisit]) -> Page:
    """Begin a call with whoever's number and birthday agree."""
    visit, typed = staff_visit, typed_in(staff_visit.form, letters=False)
    try:
        answer = await named(visit, typed)
    except LockedOutError as refusal:
        page = visit.page("call.html", {"typed": typed, "locked": refusal}, status=429)
        return retry_after(page, refusal, visit.now)
    if isinstance(answer, NotRecognised):
        context = {"typed": typed, "found": answer.found}
        return visit.page("call.html", context, status=answer.status)
    call = await visit.room.calls.begin(visit.signed_in, answer.person, at=visit.now)
    return visit.go(call.path)


@get("/call/{call_id:uuid}")
async def show_call(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    call = await staff_visit.call(call_id)
    return await Screen(visit=staff_visit, call=call, said=said(staff_visit)).page()


@post("/call/{call_id:uuid}/look")
async def look(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    """Another venue or other days, with everything typed kept."""
    return await screen_of(staff_visit, await staff_visit.call(call_id)).page()


@post("/call/{call_id:uuid}/people")
async def add_person(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    return await join(staff_visit, await staff_visit.call(call_id))


@post("/call/{call_id:uuid}/people/remove")
async def remove_person(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    """Take somebody out again; who called stays."""
    visit, call = staff_visit, await staff_visit.call(call_id)
    leaving, first = visit.form.uuid("person"), call.people[0]
    stay = tuple(each for each in call.people if each is first or each.notice_id != leaving)
    call = replace(call, people=stay)
    await visit.room.calls.keep(visit.signed_in, call)
    return await screen_of(visit, call).page()


@post("/call/{call_id:uuid}/end")
async def end_call(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    await staff_visit.room.calls.end(staff_visit.signed_in, call_id)
    return staff_visit.go("/phone-desk")


async def join(visit: StaffVisit, call: Call) -> Page:
    """Somebody else comes too, with their own number and birthday."""
    screen = screen_of(visit, call)
    if len(call.people) >= visit.site.largest_party:
        return await _with(screen, "party-too-large").page()
    try:
        answer = await companion(visit, screen.typed, call.notice_ids)
    except LockedOutError as refusal:
        locked = replace(screen, found=locked_out(visit, refusal), status=429)
        return retry_after(await locked.page(), refusal, visit.now)
    if isinstance(answer, NotRecognised):
        return await replace(screen, found=answer.found, status=answer.status).page()
    call = replace(call, people=(*call.people, answer.person))
    await visit.room.calls.keep(visit.signed_in, call)
    typed = replace(screen.typed, number="", birthday="")
    return await replace(screen, call=call, typed=typed).page()


def said(visit: StaffVisit) -> str:
    """The words of a code that the page before left in the address."""
    words = SAID.get(visit.request.query_params.get("said") or "")
    return visit.words(words) if words else ""


def _with(screen: Screen, code: str) -> Screen:
    return replace(screen, found=[screen.visit.wrong("number", code)], status=422)


HANDLERS = (ask_number, answer_call, show_call, look, add_person, remove_person, end_call)
