"""キャンセル待ち: where a caller's household stands, and why it was not offered a place yet."""

from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath

from booking_web.desk import Venue
from booking_web.pages.visit import Page
from booking_web.pages.waiting_wishes import DAYS, hours_in_words, reasons_of
from booking_web.phone_desk.staff_visit import StaffVisit
from booking_web.timetable.notices import Waiting


@get("/call/{call_id:uuid}/line")
async def show_line(staff_visit: NamedDependency[StaffVisit], call_id: FromPath[UUID]) -> Page:
    """Told from the facts, in figures; nothing of the other households but how many there are."""
    visit, call = staff_visit, await staff_visit.call(call_id)
    desk, leader = visit.site.desk, call.notice_ids[0]
    waiting = (await desk.notice(leader)).waiting
    place = await desk.place_in_line(leader, at=visit.now)
    if waiting is None or place is None:
        return visit.go(f"{call.path}?said=not-waiting")
    context: dict[str, object] = {
        "call": call,
        "waiting": waiting,
        "ahead": place.ahead,
        "reasons": reasons_of(visit.words, place.why, len(waiting.members)),
        "wished_days": visit.words(DAYS[waiting.wished.days]),
        "wished_hours": visit.words(hours_in_words(waiting.wished)),
        "wished_venues": _venues(visit, waiting),
    }
    return visit.page("line.html", context)


def _venues(visit: StaffVisit, waiting: Waiting) -> list[Venue]:
    """Those wished for; none: any will do."""
    return [each for each in visit.site.desk.venues() if each.venue_id in waiting.wished.venue_ids]


HANDLERS = (show_line,)
