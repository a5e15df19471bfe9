"""The clerk's screen: form in, one call to the desk, back to the screen."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from counter_station.screens import clerk_view
from counter_station.screens.clerk_page import show_screen
from counter_station.screens.http import AnyRequest, Form
from counter_station.screens.station import Seat, Station, go
from counter_station.visit.people import Travel
from counter_station.visit.state import Step
from issuance.errors import Refusal
from issuance.identity.posting import Declaration

Act = Callable[[str], Awaitable[None]]


class NoSealingKeyError(Refusal):
    """The office has never given its key: PINs cannot be sealed here yet."""

    code = "no-sealing-key"


class MissingChoiceError(Refusal):
    """A choice was left open."""

    code = "situation-missing"


class MissingDeliveryError(Refusal):
    """No way of travel was chosen."""

    code = "delivery-missing"


@get("/")
async def screen(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    seat = Seat(station, request)
    if seat.session is None:
        return go("/sign-in")
    return await show_screen(seat)


@get("/blank")
async def blank(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """Nothing about anybody, until the clerk comes back."""
    seat = Seat(station, request)
    return seat.page("clerk/blank.html")


@post("/visits/{visit_id:uuid}/arrived")
async def arrived(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    seat = Seat(station, request)
    form = await seat.form()
    return await act_as_clerk(seat, lambda by: station.desk.note_arrival(visit_id, by=by), form)


@post("/visits/{visit_id:uuid}/call")
async def call(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    seat = Seat(station, request)
    form = await seat.form()
    return await act_as_clerk(seat, lambda by: station.desk.call(visit_id, by=by), form)


@post("/visits/{visit_id:uuid}/no-show")
async def no_show(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    seat = Seat(station, request)
    form = await seat.form()
    return await act_as_clerk(seat, lambda by: station.desk.note_no_show(visit_id, by=by), form)


@post("/visits/{visit_id:uuid}/call-off")
async def call_off(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    seat = Seat(station, request)
    form = await seat.form()
    station.entries.stop()
    return await act_as_clerk(seat, lambda by: station.desk.call_off(visit_id, by=by), form)


@post("/visits/{visit_id:uuid}/finish")
async def finish(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    seat = Seat(station, request)
    form = await seat.form()
    return await act_as_clerk(seat, lambda by: station.desk.finish(visit_id, by=by), form)


@post("/visits/{visit_id:uuid}/pins")
async def begin_pins(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """Open the resident's screen for this person."""
    seat = Seat(station, request)
    form = await seat.form()

    async def act(by: str) -> None:
        if station.settings.pins == "paper":
            raise NotFoundException
        if station.desk.office.key is None:
            raise NoSealingKeyError
        visit = await station.desk.visit(visit_id)
        person = visit.people.get(case_of(form))
        if person is None or person.step is not Step.PINS or visit_id != station.desk.at_counter:
            raise NotFoundException
        resident = station.desk.office.person(visit_id, person.due.case_id)
        station.entries.begin(
            visit_id=visit_id,
            case_id=person.due.case_id,
            kinds=person.due.pin_kinds,
            born_on=resident.birth_on if resident else None,
            by=by,
        )

    return await act_as_clerk(seat, act, form)


@post("/visits/{visit_id:uuid}/pins/stop")
async def stop_pins(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """Close the resident's screen; what was typed is wiped."""
    seat = Seat(station, request)
    form = await seat.form()

    async def act(by: str) -> None:  # noqa: ARG001 - leaves no trace, so no actor
        entry = station.entries.current()
        if entry is not None and entry.visit_id == visit_id:
            station.entries.stop()

    return await act_as_clerk(seat, act, form)


@post("/visits/{visit_id:uuid}/sheet")
async def seal_sheet(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """The number of the sealed envelope, scanned twice; only where PINs are taken on paper."""
    seat = Seat(station, request)
    form = await seat.form()

    async def act(by: str) -> None:
        if station.settings.pins != "paper":
            raise NotFoundException
        scans = (form.one("sheet"), form.one("sheet_again"))
        await station.desk.seal_sheet(visit_id, case_of(form), scans=scans, by=by)

    return await act_as_clerk(seat, act, form)


@post("/visits/{visit_id:uuid}/pinless")
async def pinless(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    seat = Seat(station, request)
    form = await seat.form()

    async def act(by: str) -> None:
        await station.desk.choose_pinless(visit_id, case_of(form), by=by)
        station.entries.stop()

    return await act_as_clerk(seat, act, form)


@post("/visits/{visit_id:uuid}/delivery")
async def delivery(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    seat = Seat(station, request)
    form = await seat.form()

    async def act(by: str) -> None:
        if form.one("mode") not in set(Travel):
            raise MissingDeliveryError
        declared = {each for each in Declaration if each in form.all("declared")}
        await station.desk.choose_delivery(
            visit_id, case_of(form), mode=Travel(form.one("mode")), declarations=declared, by=by
        )

    return await act_as_clerk(seat, act, form)


@post("/conflicts/{position:int}")
async def conflict_seen(
    request: AnyRequest, station: NamedDependency[Station], position: FromPath[int]
) -> Response[str]:
    seat = Seat(station, request)
    form = await seat.form()
    return await act_as_clerk(
        seat, lambda by: station.desk.note_conflict_seen(position, by=by), form
    )


async def act_as_clerk(seat: Seat, act: Act, form: Form | None = None) -> Response[str]:
    """Act as the clerk who is signed in; a refusal is shown where it happened."""
    if seat.session is None:
        return go("/sign-in")
    desk, before = seat.station.desk, seat.station.desk.at_counter
    if before is not None:
        seat.station.stopwatch.add(before, form)
    try:
        await act(seat.session.by)
    except Refusal as refusal:
        return await show_screen(seat, refusal=refusal, form=form)
    if desk.at_counter != before:
        await _change_stopwatch(seat, before, desk.at_counter, form)
    return go("/" + await _where_next(seat, form))


async def _change_stopwatch(
    seat: Seat, gone: UUID | None, here: UUID | None, form: Form | None
) -> None:
    """Who left is measured; whom we called, from the call on."""
    stopwatch = seat.station.stopwatch
    if gone is not None and seat.session is not None:
        await seat.station.line.measure(gone, stopwatch.take(gone), by=seat.session.by)
    if here is not None:
        stopwatch.called(here, form)


async def _where_next(seat: Seat, form: Form | None) -> str:
    """Stay with a person until their steps are done, then go to the next one."""
    here = await clerk_view.at_counter(seat.station)
    if here is None and form and form.one("visit") in _known(seat):
        return f"?visit={form.one('visit')}"
    case_id = form.one("case_id") if form else ""
    if here is None or not case_id:
        return ""
    for number, person in enumerate(here.people, 1):
        done = person.step in {Step.SETTLED, Step.TURNED_AWAY}
        if str(person.due.case_id) == case_id and not done:
            return f"?person={number}"
    return ""


def _known(seat: Seat) -> set[str]:
    """The parties of the day, as addresses name them."""
    return {str(each.visit_id) for each in seat.station.desk.office.queue.visits}


def case_of(form: Form) -> UUID:
    try:
        return UUID(form.one("case_id"))
    except ValueError:
        raise NotFoundException from None


HANDLERS = (
    screen,
    blank,
    arrived,
    call,
    no_show,
    call_off,
    finish,
    begin_pins,
    stop_pins,
    seal_sheet,
    pinless,
    delivery,
    conflict_seen,
)
