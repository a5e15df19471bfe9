"""/openapi.json, for everybody."""

from typing import Final

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from booking_web.openapi.document import document

_HEADERS: Final = {
    "cache-control": "public, max-age=3600",
    "access-control-allow-origin": "*",
}


def openapi_door(public_url: str) -> HTTPRouteHandler:
    """The document does not change while a process lives."""
    written = msgspec.json.format(msgspec.json.encode(document(public_url)), indent=1)

    @get("/openapi.json", sync_to_thread=False)
    def openapi() -> Response[bytes]:
        return Response(written, media_type="application/json", headers=_HEADERS)

    return openapi
