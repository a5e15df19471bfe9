"""Ways in that take two requests: what was asked in the first is kept here for the second."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

MINUTES: Final = 5
_LONGEST_TOKEN: Final = 100


class StepKind(StrEnum):
    PASSKEY = "passkey"
    SECOND = "second"
    REGISTER = "register"
    SIGN_ON = "sign-on"
    WITNESS = "witness"


@dataclass(frozen=True, kw_only=True)
class Step:
    """`staff_id` is known where a password came first, or somebody is signed in.

    Of a witness it is who asks for one: the other person is known by their answer.
    """

    kind: StepKind
    staff_id: str | None
    secret: bytes = field(repr=False)


class Steps:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def begin(self, step: Step, now: datetime) -> str:
        """Keep it for some minutes; the answer names it by this token."""
        token = secrets.token_urlsafe(32)
        await self._pool.execute("DELETE FROM office.sign_in_steps WHERE until < $1", now)
        until = now + timedelta(minutes=MINUTES)
        await self._pool.execute(
            _BEGIN, _hash(token), step.kind.value, step.staff_id, step.secret, until
        )
        return token

    async def take(self, token: str, now: datetime) -> Step | None:
        """What was kept under the token, once; None for a foreign, used or late one."""
        if not token or len(token) > _LONGEST_TOKEN:
            return None
        row = await self._pool.fetchrow(_TAKE, _hash(token), now)
        if row is None:
            return None
        return Step(kind=StepKind(row["kind"]), staff_id=row["staff_id"], secret=row["secret"])


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()


_BEGIN: Final = """INSERT INTO office.sign_in_steps (step_hash, kind, staff_id, secret, until)
    VALUES ($1, $2, $3, $4, $5)"""
# Also a late one is used up.
_TAKE: Final = """WITH taken AS (DELETE FROM office.sign_in_steps WHERE step_hash = $1
    RETURNING kind, staff_id, secret, until)
    SELECT kind, staff_id, secret FROM taken WHERE until >= $2"""
