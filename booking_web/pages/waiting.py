"""The waiting list: join, see one's place in line and why, leave; accept or decline an offer."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency

from booking_web.letters.contacts import Contact
from booking_web.pages.choosing import coming_of, new_party
from booking_web.pages.visit import Page, Visit
from booking_web.pages.waiting_wishes import (
    DAYS,
    HOURS,
    WEEKS,
    Typed,
    mistakes,
    reasons_of,
    shown_again,
    typed_in,
    wished,
    wishes_in_words,
)
from booking_web.pages.when import said_once
from booking_web.refusals import (
    AlreadyBookedError,
    HoldExpiredError,
    NotWaitingError,
    SlotFullError,
)
from booking_web.sessions import Draft
from booking_web.timetable.commands import Confirm, Decline, Join, Leave, Move, Wishes
from booking_web.timetable.facts import Need
from booking_web.timetable.notices import Appointment, Notice, Stage, Waiting
from issuance.calendar import is_over, office_date


@get("/wait")
async def show(visit: NamedDependency[Visit]) -> Page:
    """The form; for who waits, the place in line; for whom places are held, the offer."""
    draft, notice = visit.signed_in(), await _notice(visit)
    waiting = _in_line(visit, notice)
    if waiting is None:
        return await _form(visit, Typed(email=draft.email), notice=notice)
    if _is_offered(visit, waiting):
        context = {"offer": waiting, "coming": len(waiting.members), "booked": _booked(notice)}
        return _said(visit, "wait_offer.html", context)
    place = await visit.site.desk.place_in_line(draft.notice_ids[0], at=visit.now)
    if place is None:
        raise NotWaitingError
    context = {
        "ahead": place.ahead,
        "reasons": reasons_of(visit.words, place.why, len(waiting.members)),
    }
    context |= {"booked": _booked(notice)}
    return _said(visit, "wait.html", {**context, **wishes_in_words(visit, waiting)})


@post("/wait/join")
async def join(visit: NamedDependency[Visit]) -> Page:
    """Put the household in line; an address given here is kept with its place."""
    draft, typed, notice = visit.signed_in(), typed_in(visit), await _notice(visit)
    found = [visit.wrong(*each) for each in mistakes(visit, typed)]
    if visit.switching or found:
        found = [] if visit.switching else found
        return await _form(visit, shown_again(typed), found, notice=notice)
    draft = replace(draft, email=typed.email or draft.email)
    coming = await _coming(visit, notice)
    party = await new_party(visit.site.desk, coming)
    command = Join(notice_ids=coming, wished=wished(visit, typed, party))
    await visit.submit(command, "join", contact=_contact(visit, draft))
    letters_to = draft.email if visit.site.contacts else ""
    return visit.go("/wait", replace(draft, flash="waiting-joined", letters_to=letters_to))


@post("/wait/leave")
async def leave(visit: NamedDependency[Visit]) -> Page:
    draft = visit.signed_in()
    await visit.submit(Leave(notice_id=draft.notice_ids[0]), "leave")
    return visit.go("/mine", replace(draft, flash="waiting-left"))


@post("/wait/accept")
async def accept(visit: NamedDependency[Visit]) -> Page:
    """One tap books what is held; an offer that ran out goes to the next in line."""
    draft, slot_id = visit.signed_in(), visit.form.uuid("slot")
    if _booked(await _notice(visit)) is not None:
        return await _accept_earlier(visit, draft, slot_id)
    wishes = Wishes(language=draft.spoken, needs=tuple(Need(each) for each in draft.needs))
    command, contact = Confirm(notice_id=draft.notice_ids[0], wishes=wishes), _contact(visit, draft)
    try:
        await visit.submit(command, "accept", slot_id, contact)
    except (HoldExpiredError, AlreadyBookedError):
        return visit.go("/wait", replace(draft, flash="offer-over"))
    return visit.go("/book/done", replace(draft, chosen=None))


@post("/wait/decline")
async def decline(visit: NamedDependency[Visit]) -> Page:
    """Give the offered places back; what is no offer (any more) is left as it is."""
    draft, slot_id = visit.signed_in(), visit.form.uuid("slot")
    notice = await _notice(visit)
    waiting = _in_line(visit, notice)
    if waiting is None or waiting.offered is None or waiting.offered != slot_id:
        return visit.go("/wait", replace(draft, flash="offer-over"))
    await visit.submit(Decline(notice_id=draft.notice_ids[0]), "decline", slot_id)
    return visit.go("/wait", replace(draft, flash="offer-declined"))


async def _accept_earlier(visit: Visit, draft: Draft, slot_id: UUID | None) -> Page:
    """The appointment moves in one decision; what is no offer (any more) leaves it where it is."""
    notice = await _notice(visit)
    waiting = _in_line(visit, notice)
    if waiting is None or slot_id is None or waiting.offered != slot_id:
        return visit.go("/wait" if waiting else "/mine", replace(draft, flash="offer-over"))
    try:
        await visit.submit(Move(notice_id=draft.notice_ids[0], slot_id=slot_id), "accept", slot_id)
    except (HoldExpiredError, SlotFullError):
        return visit.go("/wait", replace(draft, flash="offer-over"))
    return visit.go("/mine", replace(draft, flash="moved"))


async def _notice(visit: Visit) -> Notice:
    return await visit.site.desk.notice(visit.signed_in().notice_ids[0])


def _in_line(visit: Visit, notice: Notice) -> Waiting | None:
    mine = notice.waiting
    over = mine is not None and is_over(mine.wished.last_on, office_date(visit.now))
    return None if over else mine


def _is_offered(visit: Visit, waiting: Waiting) -> bool:
    return waiting.until is not None and visit.now < waiting.until


def _booked(notice: Notice) -> Appointment | None:
    """The appointment that stands while an earlier one is waited for."""
    mine = notice.appointment
    return mine if mine is not None and mine.stage is Stage.CONFIRMED else None


async def _coming(visit: Visit, notice: Notice) -> tuple[UUID, ...]:
    """Who waits: those of the booking, or who this browser knows."""
    booked = _booked(notice)
    if booked is None:
        return visit.signed_in().notice_ids
    return await coming_of(visit.site.desk, booked)


def _said(visit: Visit, template: str, context: Mapping[str, object]) -> Page:
    draft = visit.signed_in()
    flash = said_once(visit, draft)
    quiet = replace(draft, flash="") if flash else None
    return visit.page(
        template, {"flash": flash, "letters_to": draft.letters_to, **context}, draft=quiet
    )


async def _form(
    visit: Visit,
    typed: Typed,
    found: list[tuple[str, str]] | None = None,
    *,
    notice: Notice,
) -> Page:
    draft, words = visit.signed_in(), visit.words
    flash = said_once(visit, draft)
    context = {
        "flash": flash,
        "typed": typed,
        "people": len(await _coming(visit, notice)),
        "booked": _booked(notice),
        "all_days": [(each.value, words(text)) for each, text in DAYS.items()],
        "all_hours": [(each, words(text)) for each, (text, _) in HOURS.items()],
        "all_weeks": [(each, words(text)) for each, text in WEEKS.items()],
        "found": found or [],
    }
    quiet = replace(draft, flash="") if flash else None
    return visit.page("wait_join.html", context, status=422 if found else 200, draft=quiet)


def _contact(visit: Visit, draft: Draft) -> Contact | None:
    if visit.site.contacts is None or not draft.email:
        return None
    return visit.site.contacts.close(
        draft.email, notice_id=draft.notice_ids[0], language=visit.language
    )


HANDLERS = (show, join, leave, accept, decline)
