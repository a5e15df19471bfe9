"""取り出し: the cards of a day's bookings by place, ticked off by scanning; and what is missing."""

from datetime import date, timedelta

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.application.custody import MoveOutcome
from issuance.calendar import next_business_day
from issuance.custody.places import PICK_TRAY
from issuance.errors import NotFoundError
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import day_of
from issuance.office.pages.scanning import scanned
from issuance.office.staff.roles import CASES, STOCKROOM
from issuance.read_models.queries_visits import day_span

_HERE = staff_with(STOCKROOM)
_PATH = "/custody/picking"


@get(_PATH, opt=_HERE)
async def show_next(desk: NamedDependency[Desk]) -> Page:
    """What is picked today: the cards of the next business day."""
    return await _page(desk, "picking.html", next_business_day(desk.today))


@get("/custody/picking/{day:str}", opt=_HERE)
async def show(desk: NamedDependency[Desk], day: FromPath[str]) -> Page:
    return await _page(desk, "picking.html", _day(day))


@get("/custody/picking/{day:str}/print", opt=_HERE)
async def print_list(desk: NamedDependency[Desk], day: FromPath[str]) -> Page:
    return await _page(desk, "picking_print.html", _day(day))


async def _page(desk: Desk, template: str, day: date) -> Page:
    rows = await desk.queries.stock.to_pick(day)
    start, _ = day_span(desk.today)
    return desk.page(
        template,
        day=day,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        rows=rows,
        picked=sum(row.picked for row in rows),
        back=await desk.queries.stock.to_put_back(start),
    )


@post("/custody/picking/{day:str}", opt=_HERE)
async def pick(desk: NamedDependency[Desk], day: FromPath[str]) -> Page:
    """A card was taken out: it lies in the pick tray from now on, if it is on the day's list."""
    on, serial = _day(day), desk.form.code("card_serial")

    async def deed() -> str:
        if serial not in {row.card_serial for row in await desk.queries.stock.to_pick(on)}:
            return "not-on-list"
        moved = await desk.issuance.custody.move(desk.order(), serial, PICK_TRAY)
        return "picked" if moved.outcome is MoveOutcome.MOVED else moved.outcome.value

    return await scanned(desk, deed, back=f"{_PATH}/{on}")


@post("/custody/picking/{day:str}/missing", opt=_HERE)
async def missing(desk: NamedDependency[Desk], day: FromPath[str]) -> Page:
    """The card is not where it is recorded: the alarm is raised."""

    async def deed() -> None:
        case_id = await desk.queries.cases.of_serial(desk.form.code("card_serial"))
        if case_id is None:
            raise NotFoundError
        await desk.issuance.endings.report_missing(desk.order(), case_id)

    return await desk.act(deed(), back=f"{_PATH}/{_day(day)}", done="missing", form="missing")


@get("/missing", opt=staff_with(CASES))
async def show_missing(desk: NamedDependency[Desk]) -> Page:
    """What is searched for, since when, and where it lay last."""
    return desk.page("missing.html", rows=await desk.queries.stock.searched_for())


def _day(text: str) -> date:
    try:
        return day_of(text)
    except ValueError:
        raise NotFoundException from None


HANDLERS = (show_next, show, print_list, pick, missing, show_missing)
