"""The names this site answers to. A request for another name is not for us (421).

Else whoever leads their own name to our address could have our pages shown, and kept, under it.
"""

from collections.abc import Awaitable, Collection
from typing import Final, cast
from urllib.parse import urlsplit

from litestar.types import ASGIApp, Receive, Scope, Send
from litestar.types.asgi_types import HTTPScope

LOOPBACK: Final = frozenset({"127.0.0.1", "[::1]", "localhost"})
"""The office's worker and health checks on the same machine; no resident's browser says these."""
_REFUSED: Final = b"This site is not known by this name."


def names_of(public_url: str, hosts: Collection[str]) -> frozenset[str]:
    """The name people type, those said besides, and this machine's own."""
    typed = urlsplit(public_url).hostname or ""
    return LOOPBACK | {name.lower() for name in (typed, *hosts) if name}


class HostDoor:
    """An ASGI application around the site's own; *names* are without port."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app = app
        self._names = frozenset(name.encode() for name in names)

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if _name(cast("HTTPScope", scope)) in self._names:
            return self._app(scope, receive, send)
        return _refuse(send)


def _name(scope: HTTPScope) -> bytes:
    """The name asked for, without port; an IPv6 address keeps its brackets."""
    said = next((value for key, value in scope["headers"] if key == b"host"), b"").lower()
    name, _, port = said.rpartition(b":")
    return name if port.isdigit() else said


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": _REFUSED, "more_body": False})
