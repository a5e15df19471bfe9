"""Reading what a station or the PIN desk sent, and answering it."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final, TypeVar

import msgspec
from litestar import Response
from litestar.enums import MediaType

from issuance.application import Order
from issuance.errors import NotFoundError, Refusal
from issuance.office.doors import Web
from issuance.office.parts import Office
from issuance.office.refusals import detail_of, status_of

Answer = Response[Any]
T = TypeVar("T")

_FAST_CLOCK: Final = timedelta(minutes=5)
_LONGEST_AWAY: Final = timedelta(days=366)
"""Older than this, the station's clock is wrong: what follows from the time would be too."""
_STAFF: Final = re.compile(r"[A-Za-z0-9-]{1,16}")
_KEY: Final = re.compile(r"[A-Za-z0-9-]{8,64}")


class BadRequestError(Exception):
    """The request is not of the agreed form; `code` says in what."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code)
        self.code, self.where = code, where


class TimeInFutureError(Refusal):
    """The station's clock is ahead by more than five minutes."""

    code = "time-in-future"


class TimeLongPastError(Refusal):
    """The station's clock says that this happened more than a year ago."""

    code = "time-long-past"


class StaffUnknownError(Refusal):
    """Nobody of the office who serves at counters has the code that the station named."""

    code = "staff-unknown"


def answer(content: object, status: int = 200) -> Answer:
    return Response(msgspec.json.encode(content), status_code=status, media_type=MediaType.JSON)


def refused(refusal: Refusal) -> Answer:
    """Says no, by a code that never changes."""
    content = {"code": refusal.code, "detail": detail_of(refusal)}
    return answer(content, status_of(refusal))


def not_found() -> Answer:
    return refused(NotFoundError())


def bad_request(error: BadRequestError) -> Answer:
    detail = {"where": error.where} if error.where else {}
    return answer({"code": error.code, "detail": detail}, 400)


async def read(request: Web, decoder: "msgspec.json.Decoder[T]") -> T:
    """The body in its agreed form.

    Raises:
        BadRequestError: it is not; `where` names the place, never a value.
    """
    return decoded(await request.body(), decoder)


def decoded(body: bytes | msgspec.Raw, decoder: "msgspec.json.Decoder[T]") -> T:
    """As `read`."""
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        raise BadRequestError("bad-field", _place(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadRequestError("bad-json") from None


def staff_of(request: Web) -> str:
    """Who is signed in at the station."""
    staff_id = request.headers.get("x-staff", "")
    if _STAFF.fullmatch(staff_id) is None:
        raise BadRequestError("staff-missing")
    return staff_id


async def known_staff(request: Web, office: Office) -> str:
    """Who did it, as the station says; an account that was ended since counts.

    Raises:
        BadRequestError: nobody is named.
        StaffUnknownError: the office never had such an account.
    """
    return await require_known(office, staff_of(request))


async def require_known(office: Office, staff_id: str) -> str:
    """The code again.

    Raises:
        BadRequestError: it is none.
        StaffUnknownError: the office never had such an account.
    """
    if _STAFF.fullmatch(staff_id) is None:
        raise BadRequestError("staff-missing")
    if not await office.accounts.is_known(staff_id):
        raise StaffUnknownError
    return staff_id


async def order_of(request: Web, *, by: str, at: datetime, door: str, now: datetime) -> Order:
    """The order behind a call; the same key again is answered as the first time.

    Raises:
        BadRequestError: there is no usable Idempotency-Key.
        TimeInFutureError, TimeLongPastError: the time it says cannot be.
    """
    asked = Asked(
        key=request.headers.get("idempotency-key", ""),
        path=request.url.path,
        body=await request.body(),
    )
    return order_behind(asked, by=by, at=at, door=door, now=now)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A call that changes something: by its path and body the office knows it again."""

    key: str
    path: str
    body: bytes = field(repr=False)


def order_behind(asked: Asked, *, by: str, at: datetime, door: str, now: datetime) -> Order:
    """As `order_of`, also for a call that came together with others.

    Raises:
        BadRequestError, TimeInFutureError, TimeLongPastError: as there.
    """
    if _KEY.fullmatch(asked.key) is None:
        raise BadRequestError("idempotency-key-missing")
    if at > now + _FAST_CLOCK:
        raise TimeInFutureError
    if at < now - _LONGEST_AWAY:
        raise TimeLongPastError
    digest = sha256(f"POST {asked.path}\n".encode() + asked.body).digest()
    return Order(by=by, at=at, key=f"{door}:{asked.key}", digest=digest)


def _place(error: msgspec.ValidationError) -> str:
    """`$.documents[0].kind` out of a message that may also repeat the value."""
    found = re.search(r"`(\$[A-Za-z0-9_.\[\]…]*)`$", str(error))
    return found[1] if found else "$"
