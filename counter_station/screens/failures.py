"""Pages for what went wrong; they quote nothing of the request."""

from collections.abc import Callable

import structlog
from litestar import Response
from litestar.exceptions import HTTPException

from counter_station.screens.http import AnyRequest
from counter_station.screens.station import Seat, Station
from counter_station.texts import SOURCE

_log = structlog.get_logger()
_INTERNAL = 500
_RESIDENT = "resident/failure.html"

Handler = Callable[[AnyRequest, Exception], Response[str]]


def failure_pages(station: Station) -> Handler:
    """One handler for every failure: a calm page with a way back."""

    def answer(request: AnyRequest, error: Exception) -> Response[str]:
        status = error.status_code if isinstance(error, HTTPException) else _INTERNAL
        if status >= _INTERNAL:
            # The kind and place of a fault, never its values: a frame may hold a PIN.
            _log.error("station-failed", kind=type(error).__name__, where=_place(error))
        if request.url.path.startswith("/resident"):
            language = Seat(station, request, touch=False).screen_language()
            return station.pages.page(_RESIDENT, language, status=status, code=status)
        return station.pages.page("failure.html", SOURCE, status=status, code=status)

    return answer


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}"
