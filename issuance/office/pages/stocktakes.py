"""棚卸し: opened for places or all, scanned, closed with its differences, corrected by two."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.application.stocktakes import Looked
from issuance.custody.places import COUNTED_AT, whole
from issuance.custody.stocktake import Counted
from issuance.errors import NotFoundError
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.pages.custody import labels
from issuance.office.pages.scanning import scanned
from issuance.office.staff.roles import STOCKROOM

_HERE = staff_with(STOCKROOM)
_PATH = "/stocktakes"
_TRACKING_DIGITS = 11


@get(_PATH, opt=_HERE)
async def show_all(desk: NamedDependency[Desk]) -> Page:
    return desk.page(
        "stocktakes.html",
        stocktakes=await desk.queries.stock.stocktakes(),
        places=await desk.queries.custody.places(),
        counts=await desk.queries.stock.last_counts(),
    )


@post(_PATH, opt=_HERE)
async def open_one(desk: NamedDependency[Desk]) -> Page:
    """The form's own key is the stocktake's id: sent twice, it opens one."""
    id_ = desk.form.key
    known = {row.place for row in await desk.queries.custody.places()}
    chosen = [each for each in desk.form.several("place") if each in known]

    async def deed() -> None:
        if not chosen and desk.form.text("all") != "yes":
            raise FieldError("place")
        places = [] if desk.form.text("all") == "yes" else chosen
        await desk.issuance.stocktakes.open(desk.order(), id_, places)

    then = f"{_PATH}/{id_}"
    return await desk.act(deed(), back=_PATH, then=then, done="stocktake-opened", form="open")


@get("/stocktakes/{stocktake_id:uuid}", opt=_HERE)
async def show(desk: NamedDependency[Desk], stocktake_id: FromPath[UUID]) -> Page:
    looked = await _looked(desk, stocktake_id)
    state = looked.stocktake
    left = {} if state.closed else await desk.issuance.stocktakes.not_counted(stocktake_id)
    by_place: dict[str, list[int]] = {}
    for each in state.counted.values():
        by_place.setdefault(whole(each.place), [0, 0])[0] += 1
    for place in left.values():
        by_place.setdefault(whole(place), [0, 0])[1] += 1
    return desk.page(
        "stocktake.html",
        id=stocktake_id,
        stocktake=state,
        opened_at=looked.opened_at,
        left=left,
        by_place=sorted(by_place.items()),
        different=[e for e in state.counted.values() if e.found is not Counted.RIGHT],
        labels=await labels(desk, COUNTED_AT),
        last=list(state.counted.values())[:-9:-1],
    )


@post("/stocktakes/{stocktake_id:uuid}/count", opt=_HERE)
async def count(desk: NamedDependency[Desk], stocktake_id: FromPath[UUID]) -> Page:
    async def deed() -> str:
        if not desk.form.text("place"):
            raise FieldError("place")
        serial, place = await _serial(desk), desk.form.text("place")
        counted = desk.issuance.stocktakes.count(desk.order(), stocktake_id, serial, place)
        return (await counted).value

    return await scanned(desk, deed, back=f"{_PATH}/{stocktake_id}")


@post("/stocktakes/{stocktake_id:uuid}/undo", opt=_HERE)
async def undo(desk: NamedDependency[Desk], stocktake_id: FromPath[UUID]) -> Page:
    async def deed() -> str:
        serial = await _serial(desk)
        await desk.issuance.stocktakes.undo_count(desk.order(), stocktake_id, serial)
        return "undone"

    return await scanned(desk, deed, back=f"{_PATH}/{stocktake_id}")


@post("/stocktakes/{stocktake_id:uuid}/close", opt=_HERE)
async def close(desk: NamedDependency[Desk], stocktake_id: FromPath[UUID]) -> Page:
    async def deed() -> None:
        await desk.office.refresh()  # the tables name the cards to look at
        await desk.issuance.stocktakes.close(desk.order(), stocktake_id)

    back = f"{_PATH}/{stocktake_id}"
    return await desk.act(deed(), back=back, done="stocktake-closed", form="close")


@post("/stocktakes/{stocktake_id:uuid}/correct", opt=_HERE)
async def correct(desk: NamedDependency[Desk], stocktake_id: FromPath[UUID]) -> Page:
    async def deed() -> None:
        officers = await desk.two(STOCKROOM)
        await desk.issuance.stocktakes.correct(desk.order(), stocktake_id, officers)

    back = f"{_PATH}/{stocktake_id}"
    return await desk.act(deed(), back=back, done="stocktake-corrected", form="correct")


async def _looked(desk: Desk, stocktake_id: UUID) -> Looked:
    try:
        return await desk.issuance.stocktakes.look(stocktake_id)
    except NotFoundError:
        raise NotFoundException from None


async def _serial(desk: Desk) -> str:
    """The card's serial, or that of the card in the envelope whose label was scanned."""
    typed = desk.form.code("card_serial").replace("-", "")
    if len(typed) != _TRACKING_DIGITS:
        return typed
    cases = await desk.queries.cases.of_tracking(typed)
    if len(cases) != 1:
        raise NotFoundError
    return cases[0].card_serial


HANDLERS = (show_all, open_one, show, count, undo, close, correct)
