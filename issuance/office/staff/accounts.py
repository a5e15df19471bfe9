"""Accounts of the office's staff: a code such as K01, an argon2 hash, roles."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from issuance.errors import Refusal
from issuance.office.staff import passwords
from issuance.office.staff.roles import HAND_OVER, Role

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

_CODE: Final = re.compile(r"[A-Z][0-9]{2,5}")


class SignInRefusedError(Refusal):
    """Code and password do not belong together, or nobody active has the code: one answer."""

    code = "sign-in-refused"


class SignInLockedError(Refusal):
    """Too many failures with this code; whether anybody has it is not told."""

    code = "sign-in-locked"

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Somebody who works here, as facts name them."""

    staff_id: str
    roles: frozenset[Role]

    def has_any(self, roles: Iterable[Role]) -> bool:
        return not self.roles.isdisjoint(roles)


async def add_staff(pool: "Pool", staff_id: str, password: str, roles: Iterable[Role]) -> None:
    """Make an account, or give an existing one this password and these roles, signed out.

    For made-up staff; a real office's accounts are made by `issuance.office.staff.register`.

    Raises ValueError for a code unlike K01 or a password shorter than eight characters.
    """
    code = staff_code(staff_id)
    if code is None or not passwords.SHORTEST <= len(password) <= passwords.LONGEST:
        raise ValueError("a code such as K01 and a password of 8 to 256 characters are needed")
    hashed = await passwords.hashed(password)
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(_SAVE, code, hashed, sorted({Role(each).value for each in roles}))
        await connection.execute("DELETE FROM office.staff_sessions WHERE staff_id = $1", code)


def staff_code(typed: str) -> str | None:
    """The code meant by what was typed; full-width and small letters are forgiven."""
    code = normalize("NFKC", typed[:32]).strip().upper()
    return code if _CODE.fullmatch(code) else None


class Accounts:
    """Checks who signs in, and the second person of an act that needs two."""

    def __init__(self, pool: "Pool", *, failures_before_lock: int, lock: timedelta) -> None:
        self._pool = pool
        self._limit, self._lock = failures_before_lock, lock
        self._verifier = passwords.Verifier()

    async def check(self, typed_id: str, password: str, now: datetime) -> Staff:
        """Who this is.

        Each attempt is counted before it is judged, so guesses at the same moment count too.

        Raises:
            SignInRefusedError: they do not belong together.
            SignInLockedError: too many failures; even the right password waits.
        """
        code = staff_code(typed_id)
        if code is None or not password or len(password) > passwords.LONGEST:
            raise SignInRefusedError
        await self._count(code, now)
        row = await self._pool.fetchrow(_ACTIVE, code)
        kept: str = row["password_hash"] if row else ""
        # Compared also where there is nothing to compare with, so that it takes as long.
        agrees = await self._verifier.agrees(kept or passwords.NOBODYS, password)
        if not row or not kept or not agrees:
            raise SignInRefusedError
        await self._pool.execute("DELETE FROM office.sign_in_attempts WHERE staff_id = $1", code)
        if newer := await self._verifier.renewed(kept, password):
            await self._pool.execute(_REHASH, code, kept, newer)
        return Staff(staff_id=code, roles=roles_of(row["roles"]))

    async def is_supervisor(self, code: str) -> bool:
        """Whether somebody active with this code may decide what a clerk may not."""
        row = await self._pool.fetchrow(_ACTIVE, code)
        return row is not None and Role.SUPERVISOR in roles_of(row["roles"])

    async def serves(self, code: str) -> bool:
        """Whether somebody active with this code serves at counters."""
        row = await self._pool.fetchrow(_ACTIVE, code)
        return row is not None and not roles_of(row["roles"]).isdisjoint(HAND_OVER)

    async def is_known(self, code: str) -> bool:
        """Whether anybody has or had this code: what was done before an end counts."""
        return bool(await self._pool.fetchval(_KNOWN, code))

    async def _count(self, code: str, now: datetime) -> None:
        row = await self._pool.fetchrow(_COUNT, code, self._limit, now + self._lock, now)
        if row is not None and row["failures"] > self._limit:
            raise SignInLockedError(row["locked_until"])


def roles_of(stored: Iterable[str]) -> frozenset[Role]:
    """The roles of an account; a role this version does not know gives nothing."""
    known = {role.value for role in Role}
    return frozenset(Role(each) for each in stored if each in known)


_SAVE = """INSERT INTO office.staff (staff_id, password_hash, roles) VALUES ($1, $2, $3)
    ON CONFLICT (staff_id) DO UPDATE SET password_hash = $2, roles = $3, active = true"""
_KNOWN = "SELECT EXISTS (SELECT FROM office.staff WHERE staff_id = $1)"
_ACTIVE = "SELECT password_hash, roles FROM office.staff WHERE staff_id = $1 AND active"
# Only what was compared is replaced: a password changed meanwhile stays.
_REHASH = "UPDATE office.staff SET password_hash = $3 WHERE staff_id = $1 AND password_hash = $2"
# A lock that is over begins a new count; the attempt after the last free one sets the lock.
_COUNT = """INSERT INTO office.sign_in_attempts AS a (staff_id, failures) VALUES ($1, 1)
    ON CONFLICT (staff_id) DO UPDATE SET
      failures = CASE WHEN a.locked_until <= $4 THEN 1 ELSE a.failures + 1 END,
      locked_until = CASE
        WHEN a.locked_until <= $4 THEN NULL
        WHEN a.locked_until IS NOT NULL THEN a.locked_until
        WHEN a.failures >= $2 THEN $3 END
    RETURNING failures, locked_until"""
