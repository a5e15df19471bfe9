"""Proof that a form came from our own page (double submit against cross-site requests).

Litestar's CSRFConfig is not used: it answers a token that is not ASCII with 500, and keeps a
stale cookie for good, so that every form of that browser fails until its cookies are cleared.
"""

import hmac
import secrets
from functools import lru_cache
from typing import Final

FIELD: Final = "_csrf_token"
_RANDOM_BYTES: Final = 24
_CHARACTERS: Final = 32
"""Of so many bytes in base 64; nothing longer is kept."""
_MOST: Final = 4_096
"""Seals at hand: a browser brings the same token with each page and form of its visit."""


class FormTokens:
    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._seal = lru_cache(_MOST)(self._sealed)

    def fresh(self) -> str:
        token = secrets.token_urlsafe(_RANDOM_BYTES)
        return f"{token}.{self._seal(token)}"

    def is_ours(self, token: str | None) -> bool:
        """Whether we made this token; a planted one is replaced, not used."""
        random, _, seal = (token or "").partition(".")
        if len(random) != _CHARACTERS:
            return False
        return hmac.compare_digest(seal.encode("utf-8", "replace"), self._seal(random).encode())

    def agree(self, cookie: str | None, field: str) -> bool:
        same = hmac.compare_digest((cookie or "").encode("utf-8", "replace"), field.encode())
        return same and self.is_ours(cookie)

    def _sealed(self, random: str) -> str:
        return hmac.digest(self._secret, random.encode("utf-8", "replace"), "sha256").hex()
