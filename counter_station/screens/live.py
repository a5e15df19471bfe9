"""What changes without the clerk's doing: small fragments, fetched by our own small script.

Without the script the page refreshes itself while nothing is being filled in.
"""

from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.params import FromPath

from counter_station.screens import identity_form
from counter_station.screens.clerk_page import live_version, missing_lines, page_context
from counter_station.screens.http import AnyRequest
from counter_station.screens.station import Seat, Station
from counter_station.texts import messages
from issuance.identity.situations import Situation

_FRAGMENTS = ("bar", "queue", "reader", "clock", "progress", "document_pin")


@get("/live")
async def live(request: AnyRequest, station: NamedDependency[Station]) -> Response[bytes]:
    """Fragments by id, and a version that changes when the whole page is out of date."""
    seat = Seat(station, request, touch=False)
    if seat.session is None:
        return Response(b'{"version": "signed-out"}', media_type=MediaType.JSON)
    context = await page_context(seat)
    context |= {"station_id": station.settings.station_id, "form_token": seat.form_token}
    answer = {
        "version": live_version(context),
        "fragments": {
            f"live-{name}": station.pages.text(f"clerk/_{name}.html", seat.language(), **context)
            for name in _FRAGMENTS
        },
    }
    return Response(msgspec.json.encode(answer), media_type=MediaType.JSON)


@post("/visits/{visit_id:uuid}/verdict")
async def verdict(
    request: AnyRequest, station: NamedDependency[Station], visit_id: FromPath[UUID]
) -> Response[str]:
    """What the ticked documents are worth; nothing is recorded."""
    seat = Seat(station, request)
    form = await seat.form()
    if seat.session is None or visit_id != station.desk.at_counter:
        return Response("", media_type=MediaType.HTML)
    chosen = identity_form.ticked(form)
    looked_at = identity_form.verdict(
        chosen, chosen.situation or Situation.SELF_N, today=station.today()
    )
    content = station.pages.text(
        "clerk/_verdict.html",
        seat.language(),
        m=messages,
        verdict=looked_at if chosen.shown else None,
        missing=missing_lines(looked_at, seat),
    )
    return Response(content, media_type=MediaType.HTML, status_code=200)
