"""受付機: residents check in by QR or number, or take a ticket without an appointment.

Nothing on these screens says who somebody is, and after a minute without a touch they are gone.
"""

from typing import Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from issuance.application.reception import NoAppointmentError, WalkIn
from issuance.calendar.opening_rules import Service
from issuance.errors import Refusal
from issuance.office.doors import KIOSK
from issuance.office.hall.seat import HallPage, HallSeat
from issuance.office.hall.words import REFUSED, SERVICES, WHY

_START: Final = "/kiosk"
_LARGEST_NUMBER: Final = 99_999


@get(_START, opt=KIOSK)
async def start(seat: NamedDependency[HallSeat]) -> HallPage:
    return await _start(seat)


@post("/kiosk/check-in", opt=KIOSK)
async def check_in(seat: NamedDependency[HallSeat]) -> HallPage:
    """By the booking's QR, its number, or the notice's."""
    number, desk = seat.form.text("number"), seat.office.issuance.reception
    try:
        visit_id = await desk.check_in(seat.order(), seat.device.venue_id, number)
    except NoAppointmentError as refusal:
        terms = await _terms(seat)
        if not terms:
            return await _start(seat, refusal=refusal.code, typed=number)
        return seat.page("walk_in.html", services=terms, notice=number, why=WHY[refusal.code])
    except Refusal as refusal:
        return await _start(seat, refusal=refusal.code, typed=number)
    return await _to_ticket(seat, visit_id)


@get("/kiosk/walk-in", opt=KIOSK)
async def choose(seat: NamedDependency[HallSeat]) -> HallPage:
    terms = await _terms(seat)
    if not terms:
        return seat.go(f"{_START}?lang={seat.say.code}")
    return seat.page("walk_in.html", services=terms, notice="", why="")


@post("/kiosk/walk-in", opt=KIOSK)
async def walk_in(seat: NamedDependency[HallSeat]) -> HallPage:
    notice = seat.form.text("notice")
    try:
        service = seat.form.choice("service", Service, Service.COLLECT)
        needed = notice if service is Service.COLLECT else ""
        wish = WalkIn(venue_id=seat.device.venue_id, service=service, notice_number=needed)
        visit_id = await seat.office.issuance.reception.walk_in(seat.order(), wish)
    except Refusal as refusal:
        why = WHY.get(refusal.code, REFUSED)
        terms = await _terms(seat)
        return seat.page("walk_in.html", status=422, services=terms, notice=notice, why=why)
    return await _to_ticket(seat, visit_id)


@get("/kiosk/ticket/{number:int}", opt=KIOSK)
async def ticket(seat: NamedDependency[HallSeat], number: FromPath[int]) -> HallPage:
    """The number alone, large; it says nothing about whose it is."""
    tickets, found = seat.office.queries.tickets, None
    if 0 < number <= _LARGEST_NUMBER:
        found = await tickets.with_number(seat.device.venue_id, seat.today, number)
    if found is None:
        return seat.go(f"{_START}?lang={seat.say.code}")
    return seat.page("ticket.html", ticket=found, hall=await seat.hall())


@get("/kiosk/still-here", opt=KIOSK)
async def still_here(seat: NamedDependency[HallSeat]) -> HallPage:
    """Where a page without script leads before the reset; `back` is the page it came from."""
    back = seat.request.query_params.get("back", "")
    known = back if back == "/kiosk/walk-in" or back.startswith("/kiosk/ticket/") else _START
    return seat.page("still_here.html", back=known)


async def _start(seat: HallSeat, *, refusal: str = "", typed: str = "") -> HallPage:
    return seat.page(
        "kiosk.html",
        status=422 if refusal else 200,
        why=WHY.get(refusal, REFUSED) if refusal else "",
        typed=typed,
        walk_ins=bool(await _terms(seat)),
        venue=await seat.venue(),
    )


async def _terms(seat: HallSeat) -> list[tuple[str, str]]:
    """What can be had without an appointment now: values and words."""
    tickets = seat.office.queries.tickets
    terms = await tickets.walk_in_terms(seat.device.venue_id, seat.today)
    return [(each, SERVICES[each]) for each in terms.services] if terms.left else []


async def _to_ticket(seat: HallSeat, visit_id: UUID) -> HallPage:
    await seat.office.refresh()
    found = await seat.office.queries.tickets.one(visit_id)
    if found is None:
        # The tables are far behind. The ticket stands all the same, and the clerk can read it.
        return await _start(seat, refusal="late")
    return seat.go(f"/kiosk/ticket/{found.number}?lang={seat.say.code}")


HANDLERS = (start, check_in, choose, walk_in, ticket, still_here)
