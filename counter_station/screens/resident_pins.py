"""A resident types a card's new PINs; after the last one everything is sealed at once.

Every form that carries a PIN is answered by a redirect, errors too: no page of the browser's
history was made by one, so going back or reloading cannot send it again.
"""

from litestar import Response, post
from litestar.di import NamedDependency

from counter_station.screens.http import AnyRequest
from counter_station.screens.pin_entry import (
    Moment,
    NotNowError,
    PinEntry,
    PinFormatError,
    PinsDifferError,
)
from counter_station.screens.resident import HOME
from counter_station.screens.station import Seat, Station, go
from issuance.errors import Refusal


@post("/resident/begin")
async def begin(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """The rules were read; from here on PINs are typed."""
    seat = Seat(station, request, touch=False)
    form = await seat.form()
    if seat.is_resident_screen and (entry := _typing(station)) and entry.moment is Moment.RULES:
        entry.begin(one_for_all=form.one("numbers") != "several")
    return go(HOME)


@post("/resident/pin")
async def pin(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """One question answered, typed twice."""
    seat = Seat(station, request, touch=False)
    form = await seat.form()
    if not seat.is_resident_screen or (entry := _typing(station)) is None:
        return go(HOME)
    question = form.one("question")
    try:
        entry.answer(
            form.one("first"),
            form.one("again"),
            question=int(question) if question.isdecimal() and len(question) < 3 else -1,
        )
    except (PinFormatError, PinsDifferError) as refusal:
        entry.trouble = refusal.code
        return go(HOME)
    except NotNowError:
        # An answer to a question that is answered already, or was wiped: nothing to complain of.
        return go(HOME)
    await _seal_if_complete(station, entry)
    return go(HOME)


@post("/resident/weak")
async def weak(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """「それでも使う」 or 「別の番号にする」."""
    seat = Seat(station, request, touch=False)
    form = await seat.form()
    if not seat.is_resident_screen or (entry := _typing(station)) is None:
        return go(HOME)
    if form.one("use") != "yes":
        entry.drop_weak()
    elif entry.moment is Moment.WEAK:
        entry.accept_weak()
        await _seal_if_complete(station, entry)
    return go(HOME)


@post("/resident/again")
async def again(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """「はじめからやりなおす」: wiped, back to the rules."""
    seat = Seat(station, request, touch=False)
    await seat.form()
    if seat.is_resident_screen and (entry := _typing(station)):
        entry.wipe()
    return go(HOME)


async def _seal_if_complete(station: Station, entry: PinEntry) -> None:
    """Seal, wipe, write down. Whatever goes wrong, what was typed is gone from here."""
    if entry.moment is not Moment.COMPLETE:
        return
    done = False
    try:
        key = station.desk.office.key
        if key is not None:
            await station.desk.seal_pins(
                entry.visit_id, entry.case_id, values=entry.take(), key=key, by=entry.begun_by
            )
            done = True
    except Refusal:
        # The clerk has gone on without these PINs (broken off, pinless): nothing to say here.
        done = False
    finally:
        station.entries.stop(done=done)


def _typing(station: Station) -> PinEntry | None:
    try:
        return station.entries.typing()
    except NotNowError:
        return None


HANDLERS = (begin, pin, weak, again)
