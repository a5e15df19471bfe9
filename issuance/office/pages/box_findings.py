"""数の相違とカード不良: what is not as listed, settled by two; defective cards and their remake."""

from uuid import UUID

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath

from issuance.cases.facts import CardDefect
from issuance.custody.findings import Settlement
from issuance.errors import NotFoundError
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.pages.boxes import box_or_404
from issuance.office.staff.roles import STOCKROOM

_HERE = staff_with(STOCKROOM)


@post("/boxes/{box_id:uuid}/not-found", opt=_HERE)
async def not_found(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    """The box is empty and this card was not in it."""
    box = await box_or_404(desk, box_id)
    serial = desk.form.code("card_serial")
    deed = desk.issuance.arrivals.report_not_found(desk.order(), box.box, serial)
    return await desk.act(deed, back=f"/boxes/{box_id}", done="not-found-noted", form="box")


@post("/boxes/{box_id:uuid}/settle", opt=_HERE)
async def settle(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    box = await box_or_404(desk, box_id)

    async def deed() -> None:
        if desk.form.text("settlement") not in set(Settlement):
            raise FieldError("settlement")
        settlement = Settlement(desk.form.text("settlement"))
        officers = await desk.two(STOCKROOM)
        serial = desk.form.code("card_serial")
        await desk.issuance.arrivals.settle(desk.order(), box.box, serial, settlement, officers)

    return await desk.act(deed(), back=f"/boxes/{box_id}", done="settled", form="settle")


@post("/setup/defect", opt=_HERE)
async def defect(desk: NamedDependency[Desk]) -> Page:
    """A card that was scanned is damaged, misprinted or does not answer."""

    async def deed() -> None:
        if desk.form.text("defect") not in set(CardDefect):
            raise FieldError("defect")
        case_id = await desk.queries.cases.of_serial(desk.form.code("card_serial"))
        if case_id is None:
            raise NotFoundError
        kind = CardDefect(desk.form.text("defect"))
        await desk.issuance.arrivals.note_defect(desk.order(), case_id, kind)

    return await desk.act(deed(), back="/setup", done="defect-noted", form="defect")


@post("/cases/{case_id:uuid}/remake", opt=_HERE)
async def remake(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    async def deed() -> None:
        officers = await desk.two(STOCKROOM)
        await desk.issuance.arrivals.request_remake(desk.order(), case_id, officers)

    back = f"/cases/{case_id}"
    return await desk.act(deed(), back=back, done="remake-requested", form="remake")


HANDLERS = (not_found, settle, defect, remake)
