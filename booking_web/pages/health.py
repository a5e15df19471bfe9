"""For whoever watches the process: does it live, and can it serve?"""

from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.enums import MediaType

from booking_web.pages.visit import Site
from booking_web.refusals import DeskAwayError

_NOBODY = UUID(int=0)


@get("/health", media_type=MediaType.TEXT)
async def health() -> str:
    """The process answers, with or without its database."""
    return "ok\n"


@get("/ready")
async def ready(site: NamedDependency[Site]) -> Response[dict[str, bool | str | None]]:
    """200 when the database answers and the timetable was read; else 503."""
    as_of = site.desk.as_of
    try:
        await site.desk.notice(_NOBODY)
        database = True
    except DeskAwayError:
        database = False
    is_ready = database and as_of is not None
    answer = {"database": database, "timetable_as_of": as_of.isoformat() if as_of else None}
    return Response(answer, status_code=200 if is_ready else 503)


HANDLERS = (health, ready)
