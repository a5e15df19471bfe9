"""保管場所: how many cards lie where, the ward's own places, and moves by scanning."""

from collections.abc import Iterable

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.custody.place_list import MOST_POSITIONS, PlaceKind
from issuance.custody.places import BY_HAND, label_of
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.pages.scanning import scanned
from issuance.office.staff.roles import STOCKROOM

_HERE = staff_with(STOCKROOM)
_PATH, _MOVES = "/custody", "/custody/moves"


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    """Every place with its cards; the sum is what the office has in its keeping."""
    rows = await desk.queries.custody.places()
    return desk.page(
        "custody.html",
        places=rows,
        total=sum(row.cards for row in rows),
        counts=await desk.queries.stock.last_counts(),
    )


@get("/custody/places/{place:str}", opt=_HERE)
async def show_place(desk: NamedDependency[Desk], place: FromPath[str]) -> Page:
    row = next((each for each in await desk.queries.custody.places() if each.place == place), None)
    if row is None:
        raise NotFoundException
    return desk.page("place.html", place=row, cards=await desk.queries.custody.lying(place))


@post("/custody/places", opt=_HERE)
async def add_place(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        if desk.form.text("kind") not in set(PlaceKind):
            raise FieldError("kind")
        positions = 0
        if desk.form.text("positions"):
            positions = desk.form.number("positions", least=0, most=MOST_POSITIONS)
        await desk.issuance.custody.add_place(
            desk.order(), desk.form.code("code"), PlaceKind(desk.form.text("kind")), positions
        )

    return await desk.act(deed(), back=_PATH, done="place-added", form="place", keep=True)


@post("/custody/places/retire", opt=_HERE)
async def retire_place(desk: NamedDependency[Desk]) -> Page:
    deed = desk.issuance.custody.retire_place(desk.order(), desk.form.code("code"))
    return await desk.act(deed, back=_PATH, done="place-retired", form="place")


@get(_MOVES, opt=_HERE)
async def show_moves(desk: NamedDependency[Desk]) -> Page:
    """To a place, from a place if one wants that checked, one card after another."""
    last = await desk.queries.custody.moved_last(f"staff:{desk.staff.staff_id}")
    return desk.page("moves.html", last=last, labels=await labels(desk, BY_HAND))


@post(_MOVES, opt=_HERE)
async def move(desk: NamedDependency[Desk]) -> Page:
    form = desk.form

    async def deed() -> str:
        if not form.text("to_place"):
            raise FieldError("to_place")
        moved = await desk.issuance.custody.move(
            desk.order(), form.code("card_serial"), form.text("to_place"), form.text("from_place")
        )
        form.say("undo_to", label_of(moved.from_place))
        return moved.outcome.value

    return await scanned(desk, deed, back=_MOVES)


@post("/custody/moves/undo", opt=_HERE)
async def undo(desk: NamedDependency[Desk]) -> Page:
    """Back to where it was: also a movement, from and to."""
    form = desk.form

    async def deed() -> str:
        await desk.issuance.custody.move(
            desk.order(), form.code("card_serial"), form.text("undo_to"), form.text("to_place")
        )
        form.say("undo_to", "")
        return "undone"

    return await scanned(desk, deed, back=_MOVES)


async def labels(desk: Desk, words: Iterable[str]) -> list[tuple[str, str]]:
    """What can be typed for a place: the ward's own labels, then the office's words."""
    own = [row.place for row in await desk.queries.custody.places() if ":" in row.place]
    return [(label_of(place), place) for place in (*own, *words)]


HANDLERS = (show, show_place, add_place, retire_place, show_moves, move, undo)
