"""Who comes: number and birthday of the first person, then the family."""

from dataclasses import replace
from uuid import UUID

from litestar.di import NamedDependency

from booking_web.pages.alike import Own
from booking_web.pages.quick_door import quick_get, quick_post
from booking_web.pages.signing_in import (
    UNTYPED,
    Asking,
    NotRecognised,
    Recognised,
    recognise,
    typed,
)
from booking_web.pages.visit import OWN_GUARD, Page, Visit
from booking_web.refusals import NoticeDoneError, NoticeWithdrawnError, PartyTooLargeError
from booking_web.sessions import Draft
from booking_web.timetable.facts import WithdrawnBecause
from booking_web.timetable.notices import Notice, Stage


@quick_get("/book/who")
async def ask_number(visit: NamedDependency[Visit]) -> Page:
    return visit.page("who.html", {"more": False, **UNTYPED}, alike=True)


@quick_post("/book/who", opt={OWN_GUARD: True})
async def sign_in(visit: NamedDependency[Visit]) -> Page:
    """Start a booking, or lead to the one there is."""
    answer = await recognise(visit)
    if isinstance(answer, NotRecognised):
        return _again(visit, answer, more=False)
    draft = visit.site.seal.signed_in(answer.person, visit.now)
    draft = replace(draft, spoken=visit.language)
    notice = answer.notice
    if is_booked(notice):
        return visit.go("/mine", replace(draft, flash="already-booked"))
    require_open(notice)
    if notice.waiting is not None and notice.waiting.offered is not None:
        return visit.go("/wait", draft)
    return visit.go("/book/people", draft)


@quick_get("/book/people")
async def show_people(visit: NamedDependency[Visit]) -> Page:
    draft = visit.signed_in()
    # The list of what to bring comes next, once; later it is a link away.
    bring = (
        not (draft.lists or draft.helped)
        and "collect" in draft.services
        and await visit.site.shelf.rules() is not None
    )
    context = {
        "people": [(Own(each.tail), Own(each.notice_id)) for each in draft.people],
        "most": visit.site.largest_party,
        "next": "/bring" if bring else "/book/help",
    }
    return visit.page("people.html", context, alike=True)


@quick_post("/book/people/remove")
async def remove_person(visit: NamedDependency[Visit]) -> Page:
    """Take somebody out again; the last one stays."""
    draft, leaving = visit.signed_in(), visit.form.uuid("person")
    stay = tuple(each for each in draft.people if each.notice_id != leaving)
    return visit.go("/book/people", replace(draft, people=stay or draft.people))


@quick_get("/book/people/add")
async def ask_another(visit: NamedDependency[Visit]) -> Page:
    _with_room(visit)
    return visit.page("who.html", {"more": True, **UNTYPED})


@quick_post("/book/people/add", opt={OWN_GUARD: True})
async def add_person(visit: NamedDependency[Visit]) -> Page:
    draft = _with_room(visit)
    answer = await recognise(visit)
    if isinstance(answer, Recognised):
        answer = joining(visit, draft.notice_ids, answer)
    if isinstance(answer, NotRecognised):
        return _again(visit, answer, more=True)
    return visit.go("/book/people", replace(draft, people=(*draft.people, answer.person)))


def is_booked(notice: Notice) -> bool:
    return notice.appointment is not None and notice.appointment.stage is Stage.CONFIRMED


def joining(
    asking: Asking, notice_ids: tuple[UUID, ...], new: Recognised
) -> Recognised | NotRecognised:
    """Whether this person can come with the others.

    Raises:
        NoticeDoneError, NoticeWithdrawnError: there is nothing (more) to book for them.
    """
    if new.person.notice_id in notice_ids:
        return NotRecognised(found=[asking.wrong("number", "person-twice")])
    if is_booked(new.notice):
        return NotRecognised(found=[asking.wrong("number", "person-booked")])
    require_open(new.notice)
    return new


def require_open(notice: Notice) -> None:
    """Raises a refusal when there is nothing (more) to book for this notice."""
    if notice.attended or notice.withdrawn is WithdrawnBecause.COMPLETED:
        raise NoticeDoneError
    if notice.withdrawn is not None:
        raise NoticeWithdrawnError


def _with_room(visit: Visit) -> Draft:
    draft = visit.signed_in()
    if len(draft.people) >= visit.site.largest_party:
        raise PartyTooLargeError
    return draft


def _again(visit: Visit, answer: NotRecognised, *, more: bool) -> Page:
    told = {"more": more, "found": answer.found, **typed(visit)}
    return visit.page("who.html", told, status=answer.status, alike=True)


HANDLERS = (ask_number, sign_in, show_people, remove_person, ask_another, add_person)
