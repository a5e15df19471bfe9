"""For whoever watches the process: does it live, and can it serve?"""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.enums import MediaType

from booking_web.pages.visit import Site
from booking_web.refusals import DeskAwayError


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    database: bool
    timetable_as_of: datetime | None
    """When the timetable shown was last known to be true; null before it was read."""
    waiting: int
    """Requests that wait at the desk for their batch."""


_NOBODY = UUID(int=0)


@get("/health", media_type=MediaType.TEXT)
async def health() -> str:
    """The process answers, with or without its database."""
    return "ok\n"


@get("/ready")
async def ready(site: NamedDependency[Site]) -> Response[Ready]:
    """200 when the database answers and the timetable was read; else 503."""
    as_of = site.desk.as_of
    try:
        await site.desk.notice(_NOBODY)
        database = True
    except DeskAwayError:
        database = False
    is_ready = database and as_of is not None
    answer = Ready(database=database, timetable_as_of=as_of, waiting=site.desk.waiting)
    return Response(answer, status_code=200 if is_ready else 503)


HANDLERS = (health, ready)
