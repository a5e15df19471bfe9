"""要確認のカード: read by two officers, set again, or given up; never posted from here."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.application import Order
from issuance.cases.four_eyes import Pair
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.staff.roles import PIN_SETTING

_HERE = staff_with(PIN_SETTING)
_LIST = "/pin-setting"


@get("/pin-setting/cards/{case_id:uuid}", opt=_HERE)
async def show(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    """What the last reading told, and what two officers may do now."""
    case = await desk.queries.cases.one(case_id)
    if case is None:
        raise NotFoundException
    stands = await desk.issuance.quarantine.standing(case_id)
    checked = stands.checked
    read = (
        list(zip(checked.references, checked.seen, checked.tries, strict=True)) if checked else []
    )
    return desk.page("quarantine.html", case=case, stands=stands, read=read)


@post("/pin-setting/cards/{case_id:uuid}/check", opt=_HERE)
async def check(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    deed = desk.issuance.quarantine.begin_check
    return await _by_two(desk, case_id, deed, done="check-begun")


@post("/pin-setting/cards/{case_id:uuid}/again", opt=_HERE)
async def again(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    deed = desk.issuance.pin_desk.begin
    return await _by_two(desk, case_id, deed, done="set-again")


@post("/pin-setting/cards/{case_id:uuid}/give-up", opt=_HERE)
async def give_up(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    deed = desk.issuance.quarantine.give_up
    return await _by_two(desk, case_id, deed, done="card-given-up")


async def _by_two(
    desk: Desk,
    case_id: UUID,
    deed: Callable[[Order, UUID, Pair], Awaitable[None]],
    *,
    done: str,
) -> Page:
    async def by_two() -> None:
        await deed(desk.order(), case_id, await desk.pair(PIN_SETTING))

    back = f"{_LIST}/cards/{case_id}"
    return await desk.act(by_two(), back=back, done=done, form="card")


HANDLERS = (show, check, again, give_up)
