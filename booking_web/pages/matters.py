"""用件: what can be done at the counter, how long it takes, what to bring; one page each."""

from litestar import get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from booking_web.pages.visit import Page, Visit
from booking_web.texts.services import SERVICES, matter_of
from issuance.calendar.opening_rules import Service


@get("/for/{code:str}")
async def show(visit: NamedDependency[Visit], code: FromPath[str]) -> Page:
    """What it is, how long it takes, and when it could be; who has a number begins from here."""
    if code not in SERVICES:
        raise NotFoundException
    free = await visit.site.availability.now(1, frozenset({Service(code)}))
    earliest = next((each for each in free.free_days() if each.times), None)
    times = free.free_times(earliest.day) if earliest else []
    context: dict[str, object] = {
        "matter": matter_of(visit.words, code),
        "earliest": earliest,
        "minutes": next((each.minutes for each in times), None),
    }
    return visit.page("matter.html", context)


HANDLERS = (show,)
