"""/free, /free.json, /free.csv: handed out by the thinnest handlers there are (raw ASGI).

Measured against the plainest page of the same server by `make bench`.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, cast
from urllib.parse import parse_qs

from litestar import asgi
from litestar.exceptions import MethodNotAllowedException
from litestar.handlers import ASGIRouteHandler
from litestar.types import HTTPScope, Receive, Scope, Send

from booking_web.availability.documents import csv_writer, json_writer
from booking_web.availability.page import page_writer
from booking_web.availability.press import Header, Press
from booking_web.availability.state import Availability
from booking_web.pages.cookies import LANGUAGE, Cookies
from booking_web.pages.rendering import Renderer
from booking_web.texts import LANGUAGES, language_asked
from booking_web.texts.languages import SOURCE

HTML, JSON, CSV = "text/html; charset=utf-8", "application/json", "text/csv; charset=utf-8"
PAGE, JSON_FILE, CSV_FILE = "/free", "/free.json", "/free.csv"
METHODS: Final = "GET, HEAD, OPTIONS"
_ENCODED, _IN_LANGUAGE = "Accept-Encoding", "Accept-Encoding, Cookie"
_AWAY: Final = b'{"code":"desk-away"}'
_AWAY_HEADERS: Final[tuple[Header, ...]] = (
    (b"content-type", JSON.encode()),
    (b"content-length", b"%d" % len(_AWAY)),
    (b"retry-after", b"5"),
)
Choose = Callable[[HTTPScope, bytes], Press]
"""Which press an answer comes from, by its address and its cookies."""


def doors(renderer: Renderer, cookies: Cookies) -> list[ASGIRouteHandler]:
    """One press for each file, and for each language of the page."""
    as_json, as_csv = Press(JSON, _ENCODED, json_writer()), Press(CSV, _ENCODED, csv_writer())
    return [
        _door(PAGE, _by_language(renderer, cookies)),
        _door(JSON_FILE, lambda _scope, _cookie: as_json),
        _door(CSV_FILE, lambda _scope, _cookie: as_csv),
    ]


def _by_language(renderer: Renderer, cookies: Cookies) -> Choose:
    """An address with a language may be kept by others; without one, the cookie decides."""
    writers = {code: page_writer(renderer, code) for code in LANGUAGES}
    asked_for = {code: Press(HTML, _ENCODED, each) for code, each in writers.items()}
    by_cookie = {code: Press(HTML, _IN_LANGUAGE, each) for code, each in writers.items()}
    in_cookie = re.compile(rb"(?:^|;\s*)%s=([A-Za-z_-]+)" % cookies.name(LANGUAGE).encode())

    def choose(scope: HTTPScope, cookie: bytes) -> Press:
        asked = _language(scope["query_string"])
        if asked is not None:
            return asked_for[asked]
        found = in_cookie.search(cookie)
        return by_cookie[(language_asked(found[1].decode()) if found else None) or SOURCE]

    return choose


def _door(path: str, choose: Choose) -> ASGIRouteHandler:
    @asgi(path, copy_scope=False)
    async def hand_out(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI
        http = cast("HTTPScope", scope)  # the site has no web sockets
        if http["method"] != "GET":
            await _other_methods(http["method"], send)
            return
        accepted, known, cookie = _asked(http)
        availability: Availability = scope["litestar_app"].state.site.availability
        snapshot = availability.ready or await availability.now()
        if snapshot.as_of is None:
            await _send(send, 503, _AWAY_HEADERS, _AWAY)
        else:
            printed = choose(http, cookie).of(snapshot)
            await _send(send, *printed.answer(accepted, known))

    return hand_out


async def _send(send: Send, status: int, headers: tuple[Header, ...], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _other_methods(method: str, send: Send) -> None:
    if method != "OPTIONS":
        raise MethodNotAllowedException(headers={"Allow": METHODS})
    await _send(send, 204, ((b"allow", METHODS.encode()),), b"")


def _asked(scope: HTTPScope) -> tuple[bytes, bytes, bytes]:
    """Accept-Encoding, If-None-Match, Cookie."""
    accepted = known = cookie = b""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            accepted = value
        elif name == b"if-none-match":
            known = value
        elif name == b"cookie":
            cookie = value
    return accepted, known, cookie


@lru_cache(maxsize=64)
def _language(query: bytes) -> str | None:
    asked = parse_qs(query.decode("ascii", "replace")).get("lang")
    return language_asked(asked[0]) if asked else None
