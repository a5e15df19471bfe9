"""The clerk's identity step: form in, one call to the identity desk, back to the screen."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.params import FromPath

from counter_station.screens.clerk import MissingChoiceError, act_as_clerk, case_of
from counter_station.screens.http import AnyRequest, Form
from counter_station.screens.identity_form import Ticked
from counter_station.screens.identity_page import looked, note_ticked, verdict_context
from counter_station.screens.signs import note_sign
from counter_station.screens.station import Seat, Station
from counter_station.texts import messages
from counter_station.visit.identity import Laid
from counter_station.visit.line_facts import Sign
from issuance.errors import Refusal
from issuance.identity.documents import WORDS as DOCUMENTS
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason

ACCEPT = "accept"
"""The supervisor's decision that this is the holder."""


class MissingReasonError(Refusal):
    """No reason, or no decision, was chosen."""

    code = "reason-missing"


@post("/visits/{visit_id:uuid}/identity")
async def identity(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """Enter takes the documents as proof; other buttons record that they fall short, or look."""
    seat = Seat(station, request)
    form = await seat.form()
    chosen = note_ticked(station, form, case_of(form))

    async def act(by: str) -> None:
        match form.one("act"):
            case "look":
                return
            case "turn-away":
                await station.identity.turn_away(visit_id, _laid(form, chosen), by=by)
            case _:
                await station.identity.verify(visit_id, _laid(form, chosen), by=by)

    return await act_as_clerk(seat, act, form)


@post("/visits/{visit_id:uuid}/verdict")
async def verdict(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """What the ticked documents are worth; nothing is recorded."""
    seat = Seat(station, request)
    form = await seat.form()
    visit = await station.desk.visit(visit_id)
    person = visit.people.get(case_of(form))
    if seat.session is None or person is None or visit_id != station.desk.at_counter:
        return Response("", media_type=MediaType.HTML)
    chosen = note_ticked(station, form, person.due.case_id)
    looked_at = looked(station, chosen, person) if chosen.shown else None
    if chosen.shown:
        await note_sign(station, Sign.DOCUMENTS)
    content = station.pages.text(
        "clerk/_verdict.html",
        seat.language(),
        m=messages,
        documents=DOCUMENTS,
        **verdict_context(seat, looked_at),
    )
    return Response(content, media_type=MediaType.HTML, status_code=200)


@post("/visits/{visit_id:uuid}/identity/doubt")
async def doubt(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """From here on a supervisor decides."""

    async def act(form: Form, by: str) -> None:
        if form.one("reason") not in set(DoubtReason):
            raise MissingReasonError
        reason = DoubtReason(form.one("reason"))
        await station.identity.doubt(visit_id, case_of(form), reason, by=by)

    return await _act(station, request, act)


@post("/visits/{visit_id:uuid}/identity/extra")
async def extra(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """More than the rule asks: a reason, and a supervisor who signs."""

    async def act(form: Form, by: str) -> None:
        if form.one("reason") not in set(ExtraReason):
            raise MissingReasonError
        reason = ExtraReason(form.one("reason"))
        supervisor = await _signed(station, form, by)
        await station.identity.ask_extra(
            visit_id, case_of(form), reason, by=by, supervisor=supervisor
        )

    return await _act(station, request, act)


@post("/visits/{visit_id:uuid}/identity/decide")
async def decide(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """The supervisor decides what the clerk doubted, on what is ticked."""

    async def act(form: Form, by: str) -> None:
        decision = form.one("decision")
        if decision not in {ACCEPT, *TurnedAwayReason}:
            raise MissingReasonError
        case_id = case_of(form)
        laid = _laid(form, station.identity_memory.of(case_id).shown)
        second = await _signed(station, form, by)
        if decision == ACCEPT:
            await station.identity.accept(visit_id, laid, by=by, supervisor=second)
        else:
            reason = TurnedAwayReason(decision)
            await station.identity.refuse(visit_id, laid, reason, by=by, supervisor=second)

    return await _act(station, request, act)


async def _act(
    station: Station, request: AnyRequest, act: Callable[[Form, str], Awaitable[None]]
) -> Response[str]:
    seat = Seat(station, request)
    form = await seat.form()
    return await act_as_clerk(seat, lambda by: act(form, by), form)


async def _signed(station: Station, form: Form, by: str) -> str:
    return await station.identity.sign(form.one("staff_id"), form.one("password"), beside=by)


def _laid(form: Form, chosen: Ticked) -> Laid:
    if chosen.situation is None:
        raise MissingChoiceError
    return Laid(
        case_id=case_of(form),
        situation=chosen.situation,
        shown=chosen.shown,
        absence=chosen.absence,
    )


HANDLERS = (identity, verdict, doubt, extra, decide)
