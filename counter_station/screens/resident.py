"""The resident's screen: pairing, and whatever it is for just now. Never shows what was typed."""

from litestar import MediaType, Response, get, post
from litestar.di import NamedDependency

from counter_station.screens.http import SCREEN, AnyRequest
from counter_station.screens.receipt import receipt_of
from counter_station.screens.showing import PAIR, Showing, showing
from counter_station.screens.station import Seat, Station, go

HOME = "/resident"


@get("/resident")
async def home(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """Pairing, waiting, somebody's PINs, a document's PIN, or the receipt."""
    seat = Seat(station, request, touch=False)
    if not seat.is_resident_screen:
        return seat.resident_page(PAIR, {"refusal": ""})
    station.entries.note_screen()
    if seat.chooses_language:
        # Without the choice in the address, so that reloading later does not choose again.
        return go(HOME)
    return await _page(seat, await showing(station))


@get("/resident/now", media_type=MediaType.TEXT)
async def now(request: AnyRequest, station: NamedDependency[Station]) -> str:
    """What the screen should show, in one word: asked again and again by its small script."""
    seat = Seat(station, request, touch=False)
    if not seat.is_resident_screen:
        return PAIR
    station.entries.note_screen()
    return (await showing(station)).version


@post("/resident/pair")
async def pair(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """The code the clerk's screen shows makes this the resident's screen for today."""
    seat = Seat(station, request, touch=False)
    form = await seat.form()
    token = station.pairing.pair(form.one("code"), station.today())
    if token is None:
        return seat.resident_page(PAIR, {"refusal": "pairing-failed"}, status=422)
    response: Response[str] = go(HOME)
    station.cookies.set(response, SCREEN, token)
    return response


async def _page(seat: Seat, shown: Showing) -> Response[str]:
    context: dict[str, object] = {"now": shown.version, "question": shown.question}
    if shown.entry is not None:
        visit = await seat.station.desk.visit(shown.entry.visit_id)
        cases = list(visit.people)
        number = cases.index(shown.entry.case_id) + 1 if shown.entry.case_id in cases else 1
        context |= {"entry": shown.entry, "number": number, "count": len(cases)}
        context["refusal"] = shown.entry.trouble
    if shown.visit is not None and shown.visit_id is not None:
        context["receipt"] = receipt_of(seat.station, shown.visit, seat.screen_language())
    page = "waiting" if shown.page == "complete" else shown.page
    return seat.resident_page(page, context)


HANDLERS = (home, now, pair)
