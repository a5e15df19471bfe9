"""封入: the card in hand, the address of this very moment, two people."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.application.posting import Closing
from issuance.errors import NotFoundError
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.holders import holder_of
from issuance.office.staff.roles import MAIL

_HERE = staff_with(MAIL)
_PATH = "/sealing"


@get(_PATH, opt=_HERE)
async def show_all(desk: NamedDependency[Desk]) -> Page:
    waiting = await desk.queries.cases.at_stages(["ready-to-go"])
    return desk.page(
        "sealing.html",
        waiting=[case for case in waiting if case.delivery_mode != "counter"],
        collected=[case for case in waiting if case.delivery_mode == "counter"],
        returned=await desk.queries.cases.at_stages(["returned"]),
    )


@post("/sealing/find", opt=_HERE)
async def find(desk: NamedDependency[Desk]) -> Page:
    """The case of the card that was scanned."""
    case_id = await desk.queries.cases.of_serial(desk.form.code("card_serial"))
    if case_id is None:
        return await desk.refuse(NotFoundError(), back=_PATH, form="find")
    return desk.go(f"{_PATH}/{case_id}")


@get("/sealing/{case_id:uuid}", opt=_HERE)
async def show(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    case = await desk.queries.cases.one(case_id)
    if case is None:
        raise NotFoundException
    return desk.page("seal.html", case=case, holder=await holder_of(desk, case_id))


@post("/sealing/{case_id:uuid}/close", opt=_HERE)
async def close(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    async def deed() -> None:
        closing = Closing(
            card_serial_read=desk.form.code("card_serial_read"),
            tracking_number=desk.form.text("tracking_number"),
            sealers=(desk.staff.staff_id, await desk.second(MAIL)),
            address_checked=desk.form.has("address_checked"),
        )
        await desk.issuance.posting.seal(desk.order(), case_id, closing)

    back = f"{_PATH}/{case_id}"
    return await desk.act(deed(), back=back, then=_PATH, done="sealed", form="seal")


HANDLERS = (show_all, find, show, close)
