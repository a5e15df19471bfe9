"""配達・返戻: what the post says of an envelope, by the number on its label."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency

from issuance.cases.refusals import OtherEnvelopeError
from issuance.errors import NotFoundError
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.staff.roles import RETURNS
from issuance.shipments.mail import ReturnReason, parse_tracking_number

_HERE = staff_with(RETURNS)
_PATH = "/returns"


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    return desk.page(
        "returns.html",
        posted=await desk.queries.cases.at_stages(["posted"]),
        returned=await desk.queries.cases.at_stages(["returned"]),
    )


@post("/returns/delivered", opt=_HERE)
async def delivered(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        case_id, shipment_id = await _shipment(desk)
        await desk.issuance.posting.confirm_delivery(desk.order(), case_id, shipment_id)

    return await desk.act(deed(), back=_PATH, done="delivered", form="delivered")


@post("/returns/returned", opt=_HERE)
async def returned(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        case_id, shipment_id = await _shipment(desk)
        try:
            reason = ReturnReason(desk.form.text("reason"))
        except ValueError:
            raise FieldError("reason") from None
        await desk.issuance.posting.take_back(desk.order(), case_id, shipment_id, reason)

    return await desk.act(deed(), back=_PATH, done="returned", form="returned")


async def _shipment(desk: Desk) -> tuple[UUID, UUID]:
    """The case and shipment of the number that was scanned.

    Raises:
        TrackingNumberError, NotFoundError, OtherEnvelopeError: it is none of ours, or not alone.
    """
    number = parse_tracking_number(desk.form.text("tracking_number"))
    found = await desk.queries.cases.of_tracking(number)
    if not found:
        raise NotFoundError
    if len(found) > 1 or found[0].shipment_id is None:
        raise OtherEnvelopeError
    return found[0].case_id, found[0].shipment_id


HANDLERS = (show, delivered, returned)
