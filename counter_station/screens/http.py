"""What every answer carries, what every form has to bring, and the station's cookies."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from litestar import Request, Response
from litestar.datastructures import Cookie, MutableScopeHeaders, State
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.types import Message, Scope

SESSION: Final = "station_session"
SCREEN: Final = "station_screen"
FORM: Final = "station_form"
LANGUAGE: Final = "station_lang"
_TOKEN_FIELD: Final = "_csrf_token"  # noqa: S105 - the name of the field
_MOST_BYTES: Final = 16_384
_MOST_FIELDS: Final = 80
_URLENCODED: Final = "application/x-www-form-urlencoded"

AnyRequest = Request[None, None, State]

_HEADERS: Final = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
_FOUND: Final = frozenset({200, 206, 304})
_FILES: Final = ("/look/", "/static/")


async def add_headers(message: Message, scope: Scope) -> None:
    """Security headers on every answer, errors too; pages are never kept, files for good.

    Runs just before sending, since an unknown address is answered without any middleware.
    """
    if message["type"] != "http.response.start":
        return
    message.setdefault("headers", [])
    headers = MutableScopeHeaders.from_message(message)
    for name, value in _HEADERS.items():
        headers[name] = value
    kept = scope["path"].startswith(_FILES) and message["status"] in _FOUND
    headers["cache-control"] = "private, max-age=31536000" if kept else "no-store"


@dataclass(frozen=True, kw_only=True)
class Cookies:
    """`__Host-` keeps other hosts of the domain from planting one; only https can set it."""

    insecure_loopback: bool

    def read(self, request: AnyRequest, of: str) -> str | None:
        return request.cookies.get(self._name(of))

    def set(self, response: Response[str], of: str, value: str) -> None:
        response.cookies.append(self._cookie(of, value, max_age=None))

    def drop(self, response: Response[str], of: str) -> None:
        response.cookies.append(self._cookie(of, "", max_age=0))

    def _name(self, of: str) -> str:
        return of if self.insecure_loopback else f"__Host-{of}"

    def _cookie(self, of: str, value: str, *, max_age: int | None) -> Cookie:
        return Cookie(
            key=self._name(of),
            value=value,
            max_age=max_age,
            path="/",
            httponly=True,
            secure=not self.insecure_loopback,
            samesite="strict",
        )


class Form:
    """A form's fields. It has no `repr` of values: some forms carry PINs."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs

    def __repr__(self) -> str:
        return "Form(…)"

    def one(self, name: str) -> str:
        return next((value for key, value in self._pairs if key == name), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]

    @property
    def token(self) -> str:
        return self.one(_TOKEN_FIELD)


async def read_form(request: AnyRequest) -> Form:
    """Read an urlencoded form; nothing else, since an upload could be spooled to the disk.

    Raises:
        ClientException: another kind of body, or far too much; the text quotes nothing of it.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _URLENCODED or int(request.headers.get("content-length") or 0) > _MOST_BYTES:
        raise ClientException(detail="form")
    body = await request.body()
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise ClientException(detail="form") from None
    return Form(pairs)


def refuse_foreign(request: AnyRequest) -> None:
    """A browser says where a form came from; another site's is not answered."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise PermissionDeniedException(detail="foreign-form")
