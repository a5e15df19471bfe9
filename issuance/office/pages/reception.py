"""受付: the clerk checks parties in, lets walk-ins in, and calls those no station serves."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.application.reception import WalkIn
from issuance.calendar.opening_rules import Service
from issuance.errors import Refusal
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.sessions import Flash
from issuance.office.staff.roles import RECEPTION
from issuance.read_models.queries_venues import VenueRow

_HERE = staff_with(RECEPTION)
_PATH = "/reception"


@get(_PATH, opt=_HERE)
async def choose(desk: NamedDependency[Desk]) -> Page:
    """At which venue."""
    return desk.page("reception_venues.html", venues=await desk.queries.venues.all())


@get("/reception/{code:str}", opt=_HERE)
async def show(desk: NamedDependency[Desk], code: FromPath[str]) -> Page:
    venue = await _venue(desk, code)
    tickets, day = desk.queries.tickets, desk.today
    return desk.page(
        "reception.html",
        venue=venue,
        here=_back(venue),
        hall=await tickets.hall(venue.venue_id, day),
        walk_ins=await tickets.walk_ins(venue.venue_id, day),
        terms=await tickets.walk_in_terms(venue.venue_id, day),
    )


@post("/reception/{code:str}/check-in", opt=_HERE)
async def check_in(desk: NamedDependency[Desk], code: FromPath[str]) -> Page:
    """By the number of the booking or of the notice."""
    venue = await _venue(desk, code)
    try:
        number = desk.form.text("number")
        visit_id = await desk.issuance.reception.check_in(desk.order(), venue.venue_id, number)
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_back(venue), form="check-in")
    return await _tell_ticket(desk, venue, visit_id, "check-in")


@post("/reception/{code:str}/walk-in", opt=_HERE)
async def walk_in(desk: NamedDependency[Desk], code: FromPath[str]) -> Page:
    venue = await _venue(desk, code)
    try:
        wish = WalkIn(
            venue_id=venue.venue_id,
            service=desk.form.choice("service", Service, Service.COLLECT),
            notice_number=desk.form.text("notice"),
        )
        visit_id = await desk.issuance.reception.walk_in(desk.order(), wish)
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_back(venue), form="walk-in")
    return await _tell_ticket(desk, venue, visit_id, "walk-in")


@post("/reception/{code:str}/{visit_id:uuid}/call", opt=_HERE)
async def call(desk: NamedDependency[Desk], code: FromPath[str], visit_id: FromPath[UUID]) -> Page:
    venue = await _venue(desk, code)

    async def deed() -> None:
        await desk.issuance.reception.call(desk.order(), visit_id, _counter(desk))

    return await desk.act(
        deed(), back=_back(venue), done="walk-in-called", form="walk-ins", keep=True
    )


@post("/reception/{code:str}/{visit_id:uuid}/end", opt=_HERE)
async def end(desk: NamedDependency[Desk], code: FromPath[str], visit_id: FromPath[UUID]) -> Page:
    """Served, or called and not there."""
    venue, came = await _venue(desk, code), not desk.form.has("gone")

    async def deed() -> None:
        await desk.issuance.reception.end(desk.order(), visit_id, _counter(desk), came=came)

    done = "walk-in-served" if came else "walk-in-gone"
    return await desk.act(deed(), back=_back(venue), done=done, form="walk-ins", keep=True)


async def _tell_ticket(desk: Desk, venue: VenueRow, visit_id: UUID, form: str) -> Page:
    await desk.office.refresh()
    ticket = await desk.queries.tickets.one(visit_id)
    typed = {"ticket": ticket.label if ticket else ""}
    said = Flash(path=_back(venue), form=form, done="checked-in", count=1, typed=typed)
    return await desk.tell(said)


async def _venue(desk: Desk, code: str) -> VenueRow:
    venues = await desk.queries.venues.all()
    found = next((each for each in venues if each.code == code), None)
    if found is None:
        raise NotFoundException
    return found


def _counter(desk: Desk) -> str:
    counter = desk.form.code("counter")
    if not (0 < len(counter) <= 16 and counter.isascii() and counter.isalnum()):
        raise FieldError("counter")
    return counter


def _back(venue: VenueRow) -> str:
    return f"{_PATH}/{venue.code}"


HANDLERS = (choose, show, check_in, walk_in, call, end)
