"""今の盤, live or as it stood at a past moment; its tables as CSV; what officers note on it."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import Any, Final

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import ServerSentEvent, ServerSentEventMessage

from issuance.errors import Refusal
from issuance.ledger.away import AWAY
from issuance.measures.now import Now
from issuance.measures.saved import BASE_MINUTES
from issuance.office.board import now_page
from issuance.office.board.asking import Look, board_of, look_of, steps_around
from issuance.office.board.now_page import BackOffice
from issuance.office.board.tables import Table, csv_of, shown
from issuance.office.board.words import LOOK_OF_STATE, PACES, STATES, SYSTEMS
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.sessions import Flash
from issuance.office.staff import roles
from issuance.office.texts import N_
from issuance.read_models.queries_venues import VenueRow
from issuance.visits.outages import System

_HERE = staff_with(roles.PLANNING)
STALE_SECONDS: Final = 15
"""Three heartbeats missed: the board says that it has stopped."""
HEARTBEAT_SECONDS: Final = 5.0
LONGEST_STREAM: Final = timedelta(minutes=10)
"""Then the browser asks again, and the door looks who it is."""
MOST_BASE_MINUTES: Final = 240

Answer = Page | ServerSentEvent


@get("/board", opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    look, venues = await _look(desk)
    if look.at is None:
        await desk.office.refresh()
    context = await _context(desk, look)
    return desk.page(
        "board.html",
        **context,
        venues=venues,
        around=[(by, look.moved(at)) for by, at in steps_around(look.at or desk.now)],
        stale_seconds=STALE_SECONDS,
        base_minutes=await desk.queries.board.base_minutes() or BASE_MINUTES,
    )


@get("/board/events", opt=_HERE)
async def events(desk: NamedDependency[Desk]) -> Answer:
    """The live part at once, after each change, and every five seconds as a sign of life.

    Who does not ask for a stream gets it once.
    """
    look, _ = await _look(desk)
    live = Look(venue=look.venue, wall=look.wall)
    if "text/event-stream" not in desk.request.headers.get("accept", ""):
        return desk.page("board_live.html", **await _context(desk, live))
    return ServerSentEvent(_stream(desk, live), headers={"cache-control": "no-store"})


async def _stream(desk: Desk, look: Look) -> AsyncGenerator[ServerSentEventMessage]:
    office = desk.office
    pool = office.issuance.work.log.pool
    turns = office.live_hall.turns(pool, office.refresh, HEARTBEAT_SECONDS)
    ends = monotonic() + LONGEST_STREAM.total_seconds()
    async with aclosing(turns) as alive:
        async for _ in alive:
            if monotonic() > ends:
                return
            try:
                html = await _live(desk, look)
            except AWAY:
                # Nothing is said: after three missed signs the board says itself that it stopped.
                yield ServerSentEventMessage(comment="away", data=None)
            else:
                yield ServerSentEventMessage(data=html, retry=3_000)


async def _live(desk: Desk, look: Look) -> str:
    desk.now = desk.office.clock()
    context = {"now": desk.now, "staff": desk.staff, **await _context(desk, look)}
    return desk.office.renderer.render("board_live.html", desk.language, context)


@get("/board/csv/{name:str}", opt=_HERE)
async def table(desk: NamedDependency[Desk], name: FromPath[str]) -> Response[bytes]:
    look, _ = await _look(desk)
    board = await board_of(desk.office, look)
    return csv_answer(name, [*now_page.tables(desk.words, board), _counters(desk, board)])


def csv_answer(name: str, tables: list[Table]) -> Response[bytes]:
    """The table of that name as a file.

    Raises:
        NotFoundException: there is none.
    """
    found = next((each for each in tables if each.name == name), None)
    if found is None:
        raise NotFoundException
    return Response(
        csv_of(found),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{found.name}.csv"'},
    )


@post("/board/base", opt=_HERE)
async def set_base(desk: NamedDependency[Desk]) -> Page:
    """How long a visit took before: what the time saved is reckoned against."""
    try:
        base = desk.form.number("minutes", least=1, most=MOST_BASE_MINUTES)
    except Refusal as refusal:
        return await desk.refuse(refusal, back="/board", form="base")
    await desk.queries.board.set_base_minutes(base)
    return await desk.tell(Flash(path="/board", form="base", done="base-set", count=1))


@post("/board/systems", opt=_HERE)
async def note_system(desk: NamedDependency[Desk]) -> Page:
    """An officer says that a system elsewhere is down, or answers again."""
    try:
        system = desk.form.choice("system", System, System.JLIS)
    except Refusal as refusal:
        return await desk.refuse(refusal, back="/board", form="systems")
    answers = desk.form.text("answers") == "1"
    outages = desk.issuance.outages
    deed = outages.note_system(desk.order(system.value), system, answers=answers)
    return await desk.act(deed, back="/board", form="systems", done="system-noted")


async def _look(desk: Desk) -> tuple[Look, list[VenueRow]]:
    venues = await desk.queries.venues.all()
    return look_of(dict(desk.request.query_params), venues, desk.now), venues


async def _context(desk: Desk, look: Look) -> dict[str, Any]:
    words, may = desk.words, opened_by(desk)
    board = await board_of(desk.office, look)
    tables = [
        replace(each, paths=[path if may(path) else "" for path in each.paths])
        for each in now_page.tables(words, board)
    ]
    state = now_page.state_tiles(words, board, await _back_office(desk, look))
    return {
        "look": look,
        "board": board,
        "waiting": now_page.opening(now_page.waiting_tiles(words, board), may),
        "visits": now_page.visit_tiles(words, board),
        "day": now_page.opening(now_page.day_tiles(words, board), may),
        "state": now_page.opening(state, may),
        "saved": now_page.said_saved(words, board),
        "tables": tables,
        "bottleneck": now_page.said_bottleneck(words, board.bottleneck),
        "counters_csv": "counters",
        "shown": shown,
        "states": STATES,
        "look_of_state": LOOK_OF_STATE,
        "paces": PACES,
        "systems": SYSTEMS,
        "known_systems": list(System),
    }


def opened_by(desk: Desk) -> Callable[[str], bool]:
    """Which lists the viewer may open."""
    doors = {"/cases": roles.CASES, "/appointments": roles.DAY_LIST}

    def may(path: str) -> bool:
        allowed = doors.get(path.partition("?")[0])
        return allowed is None or desk.staff.has_any(allowed)

    return may


async def _back_office(desk: Desk, look: Look) -> BackOffice | None:
    """What no log of one day tells is shown of now alone."""
    if look.at is not None:
        return None
    days = desk.office.settings.sealed_pins_warn_days
    today = desk.queries.today
    return BackOffice(
        missing_cards=await today.missing_cards(),
        old_pins=await today.sealed_pins(desk.now - timedelta(days=days)),
        old_pins_days=days,
    )


def _counters(desk: Desk, board: Now) -> Table:
    words = desk.words
    return Table(
        name="counters",
        title=words(N_("窓口")),
        columns=(
            words("窓口"),
            words("状態"),
            words("いつから"),
            words("整理券"),
            words("終了（組）"),
        ),
        rows=[
            [each.station, words(STATES[each.state]), each.since, each.ticket, each.served]
            for each in board.counters
        ],
    )


HANDLERS = (show, events, table, set_base, note_system)
