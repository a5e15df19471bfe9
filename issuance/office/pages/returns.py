"""配達・返戻: what the post says of an envelope, by the number on its label, and what is owed."""

from typing import TypeVar
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from issuance.calendar import WardClocks, is_over
from issuance.errors import NotFoundError
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.staff.roles import RETURNS
from issuance.office.texts.names import mail
from issuance.read_models.queries_mail import ShipmentRow
from issuance.shipments.mail import Loss, LossDuty, ReturnReason
from issuance.shipments.tracking import as_printed, parse_tracking_number

_HERE = staff_with(RETURNS)
_PATH = "/returns"
C = TypeVar("C", ReturnReason, Loss, LossDuty)


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    clocks = desk.issuance.work.policy.clocks
    under_way = await desk.queries.mail.under_way()
    return desk.page(
        "returns.html",
        posted=under_way,
        late={each.shipment_id for each in under_way if _is_late(desk, clocks, each)},
        returned=await desk.queries.cases.at_stages(["returned"]),
        owed=await desk.queries.mail.owed(),
        printed=as_printed,
        mail=mail,
    )


@post("/returns/delivered", opt=_HERE)
async def delivered(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        case_id, shipment_id = await _shipment(desk)
        await desk.issuance.posting.confirm_delivery(desk.order(), case_id, shipment_id)

    return await desk.act(deed(), back=_PATH, done="delivered", form="delivered")


@post("/returns/held", opt=_HERE)
async def held(desk: NamedDependency[Desk]) -> Page:
    """Without a last day given, the post's own time from today on."""

    async def deed() -> None:
        case_id, shipment_id = await _shipment(desk)
        clocks, only = desk.issuance.work.policy.clocks, await _addressee_only(desk)
        until = (
            desk.form.day("held_until")
            if desk.form.text("held_until")
            else clocks.held_until(desk.today, addressee_only=only)
        )
        await desk.issuance.post_office.note_held(desk.order(), case_id, shipment_id, until)

    return await desk.act(deed(), back=_PATH, done="held", form="held")


@post("/returns/returned", opt=_HERE)
async def returned(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        case_id, shipment_id = await _shipment(desk)
        reason = _chosen(desk, "reason", ReturnReason)
        await desk.issuance.posting.take_back(desk.order(), case_id, shipment_id, reason)

    return await desk.act(deed(), back=_PATH, done="returned", form="returned")


@post("/returns/lost", opt=_HERE)
async def lost(desk: NamedDependency[Desk]) -> Page:
    """The card is void from now on; the page lists what the office owes its holder."""

    async def deed() -> None:
        if not desk.form.has("sure"):
            raise FieldError("sure")
        case_id, shipment_id = await _shipment(desk)
        loss = _chosen(desk, "loss", Loss)
        await desk.issuance.post_office.note_loss(desk.order(), case_id, shipment_id, loss)

    return await desk.act(deed(), back=_PATH, done="mail-lost", form="lost")


@post("/returns/duties/{case_id:uuid}", opt=_HERE)
async def duty_done(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    async def deed() -> None:
        duty = _chosen(desk, "duty", LossDuty)
        await desk.issuance.post_office.do_duty(desk.order(), case_id, duty)

    return await desk.act(deed(), back=_PATH, done="duty-done", form="duty")


def _chosen(desk: Desk, name: str, kind: type[C]) -> C:
    try:
        return kind(desk.form.text(name))
    except ValueError:
        raise FieldError(name) from None


async def _shipment(desk: Desk) -> tuple[UUID, UUID]:
    """The case and shipment of the number that was scanned; of several, the one posted last.

    Raises:
        TrackingNumberError, NotFoundError: it is no number, or none of ours was posted with it.
    """
    found = await _envelope(desk)
    return found.case_id, found.shipment_id


async def _envelope(desk: Desk) -> ShipmentRow:
    number = parse_tracking_number(desk.form.text("tracking_number"))
    found = await desk.queries.mail.of_numbers([number])
    if not found:
        raise NotFoundError
    posted = [each for each in found if each.posted_on is not None]
    return posted[-1] if posted else found[-1]


async def _addressee_only(desk: Desk) -> bool:
    return (await _envelope(desk)).mail_class == "addressee-only"


def _is_late(desk: Desk, clocks: WardClocks, envelope: ShipmentRow) -> bool:
    """Held past its last day, or without news for longer than usual."""
    if envelope.held_until is not None and envelope.status == "held":
        return is_over(envelope.held_until, desk.today)
    return is_over(clocks.news_expected_by(envelope.status_on), desk.today)


HANDLERS = (show, delivered, held, returned, lost, duty_done)
