"""受入枠: venues, and the days they offer to residents."""

from datetime import date, timedelta

from litestar import get, post
from litestar.di import NamedDependency

from issuance.calendar import is_business_day
from issuance.calendar.opening_rules import VenueKind
from issuance.capacity.venues import DayPlan, OfferError, VenueAnnounced, VenueUnknownError
from issuance.errors import Refusal
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.sessions import Flash
from issuance.office.staff.roles import PLANNING

_HERE = staff_with(PLANNING)
_PATH = "/venues"
MOST_DAYS = 92


class RangeTooLongError(Refusal):
    """More days at once than a person can have meant."""

    code = "range-too-long"


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    return desk.page(
        "venues.html",
        venues=await desk.queries.venues.all(),
        days=await desk.queries.venues.offered_from(desk.today),
    )


@post("/venues/announce", opt=_HERE)
async def announce(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        form = desk.form
        announced = VenueAnnounced(
            code=form.free_text("code", longest=20).upper(),
            name_ja=form.free_text("name_ja"),
            name_en=form.free_text("name_en"),
            address_ja=form.free_text("address_ja"),
            address_en=form.free_text("address_en"),
            phone=form.free_text("phone", longest=30),
            kind=form.choice("kind", VenueKind, VenueKind.OFFICE),
        )
        await desk.issuance.venues.announce(desk.order(), announced)

    return await desk.act(deed(), back=_PATH, done="announced", form="announce")


@post("/venues/offer", opt=_HERE)
async def offer(desk: NamedDependency[Desk]) -> Page:
    """Offer the same hours on each day of a range; days off are passed over unless asked for."""
    try:
        plans = _plans(desk)
        code = desk.form.code("code")
        if code not in {venue.code for venue in await desk.queries.venues.all()}:
            raise VenueUnknownError
        for plan in plans:
            await desk.issuance.venues.offer_day(desk.order(plan.day), code, plan)
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="offer")
    said = Flash(
        path=_PATH, form="offer", done="offered", count=len(plans), typed=desk.form.typed()
    )
    return await desk.tell(said)


def _plans(desk: Desk) -> list[DayPlan]:
    """What was asked for, checked whole before anything is offered."""
    form = desk.form
    first, last = form.day("first"), form.day("last")
    if (last - first).days >= MOST_DAYS:
        raise RangeTooLongError
    opens, closes = form.clock_time("opens"), form.clock_time("closes")
    minutes = form.number("minutes", least=5, most=240)
    places = form.number("places", least=1, most=200)
    days = [day for day in _days(first, last) if form.has("days_off") or is_business_day(day)]
    if not days or first < desk.today or closes <= opens:
        raise OfferError
    return [
        DayPlan(day=day, opens=opens, closes=closes, minutes=minutes, places=places) for day in days
    ]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


HANDLERS = (show, announce, offer)
