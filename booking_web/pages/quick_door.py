"""A door for the form that everybody sends in a rush: the page as ever, less of the framework.

Reading the arguments of a handler and finding out what it returns cost Litestar as much as the
desk needs for a booking. Routing, headers, errors and the waiting room are those of all pages.
"""

from collections.abc import Awaitable, Callable
from typing import Final, cast

from litestar import Request, Response
from litestar.exceptions import MethodNotAllowedException
from litestar.handlers import ASGIRouteHandler
from litestar.types import HTTPScope, Receive, Scope, Send

from booking_web.pages.forms import LARGEST_FORM_BYTES
from booking_web.pages.visit import Page, Visit, Web, open_visit

METHODS: Final = "OPTIONS, POST"


class _Door(ASGIRouteHandler):
    """Requests ask their handler how much they may read."""

    def resolve_request_max_body_size(self) -> int:
        return LARGEST_FORM_BYTES


def quick_post(path: str) -> Callable[[Callable[[Visit], Awaitable[Page]]], ASGIRouteHandler]:
    """As `litestar.post`, for a page that needs nothing but the visit."""

    def with_door(page: Callable[[Visit], Awaitable[Page]]) -> ASGIRouteHandler:
        @_Door(path, copy_scope=False, methods=METHODS)
        async def door(scope: Scope, receive: Receive, send: Send) -> None:
            method = cast("HTTPScope", scope)["method"]  # the site has no web sockets
            request: Web = Request(scope, receive=receive, send=send)
            if method == "OPTIONS":
                answer = Response("", status_code=204, headers={"allow": METHODS})
            elif method == "POST":
                answer = await page(await open_visit(request))
            else:
                raise MethodNotAllowedException(headers={"Allow": METHODS})
            written = answer.to_asgi_response(app=None, request=request)  # pyright: ignore[reportUnknownMemberType]
            await written(scope, receive, send)

        return door

    return with_door
