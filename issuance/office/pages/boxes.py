"""箱: opened by two, scanned card by card, closed only when every card is there."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.pages.scanning import scanned
from issuance.office.staff.roles import STOCKROOM
from issuance.read_models.queries_boxes import BoxRow

_HERE = staff_with(STOCKROOM)


@get("/boxes", opt=_HERE)
async def show_all(desk: NamedDependency[Desk]) -> Page:
    return desk.page("boxes.html", boxes=await desk.queries.boxes.all())


@get("/boxes/{box_id:uuid}", opt=_HERE)
async def show(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    box = await box_or_404(desk, box_id)
    return desk.page(
        "box.html",
        boxes=await desk.queries.boxes.all(),
        box=box,
        waiting=await desk.queries.cases.box(box.box, unscanned=True),
        findings=await desk.queries.custody.findings(box_id),
        last=await desk.queries.custody.last_scanned(box.box),
    )


@post("/boxes/{box_id:uuid}/open", opt=_HERE)
async def open_box(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    box = await box_or_404(desk, box_id)

    async def deed() -> None:
        officers = await desk.two(STOCKROOM)
        await desk.issuance.arrivals.open_box(desk.order(), box.box, officers)

    return await desk.act(deed(), back=f"/boxes/{box_id}", done="box-opened", form="open")


@post("/boxes/{box_id:uuid}/scan", opt=_HERE)
async def scan(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    box = await box_or_404(desk, box_id)

    async def deed() -> str:
        serial = desk.form.code("card_serial")
        return (await desk.issuance.arrivals.scan_card(desk.order(), box.box, serial)).value

    return await scanned(desk, deed, back=f"/boxes/{box_id}")


@post("/boxes/{box_id:uuid}/undo", opt=_HERE)
async def undo(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    box = await box_or_404(desk, box_id)
    serial = desk.form.code("card_serial")
    deed = desk.issuance.arrivals.undo_scan(desk.order(), box.box, serial)
    return await desk.act(deed, back=f"/boxes/{box_id}", done="scan-undone", form="box")


@post("/boxes/{box_id:uuid}/close", opt=_HERE)
async def close(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    box = await box_or_404(desk, box_id)
    deed = desk.issuance.arrivals.close_box(desk.order(), box.box)
    return await desk.act(deed, back=f"/boxes/{box_id}", done="box-closed", form="close")


@post("/boxes/{box_id:uuid}/dispose", opt=_HERE)
async def dispose(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    box = await box_or_404(desk, box_id)

    async def deed() -> None:
        officers = await desk.two(STOCKROOM)
        await desk.issuance.arrivals.dispose(desk.order(), box.box, officers)

    return await desk.act(deed(), back=f"/boxes/{box_id}", done="disposed", form="dispose")


async def box_or_404(desk: Desk, box_id: UUID) -> BoxRow:
    box = await desk.queries.boxes.one(box_id)
    if box is None:
        raise NotFoundException
    return box


HANDLERS = (show_all, show, open_box, scan, undo, close, dispose)
