"""Signing in and out at the station."""

import asyncio

from litestar import Response, get, post
from litestar.di import NamedDependency

from counter_station.journal.file import JournalUnwritableError
from counter_station.screens.http import SESSION, AnyRequest
from counter_station.screens.staff import Entry
from counter_station.screens.station import Seat, Station, go
from counter_station.texts import messages
from counter_station.visit.station_facts import ClerkSignedIn, ClerkSignedOut, SignInLocked


@get("/sign-in")
async def sign_in_page(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    seat = Seat(station, request)
    return seat.page("clerk/sign_in.html", refusal="", staff_id="", m=messages)


@post("/sign-in")
async def sign_in(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """A right PIN begins a session under an id made now; whatever was there before ends."""
    seat = Seat(station, request)
    form = await seat.form()
    staff_id = form.one("staff_id").strip().upper()[:20]
    if refusal := await _refusal(station, staff_id, form.one("pin")):
        return seat.page(
            "clerk/sign_in.html", status=422, refusal=refusal, staff_id=staff_id, m=messages
        )
    response: Response[str] = go("/")
    token = station.sessions.begin(staff_id, replacing=seat.session_token)
    station.cookies.set(response, SESSION, token)
    station.desk.office.staff_id = staff_id
    station.desk.office.ask_soon()
    return response


async def _refusal(station: Station, staff_id: str, pin: str) -> str:
    """Check and write down; the code of why not, empty for whoever may come in."""
    by = f"staff:{staff_id}"
    try:
        entry = await asyncio.to_thread(station.staff.enter, staff_id, pin)
        if entry is Entry.LOCKED:
            await station.desk.note_of_station(SignInLocked(staff_id=staff_id), by=by)
        if entry is Entry.WELCOME:
            await station.desk.note_of_station(ClerkSignedIn(method="pin"), by=by)
            return ""
    except JournalUnwritableError as full:
        return full.code
    return "no-staff-list" if entry is Entry.NO_LIST else "sign-in-failed"


@post("/sign-out")
async def sign_out(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """People's data leave the memory with the clerk."""
    seat = Seat(station, request)
    await seat.form()
    if seat.session is not None:
        await station.desk.note_of_station(ClerkSignedOut(), by=seat.session.by)
    station.sessions.end(seat.session_token)
    station.entries.stop()
    station.chips.stop()
    station.identity_memory.forget()
    station.desk.office.forget_people()
    response: Response[str] = go("/sign-in")
    station.cookies.drop(response, SESSION)
    return response
