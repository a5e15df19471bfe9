"""The door for the office's worker: it fetches our batches and brings the office's.

Only the worker connects, always from inside out; it shows a token, and the batches are signed.
"""

import hmac
from collections.abc import Callable
from typing import Any, Final

import structlog
from litestar import Response, Router, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException, NotAuthorizedException, ValidationException
from litestar.handlers import BaseRouteHandler

from booking_web.exchange import Exchange
from booking_web.pages.other_methods import allowed
from booking_web.pages.visit import Site, Web
from booking_web.refusals import UnavailableError
from issuance.ledger.away import AWAY
from issuance.ledger.batches import BatchRefusedError

LARGEST_BATCH_BYTES: Final = 32_000_000
_MOST: Final = 2**62
_log = structlog.get_logger(__name__)
Caller = ASGIConnection[Any, Any, Any, State]
Json = Response[dict[str, str | int]]


@get("/outbox")
async def outbox(request: Web, exchange: NamedDependency[Exchange]) -> Response[bytes]:
    """The batch after number `?after=N`, as signed; 204 while there is none."""
    envelope = await exchange.envelope_after(_number(request.query_params.get("after", "0")))
    if envelope is None:
        return Response(b"", status_code=204, media_type="application/octet-stream")
    return Response(envelope, media_type="application/octet-stream")


@get("/inbox")
async def last_taken_in(
    request: Web, exchange: NamedDependency[Exchange], site: NamedDependency[Site]
) -> dict[str, int]:
    """The number of the last batch taken in; the worker goes on after it.

    `?told=N`: all that happened up to a moment ago is in the batches up to N.
    """
    last = await exchange.last_taken_in()
    told = request.query_params.get("told")
    if told is not None and _number(told) == last:
        await exchange.hear(at=site.clock())
    return {"last": last}


@post("/inbox", status_code=200, request_max_body_size=LARGEST_BATCH_BYTES)
async def inbox(
    request: Web, exchange: NamedDependency[Exchange], site: NamedDependency[Site]
) -> dict[str, int]:
    """Take in one signed batch, whole or not at all."""
    return {"last": await exchange.take_in(await request.body(), at=site.clock())}


def exchange_door(token: str) -> Router:
    """The routes under /exchange, open to the bearer of the token only."""
    return Router(
        path="/exchange",
        route_handlers=[outbox, last_taken_in, inbox],
        guards=[_bearer_only(token)],
        dependencies={"exchange": Provide(_the_exchange, sync_to_thread=False)},
        exception_handlers={
            **dict.fromkeys((*AWAY, UnavailableError), _away),
            BatchRefusedError: _refused,
            HTTPException: _http,
            Exception: _fault,
        },
    )


def _bearer_only(token: str) -> Callable[[Caller, BaseRouteHandler], None]:
    expected = f"Bearer {token}".encode()

    def guard(connection: Caller, _handler: BaseRouteHandler) -> None:
        shown = connection.headers.get("authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(shown, expected):
            raise NotAuthorizedException

    return guard


def _the_exchange(state: State) -> Exchange:
    exchange: Exchange = state.exchange
    return exchange


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < _MOST):
        raise ValidationException
    return int(text)


def _refused(_request: Web, error: BatchRefusedError) -> Json:
    _log.warning("batch-refused", reason=error.reason)
    return Response({"code": error.code, "reason": error.reason}, status_code=409)


def _away(_request: Web, _error: Exception) -> Json:
    return Response({"code": "desk-away"}, status_code=503, headers={"Retry-After": "5"})


def _http(_request: Web, error: HTTPException) -> Json:
    answer: dict[str, str | int] = {"code": "http", "status": error.status_code}
    return Response(answer, status_code=error.status_code, headers=allowed(error))


def _fault(_request: Web, error: Exception) -> Json:
    _log.error("exchange-fault", kind=type(error).__name__)
    return Response({"code": "fault"}, status_code=500)
