"""The shared look: the stylesheet and the sign of the house, read once."""

from pathlib import Path
from typing import Final

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from issuance.office.doors import PUBLIC
from issuance.office.hall.rendering import HALL_FILES
from issuance.office.rendering import BOARD_FILES, STYLESHEET

_TYPES: Final = {
    STYLESHEET: "text/css; charset=utf-8",
    "favicon.svg": "image/svg+xml",
    "session.js": "text/javascript; charset=utf-8",
    "passkey.js": "text/javascript; charset=utf-8",
    "pin_desk.js": "text/javascript; charset=utf-8",
    **HALL_FILES,
    **BOARD_FILES,
}


def look_handler(folder: Path) -> HTTPRouteHandler:
    """Serves /look/…; pages name the stylesheet with a version, so a new one is seen at once."""
    files = {name: (folder / name).read_bytes() for name in _TYPES}

    @get("/look/{name:str}", opt=PUBLIC)
    async def look(name: FromPath[str]) -> Response[bytes]:
        if name not in files:
            raise NotFoundException
        return Response(files[name], media_type=_TYPES[name])

    return look
