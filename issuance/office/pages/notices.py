"""通知: which notices are due, sending them, and the printed page, one for each case."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.errors import Refusal
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import day_of
from issuance.office.pages.letters import letters_for
from issuance.office.staff.roles import NOTICES
from issuance.read_models.queries_cases import CaseRow
from issuance.read_models.queries_visits import day_span

_HERE = staff_with(NOTICES)
_PATH = "/notices"


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    cases = desk.queries.cases
    return desk.page(
        "notices.html",
        first=await cases.at_stages(["stored"]),
        second=await cases.second_notice_due(desk.today),
        sent=await cases.noticed_between(*day_span(desk.today)),
    )


@post("/notices/send", opt=_HERE)
async def send(desk: NamedDependency[Desk]) -> Page:
    """First or second, as the case stands; without a last day typed, the ward's own."""
    try:
        last_day = desk.form.day("pickup_deadline") if desk.form.text("pickup_deadline") else None
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="send")

    async def deed(case: CaseRow) -> None:
        await desk.issuance.notices.send(desk.order(case.case_id), case.case_id, last_day)

    return await desk.act_on_each(
        await desk.chosen(), deed, back=_PATH, done="noticed", form="send"
    )


@get("/notices/print", opt=_HERE)
async def print_day(desk: NamedDependency[Desk]) -> Page:
    """The notices sent on a day, as long as nobody booked on them; one page each."""
    try:
        day = day_of(desk.request.query_params.get("day", ""))
    except ValueError:
        day = desk.today
    cases = await desk.queries.cases.noticed_between(*day_span(day))
    return desk.page("letters.html", letters=await letters_for(desk, cases))


@get("/cases/{case_id:uuid}/notice", opt=_HERE)
async def print_one(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    """The latest notice of one case, printed again."""
    case = await desk.queries.cases.one(case_id)
    if case is None or case.notice_round == 0:
        raise NotFoundException
    return desk.page("letters.html", letters=await letters_for(desk, [case]))


HANDLERS = (show, send, print_day, print_one)
