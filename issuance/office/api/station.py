"""The stations' API: the day's queue, one party's file, and what happened at a counter."""

from datetime import timedelta
from typing import Final, assert_never
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from issuance.application import Issuance, Order
from issuance.application.counter import SealedPins, Shown
from issuance.application.parties import Seat
from issuance.application.viewing import Look
from issuance.cases.facts import PinSheetSealed, PinsSealed
from issuance.errors import Refusal
from issuance.office.api.line import take_of_line
from issuance.office.api.messages import visit as m
from issuance.office.api.messages.events import Event, OfIdentity, OfPerson
from issuance.office.api.messages.line import OfLine
from issuance.office.api.messages.queue import Queue
from issuance.office.api.shown import Shown as Shows
from issuance.office.api.talk import (
    Answer,
    BadRequestError,
    StaffUnknownError,
    answer,
    bad_request,
    known_staff,
    not_found,
    order_of,
    read,
    refused,
    staff_of,
)
from issuance.office.doors import STATION, Web
from issuance.office.forms import day_of
from issuance.office.parts import Office
from issuance.pins.sealing import SEALED_BYTES
from issuance.pins.sheets import sheet_number
from issuance.staffing.roles import Role
from issuance.viewing.facts import Purpose

_AT_COUNTER: Final = Look(role=Role.CLERK, purpose=Purpose.VISIT)
OF_NOW: Final = timedelta(minutes=1)
_events: "msgspec.json.Decoder[Event]" = msgspec.json.Decoder(Event)


class StationMismatchError(Refusal):
    """A station may speak only of itself."""

    code = "station-mismatch"


class NotASupervisorError(Refusal):
    """Who signed at the station as the second person may not decide this."""

    code = "not-a-supervisor"


class SealedSizeError(Refusal):
    """Sealed PINs always have the same size; this is something else."""

    code = "sealed-size"


@get("/api/station/queue", opt=STATION)
async def queue(request: Web, office: NamedDependency[Office]) -> Answer:
    """The parties of a day, without anybody's data."""
    try:
        day = day_of(request.query_params.get("day", ""))
    except ValueError:
        return bad_request(BadRequestError("bad-day"))
    visits = await office.queues.result(day)
    return answer(Queue(now=office.clock(), visits=visits))


@get("/api/station/sealing-key", opt=STATION)
async def sealing_key(office: NamedDependency[Office]) -> Answer:
    key = await office.issuance.pin_keys.current(office.sealing_key)
    return answer({"key_id": key.key_id, "public_key_pem": key.to_pem().decode()})


@get("/api/station/visits/{visit_id:uuid}", opt=STATION)
async def visit(request: Web, office: NamedDependency[Office], visit_id: FromPath[UUID]) -> Answer:
    """A party with its people's data, for the clerk who is signed in at the station."""
    try:
        staff_id = staff_of(request)
    except BadRequestError as error:
        return bad_request(error)
    if not await office.accounts.serves(staff_id):
        return refused(StaffUnknownError())
    found = await office.queries.visits.one(visit_id)
    if found is None:
        return not_found()
    order = Order(by=f"staff:{staff_id}", at=office.clock())
    shown = [case.case_id for case in found.cases]
    await office.issuance.viewing.note(order, _AT_COUNTER, shown)
    return answer(await Shows(office.issuance.work).file(found))


@post("/api/station/visits/{visit_id:uuid}/events", opt=STATION, status_code=200)
async def event(request: Web, office: NamedDependency[Office], visit_id: FromPath[UUID]) -> Answer:
    """Something happened at the station; the office judges it by its own rules.

    What is told of later, from a station that was without the network, is noted and no more:
    thousands may come at once, and nobody waits for where their visits stand.
    """
    try:
        happened = await read(request, _events)
        order = await order_of(
            request,
            by=f"staff:{await known_staff(request, office)}",
            at=happened.at,
            door="station",
            now=office.clock(),
        )
        await require_supervisor(office, happened)
        await take(office.issuance, order, visit_id, request.state.station, happened)
    except BadRequestError as error:
        return bad_request(error)
    except Refusal as refusal:
        return refused(refusal)
    if happened.at < office.clock() - OF_NOW:
        return answer({"visit": None})
    await office.refresh()
    found = await office.queries.visits.one(visit_id)
    tickets = await office.queries.tickets.of_visits([visit_id])
    shown = await Shows(office.issuance.work).queue([found] if found else [], tickets)
    return answer({"visit": shown[0] if shown else None})


async def require_supervisor(office: Office, happened: Event) -> None:
    """The station let somebody sign as the second person; the office knows who may."""
    match happened:
        case m.ExtraAsked(approved_by=second) | m.Verified(approved_by=second) if second:
            signed = second
        case m.IdentityRefused(decided_by=second):
            signed = second
        case _:
            return
    if not await office.accounts.is_supervisor(signed):
        raise NotASupervisorError


async def take(
    issuance: Issuance, order: Order, visit_id: UUID, station: str, happened: Event
) -> None:
    """Carry out what a station reports; raises the office's refusals."""
    if isinstance(happened, OfLine):
        await take_of_line(issuance.line, order, visit_id, station, happened)
        return
    counter = issuance.counter
    match happened:
        case m.Arrived():
            await counter.arrive(order, visit_id)
        case m.Called():
            if happened.station != station:
                raise StationMismatchError
            await counter.call(order, visit_id, station)
        case m.CalledOff():
            await counter.call_off(order, visit_id, station)
        case m.Finished():
            await counter.finish(order, visit_id, station)
        case m.NoShow():
            await counter.miss(order, visit_id)
        case _:
            seat = Seat(visit_id=visit_id, case_id=happened.case_id, station=station)
            await _take_of_person(issuance, order, seat, happened)


async def _take_of_person(issuance: Issuance, order: Order, seat: Seat, happened: OfPerson) -> None:
    counter = issuance.counter
    match happened:
        case m.Sealed():
            await counter.seal_pins(order, seat, _sealed(happened))
        case m.SheetSealed():
            await counter.seal_sheet(order, seat, _sheet(happened))
        case m.Pinless():
            await counter.choose_pinless(order, seat)
        case m.Chosen():
            await counter.choose_delivery(order, seat, happened.mode, happened.declarations)
        case _:
            await _take_identity(issuance, order, seat, happened)


async def _take_identity(
    issuance: Issuance, order: Order, seat: Seat, happened: OfIdentity
) -> None:
    counter = issuance.counter
    match happened:
        case m.ExtraAsked(reason=reason, approved_by=second):
            await counter.ask_extra(order, seat, reason, approved_by=second)
        case m.Doubted(reason=reason):
            await counter.doubt(order, seat, reason)
        case m.Verified(method=method, approved_by=second):
            shown = _shown(happened, method=method, approved_by=second)
            await counter.verify_identity(order, seat, shown)
        case m.IdentityRefused(reason=reason, decided_by=second):
            shown = _shown(happened, approved_by=second)
            await counter.refuse_identity(order, seat, shown, reason)
        case m.Insufficient():
            await counter.turn_away(order, seat, _shown(happened))
        case _:
            assert_never(happened)


def _shown(
    happened: m.Verified | m.IdentityRefused | m.Insufficient,
    *,
    method: str = "visual",
    approved_by: str = "",
) -> Shown:
    documents = tuple(each.seen() for each in happened.documents)
    told = None if isinstance(happened, m.IdentityRefused) else happened.absence
    return Shown(
        situation=happened.situation,
        documents=documents,
        method=method,
        approved_by=approved_by,
        absence=told,
    )


def _sealed(happened: m.Sealed) -> SealedPins:
    if len(happened.blob) != SEALED_BYTES:
        raise SealedSizeError
    envelope = PinsSealed(
        envelope_id=happened.envelope_id, pin_kinds=happened.pin_kinds, key_id=happened.key_id
    )
    return SealedPins(envelope=envelope, blob=happened.blob)


def _sheet(happened: m.SheetSealed) -> PinSheetSealed:
    number = sheet_number(happened.sheet_number)
    return PinSheetSealed(sheet_number=number, pin_kinds=happened.pin_kinds)


HANDLERS = (queue, sealing_key, visit, event)
