"""Style sheets, the script, the favicon: read once, named one by one; no other file is served."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

_KINDS: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


def files_of(folder: Path, *, under: str) -> HTTPRouteHandler:
    """The browser's files of a folder, at *under*/name."""
    contents = {
        each.name: (each.read_bytes(), _KINDS[each.suffix])
        for each in folder.iterdir()
        if each.suffix in _KINDS
    }

    @get(f"{under}/{{name:str}}", name=under)
    async def file(name: FromPath[str]) -> Response[bytes]:
        if name not in contents:
            raise NotFoundException
        content, kind = contents[name]
        return Response(content, media_type=kind)

    return file
