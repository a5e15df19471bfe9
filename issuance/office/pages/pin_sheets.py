"""紙の依頼書: where each sheet is, its PINs set at the terminal, its destruction by two people."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.cases.facts import SheetFault
from issuance.cases.paper import references_due
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.staff.roles import PIN_SETTING
from issuance.pins.references import PIN_FILES, Reference
from issuance.pins.sheets import sheet_number

_HERE = staff_with(PIN_SETTING)
_PATH = "/pin-sheets"


@get(_PATH, opt=_HERE)
async def show_all(desk: NamedDependency[Desk]) -> Page:
    """Sheets that are not destroyed, the oldest first."""
    warn_days = desk.office.settings.sealed_pins_warn_days
    return desk.page(
        "pin_sheets.html", sheets=await desk.queries.sheets.not_destroyed(), warn_days=warn_days
    )


@post("/pin-sheets/receive", opt=_HERE)
async def receive(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        await desk.issuance.paper.receive(desk.order(), sheet_number(desk.form.text("sheet")))

    return await desk.act(deed(), back=_PATH, done="sheet-received", form="receive")


@post("/pin-sheets/destroy", opt=_HERE)
async def destroy(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        number = sheet_number(desk.form.text("sheet"))
        witnesses = await desk.two(PIN_SETTING)
        await desk.issuance.paper.destroy(desk.order(), number, witnesses)

    return await desk.act(deed(), back=_PATH, done="sheet-destroyed", form="destroy")


@get("/pin-sheets/cases/{case_id:uuid}", opt=_HERE)
async def show(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    """One card at the terminal: each of its PINs is confirmed, at once or one after another."""
    case = await desk.queries.cases.one(case_id)
    sheet = (await desk.queries.sheets.needed_by([case_id])).get(case_id)
    if case is None or sheet is None:
        raise NotFoundException
    due = [each.reference.value for each in PIN_FILES if each.kind in case.pin_kinds]
    faults = [each.value for each in SheetFault]
    done = (await desk.issuance.paper.standing(case_id)).legs
    return desk.page("pin_sheet.html", case=case, sheet=sheet, due=due, done=done, faults=faults)


@post("/pin-sheets/cases/{case_id:uuid}/set", opt=_HERE)
async def confirm(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    """What is set stands: where the terminal stops half-way, one goes on with the rest."""
    ticked = desk.form.several("reference")
    confirmed = {each for each in Reference if each.value in ticked}
    before = await desk.issuance.paper.standing(case_id)
    whole = {each.value for each in references_due(before)} <= {*ticked, *before.legs}

    async def deed() -> None:
        await desk.issuance.paper.confirm_legs(desk.order(), case_id, confirmed)

    if whole:
        return await _of_case(desk, case_id, deed, done="pins-set", form="set")
    back = f"{_PATH}/cases/{case_id}"
    return await desk.act(deed(), back=back, done="leg-set", form="set")


@post("/pin-sheets/cases/{case_id:uuid}/uncertain", opt=_HERE)
async def uncertain(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    async def deed() -> None:
        await desk.issuance.paper.record_uncertain(desk.order(), case_id)

    return await _of_case(desk, case_id, deed, done="pins-uncertain", form="uncertain")


@post("/pin-sheets/cases/{case_id:uuid}/replace", opt=_HERE)
async def replace(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    """The holder sealed another sheet: lost and unreadable ones never stop a case for good."""

    async def deed() -> None:
        number, reason = sheet_number(desk.form.text("sheet")), desk.form.text("reason")
        if reason not in set(SheetFault):
            raise FieldError("reason")
        await desk.issuance.paper.replace(desk.order(), case_id, number, SheetFault(reason))

    return await _of_case(desk, case_id, deed, done="sheet-replaced", form="replace")


async def _of_case(
    desk: Desk, case_id: UUID, deed: Callable[[], Awaitable[None]], *, done: str, form: str
) -> Page:
    back = f"{_PATH}/cases/{case_id}"
    return await desk.act(deed(), back=back, then=_PATH, done=done, form=form)


HANDLERS = (show_all, receive, destroy, show, confirm, uncertain, replace)
