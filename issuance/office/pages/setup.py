"""交付前設定と保管: cards checked on the integrated terminal, then put on a shelf."""

from litestar import get, post
from litestar.di import NamedDependency

from issuance.errors import NotFoundError, Refusal
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.staff.roles import STOCKROOM
from issuance.read_models.queries_cases import CaseRow

_HERE = staff_with(STOCKROOM)
_PATH = "/setup"
_LONGEST_LABEL = 20


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    cases = desk.queries.cases
    return desk.page(
        "setup.html",
        arrived=await cases.at_stages(["arrived"]),
        set_up=await cases.at_stages(["set-up"]),
    )


@post("/setup/complete", opt=_HERE)
async def complete(desk: NamedDependency[Desk]) -> Page:
    """Ticked cards, or the one that was just scanned."""
    try:
        terminal = desk.form.free_text("terminal_id", longest=_LONGEST_LABEL)
        cases = await _scanned_or_chosen(desk)
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="setup")

    async def deed(case: CaseRow) -> None:
        order = desk.order(case.case_id)
        await desk.issuance.arrivals.complete_setup(order, case.case_id, terminal)

    return await desk.act_on_each(cases, deed, back=_PATH, done="set-up", form="setup")


@post("/setup/store", opt=_HERE)
async def store(desk: NamedDependency[Desk]) -> Page:
    try:
        shelf = desk.form.free_text("shelf", longest=_LONGEST_LABEL)
        cases = await _scanned_or_chosen(desk)
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="store")

    async def deed(case: CaseRow) -> None:
        await desk.issuance.arrivals.store(desk.order(case.case_id), case.case_id, shelf)

    return await desk.act_on_each(cases, deed, back=_PATH, done="stored", form="store")


async def _scanned_or_chosen(desk: Desk) -> list[CaseRow]:
    serial = desk.form.code("card_serial")
    if not serial:
        return await desk.chosen()
    case_id = await desk.queries.cases.of_serial(serial)
    case = None if case_id is None else await desk.queries.cases.one(case_id)
    if case is None:
        raise NotFoundError
    return [case]


HANDLERS = (show, complete, store)
