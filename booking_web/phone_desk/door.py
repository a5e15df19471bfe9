"""サインイン and サインアウト: a new session each time, whatever the browser brought."""

from litestar import get, post
from litestar.di import NamedDependency

from booking_web.pages.cookies import FORM_TOKEN
from booking_web.pages.visit import Page
from booking_web.phone_desk.failures import retry_after
from booking_web.phone_desk.messages import SAID
from booking_web.phone_desk.staff_visit import SESSION, StaffVisit
from booking_web.refusals import LockedOutError, SignInRefusedError


@get("/sign-in")
async def ask(door: NamedDependency[StaffVisit]) -> Page:
    return door.page("sign_in.html", {"code": ""})


@post("/sign-in")
async def sign_in(door: NamedDependency[StaffVisit]) -> Page:
    code, password = door.form.text("code"), door.form.lines("password")
    client = door.request.client
    try:
        staff = await door.room.sign_in.check(
            code, password, origin=client.host if client else "", at=door.now
        )
    except SignInRefusedError as refusal:
        found = [("code", door.words(SAID[refusal.code]))]
        return door.page("sign_in.html", {"code": code, "found": found}, status=422)
    except LockedOutError as refusal:
        page = door.page("sign_in.html", {"code": code, "until": refusal.until}, status=429)
        return retry_after(page, refusal, door.now)
    cookie = await door.room.sessions.begin(staff, replaced=door.cookie, at=door.now)
    dropped = door.site.cookies.dropped(FORM_TOKEN)
    return door.go("/phone-desk", [door.session_cookie(cookie), dropped])


@post("/sign-out")
async def sign_out(staff_visit: NamedDependency[StaffVisit]) -> Page:
    await staff_visit.room.sessions.end(staff_visit.cookie)
    return staff_visit.go("/phone-desk/sign-in", [staff_visit.site.cookies.dropped(SESSION)])


HANDLERS = (ask, sign_in, sign_out)
