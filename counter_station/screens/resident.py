"""The resident's screen: pairing, waiting, rules, typing PINs. Never shows what was typed.

Every form that carries a PIN is answered by a redirect, errors too: no page of the browser's
history was made by one, so going back or reloading cannot send it again.
"""

from litestar import MediaType, Response, get, post
from litestar.di import NamedDependency

from counter_station.screens.http import SCREEN, AnyRequest
from counter_station.screens.pin_entry import (
    Moment,
    NotNowError,
    PinEntry,
    PinFormatError,
    PinsDifferError,
)
from counter_station.screens.station import SCREEN_LANGUAGE, Seat, Station, go
from counter_station.texts import messages
from issuance.errors import Refusal

_HOME = "/resident"


@get("/resident")
async def home(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """Whatever this screen is for now: pairing, waiting, or somebody's PINs."""
    seat = Seat(station, request, touch=False)
    if not seat.is_resident_screen:
        return _page(seat, "pair", refusal="")
    entry = station.entries.current()
    if entry is not None:
        return await _show(seat, entry)
    name = _now(station)
    return _page(seat, name, now=name, question=station.entries.document())


@get("/resident/now", media_type=MediaType.TEXT)
async def now(request: AnyRequest, station: NamedDependency[Station]) -> str:
    """What the screen should show, in one word: asked again and again while it waits."""
    seat = Seat(station, request, touch=False)
    return _now(station) if seat.is_resident_screen else "pair"


@post("/resident/pair")
async def pair(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """The code the clerk's screen shows makes this the resident's screen for today."""
    seat = Seat(station, request, touch=False)
    form = await seat.form()
    token = station.pairing.pair(form.one("code"), station.today())
    if token is None:
        return _page(seat, "pair", status=422, refusal="pairing-failed")
    response: Response[str] = go(_HOME)
    station.cookies.set(response, SCREEN, token)
    return response


@post("/resident/begin")
async def begin(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """The rules were read; from here on PINs are typed."""
    seat = Seat(station, request, touch=False)
    form = await seat.form()
    if seat.is_resident_screen and (entry := _typing(station)) and entry.moment is Moment.RULES:
        entry.begin(one_for_all=form.one("numbers") != "several")
    return go(_HOME)


@post("/resident/pin")
async def pin(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """One question answered, typed twice; after the last one everything is sealed at once."""
    seat = Seat(station, request, touch=False)
    form = await seat.form()
    if not seat.is_resident_screen or (entry := _typing(station)) is None:
        return go(_HOME)
    question = form.one("question")
    try:
        entry.answer(
            form.one("first"),
            form.one("again"),
            question=int(question) if question.isdecimal() and len(question) < 3 else -1,
        )
    except (PinFormatError, PinsDifferError, NotNowError) as refusal:
        entry.trouble = refusal.code
        return go(_HOME)
    await _seal_if_complete(station, entry)
    return go(_HOME)


@post("/resident/weak")
async def weak(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """「それでも使う」 or 「別の番号にする」."""
    seat = Seat(station, request, touch=False)
    form = await seat.form()
    if not seat.is_resident_screen or (entry := _typing(station)) is None:
        return go(_HOME)
    if form.one("use") != "yes":
        entry.drop_weak()
    elif entry.moment is Moment.WEAK:
        entry.accept_weak()
        await _seal_if_complete(station, entry)
    return go(_HOME)


@post("/resident/again")
async def again(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """「はじめからやりなおす」: wiped, back to the rules."""
    seat = Seat(station, request, touch=False)
    await seat.form()
    if seat.is_resident_screen and (entry := _typing(station)):
        entry.wipe()
    return go(_HOME)


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


async def _show(seat: Seat, entry: PinEntry) -> Response[str]:
    if entry.moment is Moment.COMPLETE:
        # Being sealed just now, by the request that answered the last question.
        return _page(seat, "waiting", now="waiting")
    visit = await seat.station.desk.visit(entry.visit_id)
    cases = list(visit.people)
    return _page(
        seat,
        entry.moment.value,
        refusal=entry.trouble,
        entry=entry,
        number=cases.index(entry.case_id) + 1 if entry.case_id in cases else 1,
        count=len(cases),
    )


def _page(seat: Seat, name: str, *, status: int = 200, **context: object) -> Response[str]:
    return seat.page(
        f"resident/{name}.html",
        status=status,
        of=SCREEN_LANGUAGE,
        context={"m": messages, **context},
    )


def _now(station: Station) -> str:
    if station.entries.current() is not None:
        return "entry"
    if station.entries.document() is not None:
        return "document"
    return "thanks" if station.entries.last_done else "waiting"


def _typing(station: Station) -> PinEntry | None:
    try:
        return station.entries.typing()
    except NotNowError:
        return None


HANDLERS = (home, now, pair, begin, pin, weak, again)
