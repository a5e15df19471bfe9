"""When something does not work: a page in plain words, with what to do next."""

from collections.abc import Callable
from time import monotonic
from traceback import extract_tb
from typing import Any, Final

import asyncpg
import structlog
from litestar.exceptions import HTTPException

from booking_web.pages.forms import Form
from booking_web.pages.other_methods import allowed
from booking_web.pages.visit import SAFE, Page, SessionLostError, Site, Visit, Web
from booking_web.refusals import (
    BookingRefusal,
    DeskBusyError,
    IndividualNumberError,
    LockedOutError,
    TooManyAttemptsError,
    TooOftenError,
    UnavailableError,
)
from booking_web.texts.messages import FIELDS, REFUSALS
from issuance.ledger.away import AWAY

RETRY_SECONDS: Final = 10
_log = structlog.get_logger(__name__)


def on_http_error(request: Web, error: HTTPException) -> Page:
    """403, 404, 405, 413, 415, 422, 429 and whatever else the framework says."""
    page = _page(request, "problem.html", error.status_code, kind=kind_of(error.status_code))
    page.headers.update(allowed(error))
    return page


def on_session_lost(request: Web, _error: SessionLostError) -> Page:
    return _page(request, "session_lost.html", 403)


def on_locked_out(request: Web, error: LockedOutError) -> Page:
    one_number = not isinstance(error, TooManyAttemptsError)
    page = _page(request, "locked_out.html", 429, until=error.until, one_number=one_number)
    seconds = (error.until - _site(request).clock()).total_seconds()
    page.headers["Retry-After"] = str(max(1, int(seconds)))
    return page


def on_unavailable(request: Web, error: UnavailableError) -> Page:
    if isinstance(error, DeskBusyError):
        request.app.state.waiting_room.measuring.note_shed(monotonic())
    return _away(request, error.retry_after_seconds)


def on_database_away(request: Web, error: Exception) -> Page:
    _log.warning("database-away", kind=type(error).__name__)
    return _away(request, RETRY_SECONDS)


def on_refusal(request: Web, error: BookingRefusal) -> Page:
    """A rule of the office; nothing was changed."""
    words = REFUSALS.get(error.code, REFUSALS["changed-meanwhile"])
    return _page(request, "refused.html", 409, code=error.code, refusal=words)


def on_too_often(request: Web, error: TooOftenError) -> Page:
    page = _page(request, "problem.html", 429, kind="too-often")
    page.headers["Retry-After"] = str(error.seconds)
    return page


def on_individual_number(request: Web, error: IndividualNumberError) -> Page:
    """Refused before anything looked at the form; what was typed is not shown again."""
    words = FIELDS["individual-number"]
    return _page(request, "refused.html", 422, code=error.code, refusal=words)


def on_fault(request: Web, error: Exception) -> Page:
    """Our own mistake. Its text stays inside: it might hold what a resident typed."""
    note_fault(error)
    return _page(request, "problem.html", 500, kind="fault")


def note_fault(error: Exception) -> None:
    _log.error("fault", kind=type(error).__name__, at=_places(error))


HANDLERS: Final[dict[int | type[Exception], Callable[[Web, Any], Page]]] = {
    **dict.fromkeys(AWAY, on_database_away),
    # What asyncpg says of a connection that was cut while it lay in the pool.
    asyncpg.InternalClientError: on_database_away,
    HTTPException: on_http_error,
    SessionLostError: on_session_lost,
    LockedOutError: on_locked_out,
    UnavailableError: on_unavailable,
    IndividualNumberError: on_individual_number,
    TooOftenError: on_too_often,
    BookingRefusal: on_refusal,
    Exception: on_fault,
}


def _away(request: Web, seconds: int) -> Page:
    page = _page(request, "away.html", 503)
    page.headers["Retry-After"] = str(seconds)
    return page


def _page(request: Web, template: str, status: int, **context: object) -> Page:
    visit = Visit(_site(request), request, Form([]))
    if request.method not in SAFE:
        # There may be no page to look at under this address, in another language.
        context = {"path": "/", **context}
    return visit.page(template, context, status=status)


def _site(request: Web) -> Site:
    site: Site = request.app.state.site
    return site


def kind_of(status: int) -> str:
    """Which words fit a status; residents need to know what to do, not the number."""
    match status:
        case 403:
            return "form-too-old"
        case 404:
            return "not-found"
        case 405 | 400 | 415 | 422:
            return "not-understood"
        case 413:
            return "too-large"
        case 429:
            return "too-often"
        case _:
            return "fault" if status >= 500 else "not-understood"


def _places(error: BaseException) -> list[str]:
    """Where it happened, without a single value."""
    return [f"{each.filename}:{each.lineno}" for each in extract_tb(error.__traceback__)]
