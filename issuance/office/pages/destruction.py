"""廃棄: whose clock ran out, who approved, what is put off, and the list that two people sign."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.application import Order
from issuance.calendar import WardClocks, add_months, is_over
from issuance.custody.destruction_list import Signing
from issuance.errors import Refusal
from issuance.office.desk import Desk, NothingChosenError, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.sessions import Flash
from issuance.office.staff import roles
from issuance.read_models.queries_cases import CaseRow
from issuance.read_models.queries_mail import ClockRow
from issuance.shipments.mail import DeferralReason

_HERE = staff_with(roles.DESTRUCTION)
_SUPERVISOR = staff_with(roles.ENDING)
_PATH = "/destruction"
_MOST_SCANNED: Final = 500


@dataclass(frozen=True, kw_only=True)
class Due:
    """A card whose clock ran out, with the day that was its last."""

    case: ClockRow
    kept_until: date


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    mail, clocks = desk.queries.mail, desk.issuance.work.policy.clocks
    waiting = await mail.to_destroy()
    ageing = await mail.ageing(
        add_months(desk.today, -clocks.unclaimed_months),
        add_months(desk.today, -clocks.returned_mail_months),
    )
    proposed = [each for each in waiting if each.stage == "unclaimed" and not each.approved_by]
    return desk.page(
        "destruction.html",
        due=_due(ageing, clocks, desk.today),
        expired=await mail.expired(desk.today),
        proposed=proposed,
        ready=[each for each in waiting if each not in proposed],
        signed=await mail.signed(),
        may_approve=desk.staff.has_any(roles.ENDING),
        list_id=uuid4(),
        mail=mail,
        clocks=clocks,
    )


@post("/destruction/propose", opt=_HERE)
async def propose(desk: NamedDependency[Desk]) -> Page:
    return await _each(desk, "propose", "proposed-all", desk.issuance.endings.propose_destruction)


@post("/destruction/expire", opt=_HERE)
async def expire(desk: NamedDependency[Desk]) -> Page:
    return await _each(desk, "expire", "expired", desk.issuance.destruction.expire)


@post("/destruction/approve", opt=_SUPERVISOR)
async def approve(desk: NamedDependency[Desk]) -> Page:
    return await _each(desk, "approve", "approved", desk.issuance.destruction.approve)


@post("/destruction/sign", opt=_HERE)
async def sign(desk: NamedDependency[Desk]) -> Page:
    """Two people destroy what was ticked, each card scanned; the list is printed and signed."""
    try:
        cases = await desk.chosen()
        if not cases:
            raise NothingChosenError
        list_id = desk.form.uuid("list_id")
        signing = Signing(
            list_id=list_id,
            case_ids=tuple(each.case_id for each in cases),
            scanned=tuple(desk.form.lines("scanned", most=_MOST_SCANNED)),
            witnesses=await desk.two(roles.DESTRUCTION),
        )
        await desk.issuance.destruction.sign(desk.order(), signing)
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="sign")
    page = f"{_PATH}/lists/{list_id}"
    return await desk.tell(Flash(path=page, form="sign", done="signed", count=1, typed={}))


@post("/cases/{case_id:uuid}/defer", opt=_HERE)
async def defer(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    async def deed() -> None:
        try:
            reason = DeferralReason(desk.form.text("deferral"))
        except ValueError:
            raise FieldError("deferral") from None
        until, place = desk.form.day("until"), desk.form.code("place")
        await desk.issuance.destruction.defer(desk.order(), case_id, reason, until, place)

    return await desk.act(deed(), back=f"/cases/{case_id}", done="deferred", form="defer")


@get("/destruction/lists/{list_id:uuid}", opt=_HERE)
async def show_list(desk: NamedDependency[Desk], list_id: FromPath[UUID]) -> Page:
    """To be printed, and signed by hand by both."""
    signed = await desk.queries.mail.signed_list(list_id)
    if signed is None:
        raise NotFoundException
    return desk.page("destruction_list.html", signed=signed)


async def _each(
    desk: Desk, form: str, done: str, deed: Callable[[Order, UUID], Awaitable[None]]
) -> Page:
    async def one(case: CaseRow) -> None:
        await deed(desk.order(case.case_id), case.case_id)

    return await desk.act_on_each(await desk.chosen(), one, back=_PATH, done=done, form=form)


def _due(rows: list[ClockRow], clocks: WardClocks, today: date) -> list[Due]:
    """Those whose last day has passed, also by a deferral or a second deadline that is later."""
    due = [Due(case=each, kept_until=_kept_until(each, clocks)) for each in rows]
    return [each for each in due if is_over(each.kept_until, today)]


def _kept_until(case: ClockRow, clocks: WardClocks) -> date:
    deferred = case.deferred_until or date.min
    if case.stage == "returned" and case.returned_on is not None:
        return max(clocks.returned_mail_until(case.returned_on), deferred)
    first, second = case.first_notice_on or date.max, case.pickup_deadline or date.max
    if date.max in (first, second):
        return date.max
    return max(clocks.unclaimed_until(first, second), deferred)


HANDLERS = (show, propose, expire, approve, sign, defer, show_list)
