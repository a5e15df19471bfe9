"""My booking: sign in again, look, move, cancel."""

from dataclasses import replace

from litestar.di import NamedDependency
from litestar.params import FromPath

from booking_web.pages.choosing import party_of
from booking_web.pages.proof import booked, proof
from booking_web.pages.quick_door import quick_get, quick_post
from booking_web.pages.signing_in import UNTYPED, NotRecognised, recognise, typed
from booking_web.pages.status import without_appointment
from booking_web.pages.today import mine_page
from booking_web.pages.venue_opening import require_open_to
from booking_web.pages.visit import OWN_GUARD, Page, Visit
from booking_web.pages.when import LOST, Choice, said_once
from booking_web.refusals import BookingRefusal, NotBookedError, SlotUnknownError
from booking_web.sessions import ChosenTime
from booking_web.timetable.commands import Cancel, Move
from booking_web.timetable.notices import Appointment


@quick_get("/mine/in")
async def ask_number(visit: NamedDependency[Visit]) -> Page:
    return visit.page("sign_in.html", UNTYPED)


@quick_post("/mine/in", opt={OWN_GUARD: True})
async def sign_in(visit: NamedDependency[Visit]) -> Page:
    answer = await recognise(visit)
    if isinstance(answer, NotRecognised):
        return visit.page(
            "sign_in.html", {"found": answer.found, **typed(visit)}, status=answer.status
        )
    draft = visit.site.seal.signed_in(answer.person, visit.now)
    return visit.go("/mine", replace(draft, spoken=visit.language))


@quick_get("/mine")
async def show(visit: NamedDependency[Visit]) -> Page:
    draft, appointment = visit.signed_in(), await booked(visit)
    flash = said_once(visit, draft)
    quiet = replace(draft, flash="") if flash else None
    if appointment is None and (await visit.site.desk.notice(draft.notice_ids[0])).waiting:
        return visit.go("/wait")
    if appointment is None:
        return await without_appointment(visit, flash=flash, draft=quiet)
    return await mine_page(visit, appointment, flash=flash, draft=quiet)


@quick_get("/mine/day")
async def show_days(visit: NamedDependency[Visit]) -> Page:
    return await (await _choice(visit)).days()


@quick_get("/mine/time/{day:str}")
async def show_times(visit: NamedDependency[Visit], day: FromPath[str]) -> Page:
    return await (await _choice(visit)).times(day)


@quick_post("/mine/time")
async def choose_time(visit: NamedDependency[Visit]) -> Page:
    """Only noted; nothing is moved before the resident has seen old and new side by side."""
    choice, slot_id = await _choice(visit), visit.form.uuid("slot")
    slot = visit.site.desk.slot(slot_id, at=visit.now) if slot_id else None
    if slot is None:
        return choice.lost(None, SlotUnknownError())
    chosen = ChosenTime(slot_id=slot.slot_id, starts_at=slot.starts_at)
    return visit.go("/mine/move", replace(choice.draft, chosen=chosen))


@quick_get("/mine/move")
async def check_move(visit: NamedDependency[Visit]) -> Page:
    draft, appointment = visit.signed_in(), await _existing(visit)
    slot = visit.site.desk.slot(draft.chosen.slot_id, at=visit.now) if draft.chosen else None
    if slot is None:
        return visit.go("/mine/day")
    return visit.page("move.html", {"new": slot, **await proof(visit, appointment)})


@quick_post("/mine/move")
async def move(visit: NamedDependency[Visit]) -> Page:
    """Move the whole party; if the new time is gone, the old one still stands."""
    draft = visit.signed_in()
    if draft.chosen is None:
        return visit.go("/mine/day")
    slot_id = draft.chosen.slot_id
    try:
        require_open_to(visit, slot_id, (await _existing(visit)).place.venue_id)
        await visit.submit(Move(notice_id=draft.notice_ids[0], slot_id=slot_id), "move", slot_id)
    except BookingRefusal as refusal:
        if refusal.code in LOST | {"after-pickup-deadline"}:
            return (await _choice(visit)).lost(slot_id, refusal)
        raise
    return visit.go("/mine", replace(draft, chosen=None, flash="moved"))


@quick_get("/mine/cancel")
async def check_cancel(visit: NamedDependency[Visit]) -> Page:
    return visit.page("cancel.html", await proof(visit, await _existing(visit)))


@quick_post("/mine/cancel")
async def cancel(visit: NamedDependency[Visit]) -> Page:
    draft = visit.signed_in()
    await visit.submit(Cancel(notice_id=draft.notice_ids[0]), "cancel")
    return visit.go("/mine", replace(draft, chosen=None, flash="cancelled"))


async def _existing(visit: Visit) -> Appointment:
    appointment = await booked(visit)
    if appointment is None:
        raise NotBookedError
    return appointment


async def _choice(visit: Visit) -> Choice:
    """The party as it was booked, not as this browser knows it."""
    draft, appointment = visit.signed_in(), await _existing(visit)
    party = await party_of(visit.site.desk, appointment)
    return Choice(visit=visit, draft=draft, party=party, base="/mine")


HANDLERS = (
    ask_number,
    sign_in,
    show,
    show_days,
    show_times,
    choose_time,
    check_move,
    move,
    check_cancel,
    cancel,
)
