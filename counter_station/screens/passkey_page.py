"""パスキーを登録する: whoever is signed in makes a key theirs, at every station of the ward."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from counter_station.journal.reach import OfficeAwayError
from counter_station.screens.http import AnyRequest, Form
from counter_station.screens.sessions import ClerkSession
from counter_station.screens.sign_in import check_pin
from counter_station.screens.station import Seat, Station, as_json, go
from counter_station.texts import messages
from issuance.errors import Refusal


@get("/passkey")
async def passkey_page(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    seat = Seat(station, request)
    return go("/sign-in") if seat.session is None else _page(seat, seat.session)


@post("/passkey/ask", status_code=200)
async def ask_to_register(
    request: AnyRequest, station: NamedDependency[Station]
) -> Response[bytes]:
    seat = Seat(station, request)
    await seat.form()
    if seat.session is None:
        raise NotFoundException
    return as_json(station.passkeys.ask_to_register(seat.session.staff_id))


@post("/passkey")
async def register(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """The PIN again: a screen left alone for a moment shall not become somebody else's for good."""
    seat = Seat(station, request)
    form = await seat.form()
    if seat.session is None:
        return go("/sign-in")
    if refusal := await _refusal(station, seat.session.staff_id, form):
        return _page(seat, seat.session, refusal)
    seat.session.notice = "passkey-registered"
    return go("/passkey")


async def _refusal(station: Station, staff_id: str, form: Form) -> str:
    """Bring the key to the office; the code of why not, empty where the office has it."""
    try:
        if wrong := await check_pin(station, staff_id, form.one("pin")):
            return wrong
        key = station.passkeys.new_key(staff_id, form.one("step"), form.one("credential"))
        wait = station.settings.office_wait_seconds
        refused = await station.desk.office.releases.add_passkey(
            staff_id, key, timeout_seconds=wait
        )
    except OfficeAwayError:
        return "passkey-needs-office"
    except Refusal as refusal:
        return refusal.code
    return refused.code if refused else ""


def _page(seat: Seat, session: ClerkSession, refusal: str = "") -> Response[str]:
    notice, session.notice = session.notice, ""
    return seat.page(
        "clerk/passkey.html",
        status=422 if refusal else 200,
        session=session,
        refusal=messages.REFUSALS.get(refusal, messages.REFUSALS["refused"]) if refusal else "",
        registered=notice == "passkey-registered",
        known=seat.station.passkeys.known_of(session.staff_id),
    )


HANDLERS = (passkey_page, ask_to_register, register)
