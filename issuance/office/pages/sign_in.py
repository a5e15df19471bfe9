"""サインイン: code and password; a new session each time, whatever the browser brought."""

from litestar import get, post
from litestar.di import NamedDependency

from issuance.errors import Refusal
from issuance.office.cookies import FORM, SESSION
from issuance.office.desk import Desk, Page
from issuance.office.doors import PUBLIC, staff_with
from issuance.office.refusals import Detail, detail_of
from issuance.office.staff.roles import EVERYBODY


@get("/sign-in", opt=PUBLIC)
async def show(desk: NamedDependency[Desk]) -> Page:
    return _form(desk)


@post("/sign-in", opt=PUBLIC)
async def sign_in(desk: NamedDependency[Desk]) -> Page:
    office = desk.office
    try:
        staff = await office.accounts.check(
            desk.form.text("staff_id"), desk.form.raw("password"), desk.now
        )
    except Refusal as refusal:
        return _form(desk, refusal=refusal.code, detail=detail_of(refusal), status=422)
    brought = desk.request.cookies.get(office.cookies.name(SESSION))
    cookie = await office.sessions.begin(staff, desk.now, replaced=brought)
    return desk.go("/", [office.cookies.make(SESSION, cookie), office.cookies.dropped(FORM)])


@post("/sign-out", opt=staff_with(EVERYBODY))
async def sign_out(desk: NamedDependency[Desk]) -> Page:
    office = desk.office
    await office.sessions.end(desk.request.cookies.get(office.cookies.name(SESSION)))
    return desk.go("/sign-in", [office.cookies.dropped(SESSION)])


def _form(
    desk: Desk, *, refusal: str = "", detail: Detail | None = None, status: int = 200
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
        typed_id=desk.form.text("staff_id"),
    )
    made = cookies.make(FORM, token)
    page.set_cookie(made)
    return page


HANDLERS = (show, sign_in, sign_out)
