"""What changes without the clerk's doing: small fragments, fetched by our own small script.

Without the script the page refreshes itself while nothing is being filled in.
"""

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.enums import MediaType

from counter_station.screens.clerk_page import live_version, page_context
from counter_station.screens.http import AnyRequest
from counter_station.screens.station import Seat, Station

_FRAGMENTS = ("bar", "queue", "reader", "clock", "progress", "document_pin", "steps", "undo")


@get("/live")
async def live(request: AnyRequest, station: NamedDependency[Station]) -> Response[bytes]:
    """Fragments by id, and a version that changes when the whole page is out of date."""
    seat = Seat(station, request, touch=False)
    if seat.session is None:
        return Response(b'{"version": "signed-out"}', media_type=MediaType.JSON)
    context = await page_context(seat)
    context |= {"station_id": station.settings.station_id, "form_token": seat.clerks_token}
    answer = {
        "version": live_version(context),
        "fragments": {
            f"live-{name}": station.pages.text(f"clerk/_{name}.html", seat.language(), **context)
            for name in _FRAGMENTS
        },
    }
    return Response(msgspec.json.encode(answer), media_type=MediaType.JSON)
