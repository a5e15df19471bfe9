"""受付まわり: what a venue takes without an appointment, and the browsers in its hall."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from issuance.calendar.opening_rules import Service
from issuance.capacity.venues import VenueUnknownError
from issuance.capacity.walk_ins import MOST_PLACES
from issuance.errors import Refusal
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.hall_devices import HallUse
from issuance.office.pairing_codes import CODE_MINUTES, as_shown
from issuance.office.sessions import Flash
from issuance.office.staff.roles import PLANNING
from issuance.office.texts.names.opening import SERVICES

_HERE = staff_with(PLANNING)
_PATH = "/hall"


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    venues = await desk.queries.venues.all()
    terms = {
        venue.venue_id: await desk.queries.tickets.walk_in_terms(venue.venue_id, desk.today)
        for venue in venues
    }
    return desk.page(
        "hall.html",
        venues=venues,
        terms=terms,
        services=list(SERVICES.items()),
        devices=await desk.office.hall_devices.all(),
        code_minutes=CODE_MINUTES,
    )


@post("/hall/walk-ins", opt=_HERE)
async def allow(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        form, services = desk.form, desk.form.several("service")
        if any(each not in SERVICES for each in services):
            raise FieldError("service")
        await desk.issuance.venues.allow_walk_ins(
            desk.order(),
            form.code("code"),
            services=tuple(Service(each) for each in services),
            places=form.number("places", least=0, most=MOST_PLACES),
        )

    return await desk.act(deed(), back=_PATH, done="walk-ins-allowed", form="walk-ins")


@post("/hall/devices", opt=_HERE)
async def offer(desk: NamedDependency[Desk]) -> Page:
    """A code to type on a new device; whoever sees the page next sees it no more."""
    try:
        code, venues = desk.form.code("code"), await desk.queries.venues.all()
        venue = next((each for each in venues if each.code == code), None)
        if venue is None:
            raise VenueUnknownError
        shown = await desk.office.hall_devices.offer(
            venue.venue_id,
            desk.form.choice("kind", HallUse, HallUse.KIOSK),
            name=desk.form.free_text("name", longest=40),
            by=desk.staff.staff_id,
            at=desk.now,
        )
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="devices")
    typed = {"pairing": as_shown(shown)}
    said = Flash(path=_PATH, form="devices", done="code-made", count=CODE_MINUTES, typed=typed)
    return await desk.tell(said)


@post("/hall/devices/{device_id:uuid}/end", opt=_HERE)
async def end(desk: NamedDependency[Desk], device_id: FromPath[UUID]) -> Page:
    async def deed() -> None:
        await desk.office.hall_devices.end(device_id, desk.now)

    return await desk.act(deed(), back=_PATH, done="device-ended", form="devices")


HANDLERS = (show, allow, offer, end)
