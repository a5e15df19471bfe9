"""自分のアカウント: one's own password, and signing out everywhere."""

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import MediaType

from issuance.errors import Refusal
from issuance.office.cookies import SESSION
from issuance.office.desk import Desk, Page
from issuance.office.doors import OWN_ACCOUNT
from issuance.office.sessions import Flash

_PATH = "/account"


@get(_PATH, opt=OWN_ACCOUNT)
async def show(desk: NamedDependency[Desk]) -> Page:
    passkeys = desk.office.passkeys
    return desk.page(
        "account.html",
        passkeys=await passkeys.of(desk.staff.staff_id),
        passkeys_offered=passkeys.offered,
    )


@get("/session", opt=OWN_ACCOUNT)
async def keep(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Asked for by whoever wants to go on working: the session lives on from now."""
    assert desk.session is not None
    seconds = int((desk.session.ends_at - desk.now).total_seconds())
    return Response(msgspec.json.encode({"seconds": seconds}), media_type=MediaType.JSON)


@post("/account/password", opt=OWN_ACCOUNT)
async def change_password(desk: NamedDependency[Desk]) -> Page:
    """All sessions end with the old password; this browser goes on in a new one."""
    office, form = desk.office, desk.form
    try:
        await office.register.change_own_password(
            desk.order(),
            office.accounts,
            form.raw("old_password"),
            form.raw("new_password"),
            now=desk.now,
        )
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="password")
    cookie = await office.sessions.begin(desk.staff, desk.now, replaced=None)
    fresh = await office.sessions.open(cookie, desk.now)
    assert fresh is not None
    said = Flash(path=_PATH, form="password", done="password-changed", count=1)
    await office.sessions.leave_flash(fresh, said)
    return desk.go(_PATH, [office.cookies.make(SESSION, cookie)])


@post("/account/sign-out-everywhere", opt=OWN_ACCOUNT)
async def sign_out_everywhere(desk: NamedDependency[Desk]) -> Page:
    await desk.office.register.end_sessions(desk.order(), desk.staff.staff_id)
    return desk.go("/sign-in", [desk.office.cookies.dropped(SESSION)])


HANDLERS = (show, keep, change_password, sign_out_everywhere)
