"""Passwords as argon2 hashes, computed in a thread, few at a time."""

import asyncio
import secrets
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from issuance.errors import Refusal

SHORTEST: Final = 8
LONGEST: Final = 256
_HASHER: Final = PasswordHasher()
_AT_ONCE: Final = 2
"""Hashes computed at the same time: each takes 64 MiB and tens of milliseconds."""


class PasswordUnfitError(Refusal):
    """Too short, too long, one sign all over, or the person's own code."""

    code = "password-unfit"


def require_fit(password: str, *, staff_id: str) -> None:
    """Raises PasswordUnfitError for a password nobody should have."""
    fits = SHORTEST <= len(password) <= LONGEST and len(set(password)) > 1
    if not fits or staff_id.lower() in password.lower():
        raise PasswordUnfitError


async def hashed(password: str) -> str:
    return await asyncio.to_thread(_HASHER.hash, password)


class Verifier:
    """Compares passwords with hashes; more than a few at once wait for their turn."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def agrees(self, kept: str, password: str) -> bool:
        async with self._turns:
            return await asyncio.to_thread(_verify, kept, password)

    async def renewed(self, kept: str, password: str) -> str | None:
        """The same password under today's parameters, where *kept* was made under older ones."""
        if not _HASHER.check_needs_rehash(kept):
            return None
        async with self._turns:
            return await hashed(password)


def _verify(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


NOBODYS: Final = _HASHER.hash(secrets.token_urlsafe(32))
"""Compared for an unknown code, so that it takes as long as a known one."""
