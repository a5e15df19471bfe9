"""来庁の経過: what happened at a visit, told together by a station that was without the network."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

import msgspec
import structlog
from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath

from issuance.application import Issuance, Order
from issuance.errors import ConcurrentChangeError, Refusal
from issuance.office.api.messages.events import Event
from issuance.office.api.station import OF_NOW, require_supervisor, take
from issuance.office.api.talk import (
    Answer,
    Asked,
    BadRequestError,
    answer,
    bad_request,
    decoded,
    order_behind,
    read,
    refused,
    require_known,
)
from issuance.office.doors import STATION, Web
from issuance.office.parts import Office

_MOST: Final = 64
_log = structlog.get_logger("office")


class Told(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One event, as it could be told alone: the same key and bytes are the same event."""

    key: str
    staff_id: str
    event: msgspec.Raw


class Course(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In the order they happened."""

    events: Annotated[tuple[Told, ...], msgspec.Meta(min_length=1, max_length=_MOST)]


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """Noted, or refused by this code."""

    code: str = ""


@dataclass(frozen=True, kw_only=True)
class _Report:
    order: Order
    happened: Event


_courses: "msgspec.json.Decoder[Course]" = msgspec.json.Decoder(Course)
_events: "msgspec.json.Decoder[Event]" = msgspec.json.Decoder(Event)


@post("/api/station/visits/{visit_id:uuid}/course", opt=STATION, status_code=200)
async def course(request: Web, office: NamedDependency[Office], visit_id: FromPath[UUID]) -> Answer:
    """Each event is judged by itself, in order, and all are written down by one commit.

    Where one meets a fault, the answers end before it: it and the later ones are told again.
    """
    try:
        told = await read(request, _courses)
    except BadRequestError as error:
        return bad_request(error)
    reports = [await _report(office, visit_id, each) for each in told.events]
    try:
        answers = await _taken(office.issuance, visit_id, request.state.station, reports)
    except ConcurrentChangeError as error:
        return refused(error)
    await _refresh(office, reports)
    return answer({"answers": answers})


async def _report(office: Office, visit_id: UUID, told: Told) -> _Report | Heard:
    """What is asked with it, or why the office does not even look."""
    try:
        happened = decoded(told.event, _events)
        asked = Asked(
            key=told.key, path=f"/api/station/visits/{visit_id}/events", body=bytes(told.event)
        )
        by = f"staff:{await require_known(office, told.staff_id)}"
        order = order_behind(asked, by=by, at=happened.at, door="station", now=office.clock())
        await require_supervisor(office, happened)
    except (BadRequestError, Refusal) as error:
        return Heard(code=error.code)
    return _Report(order=order, happened=happened)


async def _taken(
    issuance: Issuance, visit_id: UUID, station: str, reports: Sequence[_Report | Heard]
) -> list[Heard]:
    answers: list[Heard] = []
    async with issuance.work.log.transaction() as tx:
        await tx.lock()
        joined = Issuance(issuance.work.within(tx))
        for each in reports:
            try:
                answers.append(await _take(joined, visit_id, station, each))
            except Exception as error:
                if not answers:
                    raise
                _log.error("course-ends-early", error=type(error).__name__)
                break
    return answers


async def _take(issuance: Issuance, visit_id: UUID, station: str, report: _Report | Heard) -> Heard:
    if isinstance(report, Heard):
        return report
    try:
        await take(issuance, report.order, visit_id, station, report.happened)
    except ConcurrentChangeError:
        raise
    except Refusal as refusal:
        return Heard(code=refusal.code)
    return Heard()


async def _refresh(office: Office, reports: Sequence[_Report | Heard]) -> None:
    """Where something is of now, as other stations want to see at once."""
    since = office.clock() - OF_NOW
    if any(isinstance(each, _Report) and each.happened.at >= since for each in reports):
        await office.refresh()


HANDLERS = (course,)
