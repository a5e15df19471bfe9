"""Doors of the pages: as `litestar.get` and `litestar.post`, with less of the framework behind.

Reading the arguments of a handler and writing out what it returns cost Litestar as much as most
pages themselves. Routing, methods, headers, errors and the waiting room are the framework's.
"""

from collections.abc import Awaitable, Callable
from typing import Final, cast

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from booking_web.pages.visit import Page, Web, open_visit

_ENCODING: Final = "latin-1"
"""Of headers (RFC 9110 section 5.5)."""


class QuickDoor:
    """Stands before the framework's own reading of a handler, and answers in its place."""

    def __init__(self, app: ASGIApp) -> None:
        """*app* is what is left out."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = cast("HTTPScope", scope)  # the site has no web sockets
        request: Web = Request(scope, receive=receive, send=send)
        page = cast("Callable[..., Awaitable[Page]]", asked["route_handler"].fn)
        answer = await page(visit=await open_visit(request), **asked["path_params"])
        for message in written(answer):
            await send(message)


def written(page: Page) -> tuple[Message, Message]:
    """The page as it is sent: status and headers, then its text."""
    body = page.content.encode()
    headers = [(name.lower(), value) for name, value in page.headers.items()]
    headers.append(("content-type", "text/html; charset=utf-8"))
    headers.append(("content-length", str(len(body))))
    encoded = [(name.encode(_ENCODING), value.encode(_ENCODING)) for name, value in headers]
    encoded += [cookie.to_encoded_header() for cookie in page.cookies]
    status = page.status_code or 200
    return (
        {"type": "http.response.start", "status": status, "headers": encoded},
        {"type": "http.response.body", "body": body, "more_body": False},
    )


def quick_get(path: str) -> Callable[[Callable[..., Awaitable[Page]]], HTTPRouteHandler]:
    """As `litestar.get`, for a page that needs nothing but the visit and parts of the address."""
    return get(path, middleware=[QuickDoor])


def quick_post(
    path: str, *, opt: dict[str, bool] | None = None
) -> Callable[[Callable[..., Awaitable[Page]]], HTTPRouteHandler]:
    """As `litestar.post`, for such a page."""
    return post(path, middleware=[QuickDoor], opt=opt)
