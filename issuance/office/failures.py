"""What is answered when something cannot be: words on pages, codes on the API, never a trace."""

from collections.abc import Callable
from typing import Any, Final

import structlog
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import HTTPException

from issuance.ledger.away import AWAY
from issuance.office.api.talk import answer
from issuance.office.desk import language_of
from issuance.office.doors import (
    ForeignFormError,
    NotPairedError,
    NotSignedInError,
    UnsettledError,
)
from issuance.office.parts import Office

_log = structlog.get_logger("office")

RETRY_SECONDS: Final = 5
AnyRequest = Request[Any, Any, Any]


def _unavailable(request: AnyRequest, error: Exception) -> Response[Any]:
    _log.warning("database-away", kind=type(error).__name__)
    response = _say(request, 503, "unavailable")
    response.headers["retry-after"] = str(RETRY_SECONDS)
    return response


def _broken(request: AnyRequest, error: Exception) -> Response[Any]:
    if isinstance(error, AWAY):
        return _unavailable(request, error)
    # Kind and place only: a message or a frame could hold somebody's data.
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
    _log.error("office-failed", kind=type(error).__name__, place=place)
    return _say(request, 500, "broken")


def _http(request: AnyRequest, error: HTTPException) -> Response[Any]:
    if isinstance(error, NotSignedInError) and not _is_api(request):
        return Response("", status_code=303, headers={"location": "/sign-in"})
    if isinstance(error, UnsettledError):
        return Response("", status_code=303, headers={"location": "/account"})
    if isinstance(error, NotPairedError) and not request.url.path.endswith("/events"):
        return Response("", status_code=303, headers={"location": "/hall/pair"})
    if isinstance(error, ForeignFormError):
        return _say(request, 403, "foreign-form")
    codes = {401: "unauthorised", 403: "forbidden", 404: "not-found", 405: "not-found"}
    code = codes.get(error.status_code, "unreadable")
    said = _say(request, error.status_code, code)
    said.headers.update(error.headers or {})
    return said


def _say(request: AnyRequest, status: int, code: str) -> Response[Any]:
    if _is_api(request):
        return answer({"code": code, "detail": {}}, status)
    office: Office = request.app.state.office
    context: dict[str, object] = {"code": code, "path": "/", "staff": None, "nav": (), "csrf": ""}
    html = office.renderer.render("failure.html", language_of(request, office), context)
    return Response(html, status_code=status, media_type=MediaType.HTML)


def _is_api(request: AnyRequest) -> bool:
    return request.url.path.startswith(("/api/", "/health", "/ready"))


Handler = Callable[[AnyRequest, Any], Response[Any]]
HANDLERS: Final[dict[int | type[Exception], Handler]] = {HTTPException: _http, Exception: _broken}
