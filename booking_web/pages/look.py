"""The shared look: the stylesheet and the sign of the house, read and compressed once."""

from gzip import compress
from pathlib import Path
from typing import Final

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from booking_web.pages.rendering import (
    PHONE_DESK_STYLESHEET,
    RESIDENTS_STYLESHEET,
    STYLESHEET,
    stylesheet,
)
from booking_web.pages.visit import Web

_CSS: Final = "text/css; charset=utf-8"
_TYPES: Final = {
    STYLESHEET: _CSS,
    RESIDENTS_STYLESHEET: _CSS,
    PHONE_DESK_STYLESHEET: _CSS,
    "favicon.svg": "image/svg+xml",
    "letter.svg": "image/svg+xml",
}
_HEADERS: Final = {"cache-control": "public, max-age=86400", "vary": "Accept-Encoding"}


def look_handler(folder: Path) -> HTTPRouteHandler:
    """Serves /look/…; pages name the stylesheet with a version, so a new one is seen at once."""
    files = {name: stylesheet(folder, name) for name in _TYPES}
    packed = {name: compress(file) for name, file in files.items()}

    @get("/look/{name:str}")
    async def look(request: Web, name: FromPath[str]) -> Response[bytes]:
        if name not in files:
            raise NotFoundException
        # Only these files are compressed: pages hold a token next to what was typed (BREACH).
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers = _HEADERS | {"content-encoding": "gzip"}
            return Response(packed[name], media_type=_TYPES[name], headers=headers)
        return Response(files[name], media_type=_TYPES[name], headers=_HEADERS)

    return look
