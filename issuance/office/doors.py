"""Who may come in where. Every route names its door; one that names none is closed to all.

Pages: a session of ours, a role of the route's, and for every form the session's own token.
Hall: the cookie of a browser that staff have paired for this use.
API: the key of a paired machine, or the token of one that has none (`machine_door`).
Pairing: whoever has the code that an administrator made; the handler looks.
"""

from typing import Any, Final, cast

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures.state import State
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers.base import BaseRouteHandler

from issuance.office.cookies import FORM, HALL, SESSION, same
from issuance.office.forms import FORM_TOKEN, Form, parse_form
from issuance.office.hall_devices import HallDevice, hall_form_token
from issuance.office.machine_door import require_pin_desk, station_at
from issuance.office.parts import Office
from issuance.office.sessions import Session
from issuance.office.staff.roles import EVERYBODY, Role
from issuance.office.uploads import parse_upload

Web = Request[Any, Any, State]

PUBLIC: Final[dict[str, Any]] = {"door": "public"}
STATION: Final[dict[str, Any]] = {"door": "station"}
PIN_DESK: Final[dict[str, Any]] = {"door": "pin-desk"}
PAIRING: Final[dict[str, Any]] = {"door": "pairing"}
KIOSK: Final[dict[str, Any]] = {"door": "kiosk"}
DISPLAY: Final[dict[str, Any]] = {"door": "display"}

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class NotSignedInError(NotAuthorizedException):
    """No session, or one that is over: the person signs in (again)."""


class NotPairedError(NotAuthorizedException):
    """This browser in the hall was never paired for this use, or is so no more."""


class UnsettledError(NotAuthorizedException):
    """Something on the person's own account comes first: a password to change, a passkey."""


class ForeignFormError(PermissionDeniedException):
    """The form did not come from a page of this session."""


def staff_with(roles: frozenset[Role], *, takes_file: bool = False) -> dict[str, Any]:
    """The door of a page for staff with any of these roles."""
    return {"door": "staff", "roles": roles, "takes_file": takes_file}


OWN_ACCOUNT: Final[dict[str, Any]] = {
    "door": "staff", "roles": EVERYBODY, "unsettled": True,
}  # fmt: skip
"""The door of one's own account, which opens also while something there is still to be done."""


async def admit(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """The one guard of all routes.

    Raises:
        NotSignedInError, UnsettledError, PermissionDeniedException, ForeignFormError,
        NotAuthorizedException:
            whoever asks may not.
    """
    office: Office = connection.app.state.office
    request = cast("Web", connection)
    match handler.opt.get("door"):
        case "public":
            await _take_form(request, office, None)
        case "staff":
            session = await _session(request, office, handler.opt["roles"])
            if session.unsettled and not handler.opt.get("unsettled"):
                raise UnsettledError
            request.state.session = session
            await _take_form(request, office, session)
        case "station":
            request.state.station = await station_at(request, office)
        case "kiosk" | "display" as use:
            request.state.hall_device = await _hall_device(request, office, use)
        case "pin-desk":
            await require_pin_desk(request, office)
        case "pairing":
            pass
        case _:
            raise PermissionDeniedException


async def _session(request: Web, office: Office, roles: frozenset[Role]) -> Session:
    cookie = request.cookies.get(office.cookies.name(SESSION))
    session = await office.sessions.open(cookie, office.clock())
    if session is None:
        raise NotSignedInError
    if not session.staff.has_any(roles):
        raise PermissionDeniedException
    return session


async def _take_form(request: Web, office: Office, session: Session | None) -> None:
    """Read the form of an act, if it came from a page of ours."""
    request.state.form = Form([])
    if request.method in _SAFE:
        return
    form = await _read_form(request)
    token = form.text(FORM_TOKEN)
    cookie = request.cookies.get(office.cookies.name(FORM))
    ours = (
        office.form_tokens.agree(cookie, token)
        if session is None
        else same(session.form_token, token)
    )
    if not ours:
        raise ForeignFormError
    request.state.form = form


async def _read_form(request: Web) -> Form:
    """A form; with a file only where the route takes one."""
    kind = request.headers.get("content-type", "")
    if request.route_handler.opt.get("takes_file") and kind.startswith("multipart/form-data"):
        return await parse_upload(request)
    return parse_form(kind, await request.body())


async def _hall_device(request: Web, office: Office, use: str) -> HallDevice:
    cookie = request.cookies.get(office.cookies.name(HALL))
    device = await office.hall_devices.of_token(cookie, office.clock())
    if device is None or device.kind.value != use:
        raise NotPairedError
    request.state.form = Form([])
    if request.method not in _SAFE:
        form = parse_form(request.headers.get("content-type", ""), await request.body())
        if not same(hall_form_token(office.settings.csrf_secret, device), form.text(FORM_TOKEN)):
            raise ForeignFormError
        request.state.form = form
    return device
