"""The cookies of the office's pages, and proof that a form came from one of them."""

import hmac
import secrets
from dataclasses import dataclass
from typing import Final, Literal

from litestar.datastructures import Cookie

SESSION: Final = "office"
FORM: Final = "office-form"
HALL: Final = "office-hall"
SIGN_ON: Final = "office-sign-on"
LANGUAGE: Final = "office-lang"

_YEAR_SECONDS: Final = 365 * 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Cookies:
    """`__Host-` keeps other hosts of the domain from planting one; only https can set it."""

    insecure_loopback: bool

    def name(self, of: str) -> str:
        return of if self.insecure_loopback else f"__Host-{of}"

    def make(
        self,
        of: str,
        value: str,
        *,
        max_age: int | None = None,
        samesite: Literal["strict", "lax"] = "strict",
    ) -> Cookie:
        """A cookie for our own pages; without *max_age* it ends with the browser."""
        return Cookie(
            key=self.name(of),
            value=value,
            path="/",
            max_age=max_age,
            httponly=True,
            secure=not self.insecure_loopback,
            samesite=samesite,
        )

    def language(self, code: str) -> Cookie:
        return self.make(LANGUAGE, code, max_age=_YEAR_SECONDS)

    def dropped(self, of: str) -> Cookie:
        return self.make(of, "", max_age=0)


class FormTokens:
    """For the sign-in form, which has no session yet: the same token in a cookie and the form."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def fresh(self) -> str:
        drawn = secrets.token_urlsafe(24)
        return f"{drawn}.{self._seal(drawn)}"

    def agree(self, cookie: str | None, field: str) -> bool:
        """Whether cookie and field are the same token, and one of ours."""
        return same(cookie or "", field) and self.is_ours(field)

    def is_ours(self, token: str) -> bool:
        drawn, _, seal = token.partition(".")
        return same(seal, self._seal(drawn))

    def _seal(self, drawn: str) -> str:
        return hmac.digest(
            self._secret, b"sign-in" + drawn.encode("utf-8", "replace"), "sha256"
        ).hex()


def same(one: str, other: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
