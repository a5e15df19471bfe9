"""The stations' API for days without the network: prepared visits, facts of a station."""

from typing import assert_never

import msgspec
from litestar import post
from litestar.di import NamedDependency

from issuance.application import Order
from issuance.capacity.venues import venue_id_of
from issuance.errors import Refusal
from issuance.office.api.messages import offline as m
from issuance.office.api.shown import Shown
from issuance.office.api.talk import (
    Answer,
    BadRequestError,
    answer,
    bad_request,
    known_staff,
    order_of,
    read,
    refused,
)
from issuance.office.doors import STATION, Web
from issuance.office.parts import Office
from issuance.visits.stations import (
    ClerkSignedIn,
    ClerkSignedOut,
    ClockMeasured,
    DayPrepared,
    SignInLocked,
    StationFact,
)

_asked: "msgspec.json.Decoder[m.Prepare]" = msgspec.json.Decoder(m.Prepare)
_events: "msgspec.json.Decoder[m.OfStation]" = msgspec.json.Decoder(m.OfStation)


class NotForOfflineError(Refusal):
    """The office gives a day's people only to stations it is told may keep them."""

    code = "not-for-offline"


@post("/api/station/prepared-days", opt=STATION, status_code=200)
async def prepare(request: Web, office: NamedDependency[Office]) -> Answer:
    """The parties of a day with their people; who got them is a fact."""
    station: str = request.state.station
    try:
        wanted = await read(request, _asked)
        order = await order_of(
            request, by=f"station:{station}", at=wanted.at, door="station", now=office.clock()
        )
        if station not in office.settings.offline_stations:
            raise NotForOfflineError
        return answer(await _prepared(office, order, station, wanted))
    except BadRequestError as error:
        return bad_request(error)
    except Refusal as refusal:
        return refused(refusal)


async def _prepared(office: Office, order: Order, station: str, wanted: m.Prepare) -> m.PreparedDay:
    shows = Shown(office.issuance.work)
    found = await office.queries.visits.on_day(wanted.day)
    venue = venue_id_of(wanted.venue) if wanted.venue else None
    here = [
        each
        for each in found
        if venue in {None, each.venue_id} and (wanted.only is None or each.visit_id in wanted.only)
    ]
    tickets = await office.queries.tickets.of_visits([each.visit_id for each in here])
    visits = [
        m.PreparedVisit(
            visit=queued,
            people=(await shows.file(each)).people,
        )
        for each, queued in zip(here, await shows.queue(here, tickets), strict=True)
    ]
    noted = DayPrepared(station=station, day=wanted.day, parties=len(visits))
    await office.issuance.stations.note(order, station, noted)
    return m.PreparedDay(day=wanted.day, prepared_at=office.clock(), visits=visits)


@post("/api/station/events", opt=STATION, status_code=200)
async def event(request: Web, office: NamedDependency[Office]) -> Answer:
    """Something happened at the station itself."""
    station: str = request.state.station
    try:
        happened = await read(request, _events)
        by = f"station:{station}"
        if not isinstance(happened, m.Measured | m.Readers):
            by = f"staff:{await known_staff(request, office)}"
        order = await order_of(request, by=by, at=happened.at, door="station", now=office.clock())
        if isinstance(happened, m.Readers):
            await office.issuance.outages.note_reader(order, station, answers=happened.answer)
        else:
            await office.issuance.stations.note(order, station, _fact(station, happened))
    except BadRequestError as error:
        return bad_request(error)
    except Refusal as refusal:
        return refused(refusal)
    return answer({"noted": True})


def _fact(station: str, happened: m.OfCounter) -> StationFact:
    match happened:
        case m.SignedIn():
            return ClerkSignedIn(station=station, method=happened.method)
        case m.SignedOut():
            return ClerkSignedOut(station=station)
        case m.Locked():
            return SignInLocked(station=station, staff_id=happened.staff_id)
        case m.Measured():
            return ClockMeasured(station=station, skew_seconds=happened.skew_seconds)
        case _:
            assert_never(happened)


HANDLERS = (prepare, event)
