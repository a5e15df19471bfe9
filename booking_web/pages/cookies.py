"""The cookies of the site: sealed draft, form token, language, known device."""

from dataclasses import dataclass
from typing import Final

from litestar.datastructures import Cookie
from litestar.types import HTTPScope

_YEAR_SECONDS: Final = 365 * 24 * 3600
_HALF_A_YEAR_SECONDS: Final = 180 * 24 * 3600


class _Written(Cookie):
    """Written out by itself: Litestar's way through `http.cookies` costs as much as a booking.

    Names and values here are our own tokens, of signs that need no quoting.
    """

    def to_encoded_header(self) -> tuple[bytes, bytes]:
        age = "" if self.max_age is None else f"; Max-Age={self.max_age}"
        secure = "; Secure" if self.secure else ""
        flags = f"; HttpOnly; Path={self.path}; SameSite={self.samesite}{secure}"
        return b"set-cookie", f"{self.key}={self.value or ''}{age}{flags}".encode("ascii")


@dataclass(frozen=True, kw_only=True)
class Cookies:
    """`__Host-` keeps other hosts of the domain from planting one; only https can set it."""

    insecure_loopback: bool

    def name(self, of: str) -> str:
        return of if self.insecure_loopback else f"__Host-{of}"

    def kept(self, of: str, value: str) -> Cookie:
        """A cookie that ends with the browser."""
        return _Written(
            key=self.name(of),
            value=value,
            path="/",
            httponly=True,
            secure=not self.insecure_loopback,
            samesite="lax",
        )

    def dropped(self, of: str) -> Cookie:
        return _Written(
            key=self.name(of),
            path="/",
            max_age=0,
            httponly=True,
            secure=not self.insecure_loopback,
            samesite="lax",
        )

    def device(self, value: str) -> Cookie:
        """Outlives the browser, so that a locked number does not keep its owner out."""
        return _Written(
            key=self.name(DEVICE),
            value=value,
            path="/",
            max_age=_HALF_A_YEAR_SECONDS,
            httponly=True,
            secure=not self.insecure_loopback,
            samesite="lax",
        )

    def language(self, code: str) -> Cookie:
        return _Written(
            key=self.name(LANGUAGE),
            value=code,
            path="/",
            max_age=_YEAR_SECONDS,
            httponly=True,
            secure=not self.insecure_loopback,
            samesite="lax",
        )


def brought(scope: HTTPScope) -> dict[str, str]:
    """The cookies of a request, read by hand: Litestar's way looks for quoting that ours need not.

    Of a name that comes twice the last one counts.
    """
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        if name == b"cookie":
            for pair in value.decode("latin-1").split(";"):
                key, _, text = pair.partition("=")
                found[key.strip()] = text.strip()
    return found


DRAFT: Final = "draft"
FORM_TOKEN: Final = "form"  # noqa: S105 - the name, not the token
LANGUAGE: Final = "lang"
DEVICE: Final = "device"
