"""箱: opened by two, scanned card by card, closed only when every card is there."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.staff.roles import STOCKROOM
from issuance.read_models.queries_boxes import BoxRow

_HERE = staff_with(STOCKROOM)


@get("/boxes", opt=_HERE)
async def show_all(desk: NamedDependency[Desk]) -> Page:
    return desk.page("boxes.html", boxes=await desk.queries.boxes.all())


@get("/boxes/{box_id:uuid}", opt=_HERE)
async def show(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    box = await _box(desk, box_id)
    return desk.page(
        "box.html",
        boxes=await desk.queries.boxes.all(),
        box=box,
        waiting=await desk.queries.cases.box(box.box, unscanned=True),
    )


@post("/boxes/{box_id:uuid}/open", opt=_HERE)
async def open_box(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    box = await _box(desk, box_id)

    async def deed() -> None:
        officers = (desk.staff.staff_id, await desk.second(STOCKROOM))
        await desk.issuance.arrivals.open_box(desk.order(), box.box, officers)

    return await desk.act(deed(), back=f"/boxes/{box_id}", done="box-opened", form="open")


@post("/boxes/{box_id:uuid}/scan", opt=_HERE)
async def scan(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    box = await _box(desk, box_id)
    deed = desk.issuance.arrivals.scan_card(desk.order(), box.box, desk.form.code("card_serial"))
    return await desk.act(deed, back=f"/boxes/{box_id}", done="scanned", form="scan", keep=True)


@post("/boxes/{box_id:uuid}/close", opt=_HERE)
async def close(desk: NamedDependency[Desk], box_id: FromPath[UUID]) -> Page:
    box = await _box(desk, box_id)
    deed = desk.issuance.arrivals.close_box(desk.order(), box.box)
    return await desk.act(deed, back=f"/boxes/{box_id}", done="box-closed", form="close")


async def _box(desk: Desk, box_id: UUID) -> BoxRow:
    box = await desk.queries.boxes.one(box_id)
    if box is None:
        raise NotFoundException
    return box


HANDLERS = (show_all, show, open_box, scan, close)
