"""The line on the clerk's screen: call next, recall, hold, hand on, break off, undo, real times."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from counter_station.screens import clerk_view
from counter_station.screens.clerk import act_as_clerk
from counter_station.screens.clerk_identity import MissingReasonError
from counter_station.screens.http import AnyRequest, Form
from counter_station.screens.line_page import destinations
from counter_station.screens.station import Seat, Station
from counter_station.visit.line_facts import (
    BreakOffReason,
    HoldReason,
    Mark,
    PriorityReason,
    TimeReason,
    TransferReason,
)
from counter_station.visit.refusals import BadTimeError
from counter_station.visit.turn import InLine
from issuance.calendar import office_time

E = TypeVar("E", bound=StrEnum)


Act = Callable[[Form, str], Awaitable[None]]


@post("/call-next")
async def call_next(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    """One key: whose turn it is by the rule of `counter_station.visit.turn`."""

    async def line_now() -> list[InLine]:
        return clerk_view.in_line(await clerk_view.rows(station))

    async def act(_form: Form, by: str) -> None:
        await station.line.call_next(line_now, by=by)

    return await _do(station, request, act)


@post("/undo")
async def undo(request: AnyRequest, station: NamedDependency[Station]) -> Response[str]:
    async def act(_form: Form, by: str) -> None:
        station.entries.stop()
        await station.line.undo(by=by)

    return await _do(station, request, act)


@post("/visits/{visit_id:uuid}/recall")
async def recall(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    return await _do(station, request, lambda _, by: station.line.recall(visit_id, by=by))


@post("/visits/{visit_id:uuid}/hold")
async def hold(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    async def act(form: Form, by: str) -> None:
        reason = _one_of(HoldReason, form)
        station.entries.stop()
        await station.line.hold(visit_id, reason, by=by)

    return await _do(station, request, act)


@post("/visits/{visit_id:uuid}/back")
async def back(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    return await _do(station, request, lambda _, by: station.line.bring_back(visit_id, by=by))


@post("/visits/{visit_id:uuid}/transfer")
async def transfer(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    async def act(form: Form, by: str) -> None:
        reason, to = _one_of(TransferReason, form), form.one("to")
        if to not in destinations(station.settings):
            raise MissingReasonError
        station.entries.stop()
        await station.line.transfer(visit_id, to, reason, by=by)

    return await _do(station, request, act)


@post("/visits/{visit_id:uuid}/priority")
async def priority(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    async def act(form: Form, by: str) -> None:
        await station.line.give_priority(visit_id, _one_of(PriorityReason, form), by=by)

    return await _do(station, request, act)


@post("/visits/{visit_id:uuid}/consultant")
async def consultant(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    return await _do(station, request, lambda _, by: station.line.call_consultant(visit_id, by=by))


@post("/visits/{visit_id:uuid}/break-off")
async def break_off(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    async def act(form: Form, by: str) -> None:
        reason = _one_of(BreakOffReason, form)
        station.entries.stop()
        await station.line.break_off(visit_id, reason, by=by)

    return await _do(station, request, act)


@post("/visits/{visit_id:uuid}/times")
async def times(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """時刻が正しくない: the real start or end, on Japan's clock, and why."""

    async def act(form: Form, by: str) -> None:
        mark, reason = _one_of(Mark, form, "mark"), _one_of(TimeReason, form)
        real_at = _clock_time(form.one("real_at"), station)
        await station.line.correct_time(visit_id, mark, real_at, reason, by=by)

    return await _do(station, request, act)


async def _do(station: Station, request: AnyRequest, act: Act) -> Response[str]:
    seat = Seat(station, request)
    form = await seat.form()
    return await act_as_clerk(seat, lambda by: act(form, by), form)


def _one_of(kind: type[E], form: Form, name: str = "reason") -> E:
    chosen = form.one(name)
    if chosen not in set(kind):
        raise MissingReasonError
    return kind(chosen)


def _clock_time(typed: str, station: Station) -> datetime:
    hour, _, minute = typed.strip().replace("：", ":").partition(":")
    if not (hour + minute).isdecimal() or not (hour + minute).isascii():
        raise BadTimeError
    if not (0 < len(hour) <= 2 and len(minute) == 2 and int(hour) < 24 and int(minute) < 60):
        raise BadTimeError
    return office_time(station.today(), int(hour), int(minute))


HANDLERS = (
    call_next,
    undo,
    recall,
    hold,
    back,
    transfer,
    priority,
    consultant,
    break_off,
    times,
)
