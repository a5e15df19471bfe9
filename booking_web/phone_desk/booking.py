"""Booking in one step, moving and cancelling, while the caller waits."""

from dataclasses import replace
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from booking_web.desk import FreeTime
from booking_web.letters.contacts import Contact
from booking_web.pages.visit import Page
from booking_web.pages.when import LOST
from booking_web.phone_desk.caller import Screen, Standing, caller_of, screen_of, told, venue_at
from booking_web.phone_desk.calling import join
from booking_web.phone_desk.calls import Call
from booking_web.phone_desk.choosing import NoSlotError, slot_meant
from booking_web.phone_desk.messages import SAID
from booking_web.phone_desk.spelling import spoken_moment
from booking_web.phone_desk.staff_visit import StaffVisit
from booking_web.phone_desk.typed import Typed
from booking_web.refusals import BookingRefusal, UnavailableError
from booking_web.timetable.commands import Book, Cancel, Move
from booking_web.timetable.facts import Channel
from booking_web.timetable.notices import Appointment


@post("/call/{call_id:uuid}/book")
async def book(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    """Book at once; somebody named but not yet added is added first, and nothing booked."""
    visit, call = staff_visit, await staff_visit.call(call_id)
    screen = screen_of(visit, call)
    typed = screen.typed
    if typed.number or typed.birthday:
        return await join(visit, call)
    if code := typed.wrong_email():
        kept = replace(typed, email="") if code == "individual-number" else typed
        mistake = visit.wrong("email", code)
        return await replace(screen, typed=kept, found=[mistake], status=422).page()
    try:
        slot = slot_meant(visit, typed)
    except NoSlotError as error:
        return await replace(screen, found=[visit.wrong("time", error.code)], status=422).page()
    command = Book(
        notice_ids=call.notice_ids,
        slot_id=slot.slot_id,
        wishes=typed.wishes,
        channel=Channel.PHONE,
    )
    try:
        await visit.submit(command, "book", call, slot.slot_id, _contact(visit, call, typed))
    except BookingRefusal as refusal:
        return await refused(screen, slot, refusal)
    return visit.go(f"{call.path}?said=booked")


@post("/call/{call_id:uuid}/other")
async def choose_other(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    """Which time it shall be moved to; nothing is moved before old and new were read out."""
    visit, call = staff_visit, await staff_visit.call(call_id)
    screen = screen_of(visit, call)
    try:
        slot = slot_meant(visit, screen.typed)
    except NoSlotError as error:
        return await replace(screen, found=[visit.wrong("time", error.code)], status=422).page()
    return visit.go(f"{call.path}/move?to={slot.slot_id}")


@get("/call/{call_id:uuid}/move")
async def check_move(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    """Old and new side by side."""
    visit, call = staff_visit, await staff_visit.call(call_id)
    new = _slot(visit, visit.request.query_params.get("to") or "")
    appointment = await _booked(visit, call)
    if new is None or appointment is None:
        return visit.go(call.path)
    context: dict[str, object] = {
        "call": call,
        "new": new,
        "new_venue": venue_at(visit, new.venue_id),
        "new_spoken": spoken_moment(new.starts_at, visit.words),
        **told(visit, appointment),
    }
    return visit.page("move.html", context)


@post("/call/{call_id:uuid}/move")
async def move(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    """Move the whole party; if the new time is gone, the old one still stands."""
    visit, call = staff_visit, await staff_visit.call(call_id)
    slot = _slot(visit, visit.form.text("slot"))
    if slot is None:
        return visit.go(f"{call.path}?said=slot-unknown")
    leader = call.notice_ids[0]
    command = Move(notice_id=leader, slot_id=slot.slot_id, channel=Channel.PHONE)
    try:
        await visit.submit(command, "move", call, slot.slot_id)
    except BookingRefusal as refusal:
        if isinstance(refusal, UnavailableError):
            raise
        return await refused(screen_of(visit, call), slot, refusal)
    return visit.go(f"{call.path}?said=moved")


@get("/call/{call_id:uuid}/cancel")
async def check_cancel(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    visit, call = staff_visit, await staff_visit.call(call_id)
    caller = await caller_of(visit, call)
    if caller.standing is not Standing.BOOKED or caller.appointment is None:
        return visit.go(call.path)
    context = {"call": call, "coming": caller.party.size, **told(visit, caller.appointment)}
    return visit.page("cancel.html", context)


@post("/call/{call_id:uuid}/cancel")
async def cancel(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    visit, call = staff_visit, await staff_visit.call(call_id)
    try:
        await visit.submit(Cancel(notice_id=call.notice_ids[0]), "cancel", call)
    except BookingRefusal as refusal:
        if isinstance(refusal, UnavailableError):
            raise
        return visit.go(f"{call.path}?said={refusal.code}")
    return visit.go(f"{call.path}?said=cancelled")


async def refused(screen: Screen, slot: FreeTime, refusal: BookingRefusal) -> Page:
    """Why not, with everything typed kept, and the nearest times where the time was the reason."""
    visit = screen.visit
    said = visit.words(SAID.get(refusal.code, SAID["changed-meanwhile"]))
    if isinstance(refusal, UnavailableError):
        again = replace(screen, said=visit.words(SAID["unavailable"]), key=visit.form.key)
        return await replace(again, status=503).page()
    if refusal.code not in LOST | {"after-pickup-deadline"}:
        return await replace(screen, said=said, status=409).page()
    lost = f"{visit.words.moment(slot.starts_at)}: {said}"
    free_again = replace(screen.typed, time="", slot="")
    wanted = (slot.starts_at, slot.venue_id)
    return await replace(screen, typed=free_again, said=lost, lost=wanted, status=409).page()


def _contact(visit: StaffVisit, call: Call, typed: Typed) -> Contact | None:
    """Where letters shall go, in the language the caller wants to speak."""
    if visit.site.contacts is None or not typed.email:
        return None
    return visit.site.contacts.close(
        typed.email, notice_id=call.notice_ids[0], language=typed.spoken
    )


async def _booked(visit: StaffVisit, call: Call) -> Appointment | None:
    caller = await caller_of(visit, call)
    return caller.appointment if caller.standing is Standing.BOOKED else None


def _slot(visit: StaffVisit, text: str) -> FreeTime | None:
    try:
        return visit.slot(UUID(text))
    except ValueError:
        return None


HANDLERS = (book, choose_other, check_move, move, check_cancel, cancel)
