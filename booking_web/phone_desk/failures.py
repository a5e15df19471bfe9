"""When something does not work at the phone desk: what to tell the caller, and what to do next."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import asyncpg
from litestar.exceptions import HTTPException

from booking_web.pages.failures import RETRY_SECONDS, kind_of, note_fault
from booking_web.pages.forms import Form
from booking_web.pages.other_methods import allowed
from booking_web.pages.visit import Page, Web
from booking_web.phone_desk.calls import CallOverError
from booking_web.phone_desk.messages import SAID
from booking_web.phone_desk.room import PhoneDesk
from booking_web.phone_desk.staff_visit import NotSignedInError, StaffVisit
from booking_web.refusals import BookingRefusal, LockedOutError, UnavailableError
from issuance.ledger.away import AWAY


def retry_after(page: Page, refusal: LockedOutError, now: datetime) -> Page:
    page.headers["Retry-After"] = str(max(1, int((refusal.until - now).total_seconds())))
    return page


def locked_out(visit: StaffVisit, refusal: LockedOutError) -> list[tuple[str, str]]:
    """The mistake at the number after too many others."""
    words = visit.words(SAID["locked-out"], time=visit.words.time(refusal.until))
    return [("number", words)]


def on_http_error(request: Web, error: HTTPException) -> Page:
    page = _page(request, "problem.html", error.status_code, kind=kind_of(error.status_code))
    page.headers.update(allowed(error))
    return page


def on_not_signed_in(request: Web, _error: NotSignedInError) -> Page:
    visit = _visit(request)
    if request.method == "GET" and request.url.path == "/phone-desk":
        return visit.go("/phone-desk/sign-in")
    said = visit.words(SAID["signed-out"])
    return visit.page("sign_in.html", {"code": "", "said": said}, status=403)


def on_call_over(request: Web, _error: CallOverError) -> Page:
    return _visit(request).go("/phone-desk?said=call-over")


def on_refusal(request: Web, error: BookingRefusal) -> Page:
    """A rule of the office; nothing was changed."""
    words = SAID.get(error.code, SAID["changed-meanwhile"])
    return _page(request, "problem.html", 409, kind="refused", refusal=words)


def on_unavailable(request: Web, error: UnavailableError) -> Page:
    return _away(request, error.retry_after_seconds)


def on_database_away(request: Web, _error: Exception) -> Page:
    return _away(request, RETRY_SECONDS)


def on_fault(request: Web, error: Exception) -> Page:
    """Our own mistake. Its text stays inside: it might hold what was typed."""
    note_fault(error)
    return _page(request, "problem.html", 500, kind="fault")


HANDLERS: Final[dict[int | type[Exception], Callable[[Web, Any], Page]]] = {
    **dict.fromkeys(AWAY, on_database_away),
    asyncpg.InternalClientError: on_database_away,
    HTTPException: on_http_error,
    NotSignedInError: on_not_signed_in,
    CallOverError: on_call_over,
    UnavailableError: on_unavailable,
    BookingRefusal: on_refusal,
    Exception: on_fault,
}


def _away(request: Web, seconds: int) -> Page:
    page = _page(request, "problem.html", 503, kind="away")
    page.headers["Retry-After"] = str(seconds)
    return page


def _page(request: Web, template: str, status: int, **context: object) -> Page:
    return _visit(request).page(template, {"refusal": "", **context}, status=status)


def _visit(request: Web) -> StaffVisit:
    room: PhoneDesk = request.app.state.phone_desk
    return StaffVisit(room, request, Form([]), None)
