"""今の混雑: how many wait at each venue, how long, and when there is a free time; for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.enums import MediaType

from booking_web.availability.state import Snapshot
from booking_web.desk import FreeTime, Venue
from booking_web.pages.today import AGAIN_SECONDS
from booking_web.pages.visit import Page, Site, Visit
from booking_web.queue.congestion import VenueCongestion
from booking_web.refusals import DeskAwayError
from issuance.calendar import JST

_NEXT: Final = 3
_RETRY_SECONDS: Final = 5
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Count = Annotated[int, msgspec.Meta(ge=0)]


@dataclass(frozen=True, kw_only=True)
class VenueNow:
    """`figures` is None where the office has said nothing today."""

    venue: Venue
    figures: VenueCongestion | None
    longest: int | None
    stale: bool
    free: Sequence[FreeTime]


class OpenVenueNow(msgspec.Struct, frozen=True, kw_only=True):
    """One venue; the figures are null where the office has said nothing today."""

    venue: str
    """The code of the venue."""
    waiting: Count | None
    longest_wait_minutes: Count | None
    usual_wait_minutes: Count | None
    """The median of those called within the last hour."""
    as_of: Moment | None
    stale: bool
    """Whether the office has been silent for so long that this may no longer be true."""
    next_free: list[Moment]


class CongestionNow(msgspec.Struct, frozen=True, kw_only=True):
    """How busy each venue is (混雑状況)."""

    venues: list[OpenVenueNow]


@get("/now")
async def show(visit: NamedDependency[Visit]) -> Page:
    again = visit.request.query_params.get("again") == "on"
    page = visit.page("now.html", {"here": await _now(visit.site), "again": again})
    if again:
        page.headers["Refresh"] = str(AGAIN_SECONDS)
    return page


@get("/now.json")
async def as_data(site: NamedDependency[Site]) -> Response[bytes]:
    try:
        told = CongestionNow(venues=[_open(each) for each in await _now(site)])
    except DeskAwayError as away:
        problem = msgspec.json.encode({"code": away.code})
        later = {"retry-after": str(_RETRY_SECONDS)}
        return Response(problem, status_code=503, media_type=MediaType.JSON, headers=later)
    headers = {"cache-control": "public, max-age=1", "access-control-allow-origin": "*"}
    return Response(msgspec.json.encode(told), media_type=MediaType.JSON, headers=headers)


async def _now(site: Site) -> list[VenueNow]:
    snapshot, figures = await site.availability.now(), await site.congestion.now()
    at = site.clock()
    return [_of(snapshot, each, figures.get(each.venue_id), at) for each in snapshot.venues]


def _of(
    snapshot: Snapshot, venue: Venue, figures: VenueCongestion | None, at: datetime
) -> VenueNow:
    return VenueNow(
        venue=venue,
        figures=figures,
        longest=figures.longest_minutes(at) if figures else None,
        stale=figures is not None and figures.is_stale(at),
        free=_next_free(snapshot, venue),
    )


def _next_free(snapshot: Snapshot, venue: Venue) -> list[FreeTime]:
    found: list[FreeTime] = []
    for day in snapshot.days:
        found += [each for each in day.times_at(venue.venue_id) if each.free]
        if len(found) >= _NEXT:
            break
    return found[:_NEXT]


def _open(now: VenueNow) -> OpenVenueNow:
    figures = now.figures
    return OpenVenueNow(
        venue=now.venue.code,
        waiting=figures.waiting if figures else None,
        longest_wait_minutes=now.longest,
        usual_wait_minutes=figures.usual_minutes if figures else None,
        as_of=figures.as_of.astimezone(JST).replace(microsecond=0) if figures else None,
        stale=now.stale,
        next_free=[each.starts_at.astimezone(JST) for each in now.free],
    )


HANDLERS = (show, as_data)
