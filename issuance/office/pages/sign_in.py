"""サインイン: code and password; a new session each time, whatever the browser brought."""

from litestar import get, post
from litestar.di import NamedDependency

from issuance.errors import Refusal
from issuance.office.cookies import FORM, SESSION
from issuance.office.desk import Desk, Page
from issuance.office.doors import OWN_ACCOUNT, PUBLIC
from issuance.office.nav import first_page_of
from issuance.office.refusals import Detail, detail_of
from issuance.office.sessions import Way
from issuance.office.staff.accounts import Staff
from issuance.office.staff.passkeys import Asked


@get("/sign-in", opt=PUBLIC)
async def show(desk: NamedDependency[Desk]) -> Page:
    return sign_in_form(desk)


@post("/sign-in", opt=PUBLIC)
async def sign_in(desk: NamedDependency[Desk]) -> Page:
    office = desk.office
    try:
        staff = await office.accounts.check(
            desk.form.text("staff_id"), desk.form.raw("password"), desk.now
        )
    except Refusal as refusal:
        return sign_in_form(desk, refusal=refusal.code, detail=detail_of(refusal), status=422)
    if second := await _second(desk, staff):
        return sign_in_form(desk, second=second)
    brought = desk.request.cookies.get(office.cookies.name(SESSION))
    cookie = await office.sessions.begin(staff, desk.now, replaced=brought)
    return desk.go(
        first_page_of(staff), [office.cookies.make(SESSION, cookie), office.cookies.dropped(FORM)]
    )


@post("/sign-out", opt=OWN_ACCOUNT)
async def sign_out(desk: NamedDependency[Desk]) -> Page:
    office = desk.office
    await office.sessions.end(desk.request.cookies.get(office.cookies.name(SESSION)))
    assert desk.session is not None
    path = "/signed-out" if desk.session.way is Way.SIGN_ON else "/sign-in"
    return desk.go(path, [office.cookies.dropped(SESSION)])


async def _second(desk: Desk, staff: Staff) -> Asked | None:
    """The passkey that has to follow; who has none yet comes in to register one, no further."""
    passkeys = desk.office.passkeys
    if not desk.office.settings.require_passkey or not await passkeys.of(staff.staff_id):
        return None
    return await passkeys.ask_to_sign_in(desk.now, staff.staff_id)


def sign_in_form(
    desk: Desk,
    *,
    refusal: str = "",
    detail: Detail | None = None,
    status: int = 200,
    second: Asked | None = None,
) -> Page:
    """The page with a form token of its own, for there is no session yet."""
    cookies, tokens = desk.office.cookies, desk.office.form_tokens
    token = desk.request.cookies.get(cookies.name(FORM)) or ""
    if not tokens.is_ours(token):
        token = tokens.fresh()
    page = desk.page(
        "sign_in.html",
        status=status,
        csrf=token,
        refusal=refusal,
        detail=detail or {},
        second=second,
        passkeys=desk.office.passkeys.offered,
        sign_on=desk.office.sign_on is not None,
        typed_id=desk.form.text("staff_id"),
    )
    made = cookies.make(FORM, token)
    page.set_cookie(made)
    return page


HANDLERS = (show, sign_in, sign_out)
