"""予約: who comes on a day, by time; numbers and tails, no names."""

from datetime import date, timedelta

from litestar import get
from litestar.di import NamedDependency

from issuance.office.api.shown import Shown
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.staff.roles import DAY_LIST


@get("/appointments", opt=staff_with(DAY_LIST))
async def show(desk: NamedDependency[Desk]) -> Page:
    day = _asked(desk)
    return desk.page(
        "appointments.html",
        day=day,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        visits=await desk.queries.visits.on_day(day),
        venues={venue.venue_id: venue for venue in await desk.queries.venues.all()},
        tail=Shown(desk.issuance.work).tail,
    )


def _asked(desk: Desk) -> date:
    """The day in the address, today where it is none or out of all reason."""
    try:
        day = date.fromisoformat(desk.request.query_params.get("day", ""))
    except ValueError:
        return desk.today
    return day if abs((day - desk.today).days) < 3_660 else desk.today


HANDLERS = (show,)
