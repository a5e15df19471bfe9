"""Signing in and out at the station, by PIN or by passkey."""

import asyncio

from litestar import Response, get, post
from litestar.di import NamedDependency

from counter_station.journal.file import JournalUnwritableError
from counter_station.screens.http import SESSION, AnyRequest
from counter_station.screens.staff import Entry
from counter_station.screens.station import Seat, Station, as_json, go
from counter_station.texts import messages
from counter_station.visit.station_facts import ClerkSignedIn, ClerkSignedOut, SignInLocked
from issuance.errors import Refusal


@get("/sign-in")
async def sign_in_page(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    return _form(Seat(station, request))


@post("/sign-in")
async def sign_in(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    seat = Seat(station, request)
    form = await seat.form()
    staff_id = form.one("staff_id").strip().upper()[:20]
    try:
        refusal = await check_pin(station, staff_id, form.one("pin"))
        return (
            await _begin(seat, staff_id, "pin") if not refusal else _form(seat, refusal, staff_id)
        )
    except JournalUnwritableError as full:
        return _form(seat, full.code, staff_id)


@post("/sign-in/passkey/ask", status_code=200)
async def ask_for_passkey(
    request: AnyRequest, station: NamedDependency[Station]
) -> Response[bytes]:
    await Seat(station, request).form()
    return as_json(station.passkeys.ask_to_sign_in())


@post("/sign-in/passkey")
async def sign_in_by_passkey(
    request: AnyRequest, station: NamedDependency[Station]
) -> Response[str]:
    """The key's own PIN or finger has shown who it is; whoever has lost access has no key here."""
    seat = Seat(station, request)
    form = await seat.form()
    try:
        staff_id = await asyncio.to_thread(
            station.passkeys.sign_in, form.one("step"), form.one("credential")
        )
        return await _begin(seat, staff_id, "passkey")
    except Refusal as refusal:
        return _form(seat, refusal.code)


def _form(seat: Seat, refusal: str = "", staff_id: str = "") -> Response[str]:
    return seat.page(
        "clerk/sign_in.html",
        status=422 if refusal else 200,
        refusal=refusal,
        staff_id=staff_id,
        m=messages,
        replaced_by=seat.station.sessions.replaced_by(seat.session_token),
    )


async def check_pin(station: Station, staff_id: str, pin: str) -> str:
    """The code of why not, empty where the PIN is right; raises JournalUnwritableError."""
    entry = await asyncio.to_thread(station.staff.enter, staff_id, pin)
    if entry is Entry.LOCKED:
        by = f"staff:{staff_id}"
        await station.desk.note_of_station(SignInLocked(staff_id=staff_id), by=by)
    if entry is Entry.NO_LIST:
        return "no-staff-list"
    return "" if entry is Entry.WELCOME else "sign-in-failed"


async def _begin(seat: Seat, staff_id: str, method: str) -> Response[str]:
    """Begin a session under an id made now; whatever was there before ends.

    Raises:
        JournalUnwritableError: nothing can be written down here, so nobody comes in.
    """
    station = seat.station
    before = station.sessions.current
    if before is not None and before.staff_id != staff_id:
        await _leave(station, before.by)
    await station.desk.note_of_station(ClerkSignedIn(method=method), by=f"staff:{staff_id}")
    response: Response[str] = go("/")
    token = station.sessions.begin(staff_id, replacing=seat.session_token)
    station.cookies.set(response, SESSION, token)
    station.desk.office.staff_id = staff_id
    station.desk.office.ask_soon()
    return response


@post("/sign-out")
async def sign_out(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    seat = Seat(station, request)
    await seat.form()
    if seat.session is not None:
        await _leave(station, seat.session.by)
    station.sessions.end(seat.session_token)
    response: Response[str] = go("/sign-in")
    station.cookies.drop(response, SESSION)
    return response


async def _leave(station: Station, by: str) -> None:
    """People's data leave the memory with the clerk; the visit stays for the next one."""
    await station.desk.note_of_station(ClerkSignedOut(), by=by)
    station.forget_people()


HANDLERS = (sign_in_page, sign_in, ask_for_passkey, sign_in_by_passkey, sign_out)
