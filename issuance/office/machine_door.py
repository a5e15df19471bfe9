"""The door of machines: each proves itself by its own key, or by a token where it has none."""

from typing import Any, Final

from litestar import Request
from litestar.datastructures.state import State
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException

from issuance.ledger.signed_requests import (
    OFFICE_MOMENT,
    RequestSignature,
    SentRequest,
    is_signed,
    read_signature,
)
from issuance.office.cookies import same
from issuance.office.machines import Machine, is_name
from issuance.office.parts import Office
from issuance.office.settings import station_of, token_of
from issuance.staffing.machines import MachineKind

Asking = Request[Any, Any, State]
MOST_APART: Final = 120
"""Seconds that a signed moment may be from ours; so long a copied request would be taken again."""


async def station_at(request: Asking, office: Office) -> str:
    """The name of the station that asks.

    Raises:
        NotAuthorizedException: it proves nothing.
        PermissionDeniedException: it is another one than it says.
    """
    name = request.headers.get("x-station", "")
    machine = await _by_key(request, office)
    if machine is not None:
        if machine.kind is not MachineKind.STATION or machine.name != name:
            raise PermissionDeniedException
        return name
    entries = office.settings.station_tokens
    token = _bearer(request)
    # Every entry is compared, whichever was right.
    fitting = [entry for entry in entries if same(token_of(entry), token)]
    _require(bool(fitting))
    foreign = all(station_of(entry) not in {None, name} for entry in fitting)
    if not is_name(name) or foreign or await office.machines.is_paired(MachineKind.STATION, name):
        raise PermissionDeniedException
    return name


async def require_pin_desk(request: Asking, office: Office) -> None:
    """Raises NotAuthorizedException, or PermissionDeniedException for another kind of machine."""
    machine = await _by_key(request, office)
    if machine is not None:
        if machine.kind is not MachineKind.PIN_DESK:
            raise PermissionDeniedException
        return
    token = office.settings.pin_desk_token
    _require(bool(token) and same(_bearer(request), token))


async def _by_key(request: Asking, office: Office) -> Machine | None:
    """Whose key signed the request; None where it brings no signature."""
    signature = read_signature(request.headers.get("authorization", ""))
    if signature is None:
        return None
    now = office.clock()
    machine = await office.machines.of_key(signature.key_id, now)
    _require(machine is not None)
    assert machine is not None
    _require(is_signed(await sent(request), signature, machine.public_key))
    _require_now(signature, int(now.timestamp()))
    return machine


async def sent(request: Asking) -> SentRequest:
    scope = request.scope
    path, question = scope["raw_path"].partition(b"?")[0], scope["query_string"]
    return SentRequest(
        method=request.method,
        target=(path + b"?" * bool(question) + question).decode("latin-1"),
        headers=request.headers,
        body=await request.body(),
    )


def _require_now(signature: RequestSignature, now: int) -> None:
    """A machine that proved itself, with a wrong clock, is told ours and asks again."""
    if abs(signature.moment - now) > MOST_APART:
        raise NotAuthorizedException(headers={OFFICE_MOMENT: str(now)})


def _bearer(request: Asking) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _require(fits: bool) -> None:
    if not fits:
        raise NotAuthorizedException
