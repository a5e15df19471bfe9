"""共通の認証でサインイン: to the ward's own sign-on and back."""

from litestar import get
from litestar.di import NamedDependency

from issuance.errors import Refusal
from issuance.office.cookies import SESSION, SIGN_ON
from issuance.office.desk import Desk, Page
from issuance.office.doors import PUBLIC
from issuance.office.pages.sign_in import sign_in_form
from issuance.office.sessions import Way
from issuance.office.staff.steps import MINUTES


@get("/sign-on", opt=PUBLIC)
async def leave(desk: NamedDependency[Desk]) -> Page:
    sign_on = desk.office.sign_on
    if sign_on is None:
        return desk.go("/sign-in")
    try:
        address, state = await sign_on.begin(desk.now)
    except Refusal as refusal:
        return sign_in_form(desk, refusal=refusal.code, status=503)
    # Lax: the way back begins at another site, and a strict cookie would stay behind.
    cookie = desk.office.cookies.make(SIGN_ON, state, max_age=MINUTES * 60, samesite="lax")
    return desk.go(address, [cookie])


@get("/sign-on/back", opt=PUBLIC)
async def come_back(desk: NamedDependency[Desk]) -> Page:
    """Our page goes on by itself: only a way that begins here brings the session along."""
    office, query = desk.office, dict(desk.request.query_params.items())
    if office.sign_on is None:
        return desk.go("/sign-in")
    state = desk.request.cookies.get(office.cookies.name(SIGN_ON))
    try:
        who = await office.sign_on.finish(query, state, desk.now)
        staff = await office.sign_on_accounts.admit(who, desk.now)
    except Refusal as refusal:
        return sign_in_form(desk, refusal=refusal.code, status=422)
    cookie = await office.sessions.begin(staff, desk.now, replaced=None, way=Way.SIGN_ON)
    page = desk.page("sign_on_done.html")
    page.set_cookie(office.cookies.make(SESSION, cookie))
    page.set_cookie(office.cookies.dropped(SIGN_ON))
    return page


@get("/signed-out", opt=PUBLIC)
async def signed_out(desk: NamedDependency[Desk]) -> Page:
    """After signing out here: the provider's own session may still be open on this PC."""
    sign_on, back = desk.office.sign_on, f"{desk.office.settings.public_url}/sign-in"
    address = await sign_on.sign_out_address(back, desk.now) if sign_on else None
    return desk.page("signed_out.html", address=address)


HANDLERS = (leave, come_back, signed_out)
