"""機器の接続: a browser in the hall is let in by a code that a member of staff has made."""

from litestar import get, post
from litestar.di import NamedDependency

from issuance.errors import Refusal
from issuance.office.cookies import FORM, HALL
from issuance.office.desk import Desk, Page
from issuance.office.doors import PUBLIC
from issuance.office.hall_devices import HallUse

_PATHS = {HallUse.KIOSK: "/kiosk", HallUse.DISPLAY: "/display"}
_YEAR_SECONDS = 365 * 24 * 3600


@get("/hall/pair", opt=PUBLIC)
async def show(desk: NamedDependency[Desk]) -> Page:
    return _form(desk)


@post("/hall/pair", opt=PUBLIC)
async def pair(desk: NamedDependency[Desk]) -> Page:
    typed = desk.form.code("pairing").replace("-", "")
    try:
        token, use = await desk.office.hall_devices.pair(typed, desk.now)
    except Refusal as refusal:
        return _form(desk, refusal=refusal.code, status=422)
    cookies = desk.office.cookies
    kept = cookies.make(HALL, token, max_age=_YEAR_SECONDS)
    return desk.go(_PATHS[use], [kept, cookies.dropped(FORM)])


def _form(desk: Desk, *, refusal: str = "", status: int = 200) -> Page:
    cookies, tokens = desk.office.cookies, desk.office.form_tokens
    token = desk.request.cookies.get(cookies.name(FORM)) or ""
    if not tokens.is_ours(token):
        token = tokens.fresh()
    page = desk.page(
        "hall_pair.html",
        status=status,
        csrf=token,
        refusal=refusal,
        typed=desk.form.text("pairing"),
    )
    page.set_cookie(cookies.make(FORM, token))
    return page


HANDLERS = (show, pair)
