"""職員: the tenant's administrator opens accounts, gives roles, and closes them."""

from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.staff.accounts import staff_code
from issuance.office.staff.register_rows import members
from issuance.office.staff.roles import ACCOUNTS, Role
from issuance.office.texts.staffing import staff_course
from issuance.staffing.facts import staff_stream_of

_HERE: Final = staff_with(ACCOUNTS)
_PATH: Final = "/staff"


@get(_PATH, opt=_HERE)
async def show_all(desk: NamedDependency[Desk]) -> Page:
    found = await members(desk.issuance.work.log.pool, desk.now)
    return desk.page("staff.html", members=found)


@get("/staff/{code:str}", opt=_HERE)
async def show(desk: NamedDependency[Desk], code: FromPath[str]) -> Page:
    found = await members(desk.issuance.work.log.pool, desk.now)
    member = next((each for each in found if each.staff_id == code), None)
    if member is None:
        raise NotFoundException
    keys = await desk.office.station_passkeys.of(code)
    history = await desk.queries.timeline.of([staff_stream_of(code)])
    course = staff_course(desk.words, history)
    return desk.page("staff_member.html", member=member, keys=keys, course=course)


@post("/staff/make", opt=_HERE)
async def make(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        await desk.office.register.make(
            desk.order(), desk.form.text("staff_id"), desk.form.raw("new_password"), _roles(desk)
        )

    code = staff_code(desk.form.text("staff_id")) or ""
    return await desk.act(
        deed(), back=_PATH, done="account-made", form="make", then=f"{_PATH}/{code}"
    )


def _roles(desk: Desk) -> list[Role]:
    """The boxes that were ticked, each a field of its own, so that a refused form keeps them."""
    return [role for role in Role if desk.form.has(f"role-{role.value}")]


async def _change_roles(desk: Desk, code: str) -> None:
    await desk.office.register.change_roles(desk.order(), code, _roles(desk))


async def _disable(desk: Desk, code: str) -> None:
    await desk.office.register.disable(desk.order(), code)


async def _enable(desk: Desk, code: str) -> None:
    await desk.office.register.enable(desk.order(), code)


async def _reset_password(desk: Desk, code: str) -> None:
    new = desk.form.raw("new_password")
    await desk.office.register.reset_password(desk.order(), code, new)


async def _end_sessions(desk: Desk, code: str) -> None:
    await desk.office.register.end_sessions(desk.order(), code)


def _act(name: str, done: str, deed: Callable[[Desk, str], Awaitable[None]]) -> HTTPRouteHandler:
    """One form on the page of an account."""

    @post(f"/staff/{{code:str}}/{name}", opt=_HERE)
    async def act(desk: NamedDependency[Desk], code: FromPath[str]) -> Page:
        known = staff_code(code)
        if known is None:
            raise NotFoundException
        return await desk.act(deed(desk, known), back=f"{_PATH}/{known}", done=done, form=name)

    return act


@post("/staff/{code:str}/station-passkeys/{passkey_id:uuid}/remove", opt=_HERE)
async def remove_station_passkey(
    desk: NamedDependency[Desk], code: FromPath[str], passkey_id: FromPath[UUID]
) -> Page:
    """A key that was lost, or should open nothing any more."""
    known = staff_code(code)
    if known is None:
        raise NotFoundException
    deed = desk.office.station_passkeys.remove(desk.order(), known, passkey_id)
    form = "station-passkeys"
    return await desk.act(deed, back=f"{_PATH}/{known}", done="station-passkey-removed", form=form)


HANDLERS = (
    show_all,
    make,
    show,
    remove_station_passkey,
    _act("roles", "roles-changed", _change_roles),
    _act("disable", "account-disabled", _disable),
    _act("enable", "account-enabled", _enable),
    _act("password", "password-reset", _reset_password),
    _act("sign-out", "signed-out-everywhere", _end_sessions),
)
