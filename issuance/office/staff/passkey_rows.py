"""The rows of passkeys."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from issuance.ledger.postgres import Transaction

if TYPE_CHECKING:
    from issuance.ledger.postgres import Connection, Pool


@dataclass(frozen=True, kw_only=True)
class Passkey:
    passkey_id: UUID
    staff_id: str
    name: str
    made_at: datetime
    used_at: datetime | None
    credential_id: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    sign_count: int


async def of_staff(connection: "Pool | Connection", staff_id: str) -> list[Passkey]:
    return [Passkey(**dict(row)) for row in await connection.fetch(_OF_STAFF, staff_id)]


async def of_credential(pool: "Pool", credential_id: bytes) -> Passkey | None:
    row = await pool.fetchrow(_OF_CREDENTIAL, credential_id)
    return None if row is None else Passkey(**dict(row))


async def insert(tx: Transaction, key: Passkey) -> None:
    await tx.connection.execute(
        _INSERT, key.passkey_id, key.credential_id, key.staff_id, key.public_key,
        key.sign_count, key.name, key.made_at,
    )  # fmt: skip


async def delete(tx: Transaction, staff_id: str, passkey_id: UUID) -> bool:
    """Whether it was there."""
    gone = await tx.connection.fetchval(_DELETE, passkey_id, staff_id)
    return gone is not None


async def used(pool: "Pool", key: Passkey, count: int, now: datetime) -> list[str] | None:
    """Count on; the roles of its owner, None where the account is closed or was faster."""
    row = await pool.fetchrow(_USED, key.passkey_id, key.sign_count, count, now)
    return None if row is None else list(row["roles"])


_COLUMNS: Final = (
    "passkey_id, staff_id, name, made_at, used_at, credential_id, public_key, sign_count"
)
_OF_STAFF: Final = f"SELECT {_COLUMNS} FROM office.passkeys WHERE staff_id = $1 ORDER BY made_at"  # noqa: S608 - our names
_OF_CREDENTIAL: Final = f"SELECT {_COLUMNS} FROM office.passkeys WHERE credential_id = $1"  # noqa: S608 - our names
_INSERT: Final = """INSERT INTO office.passkeys
    (passkey_id, credential_id, staff_id, public_key, sign_count, name, made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)"""
_DELETE: Final = """DELETE FROM office.passkeys WHERE passkey_id = $1 AND staff_id = $2
    RETURNING passkey_id"""
_USED: Final = """UPDATE office.passkeys AS p SET sign_count = $3, used_at = $4
    FROM office.staff AS s WHERE p.passkey_id = $1 AND p.sign_count = $2
      AND s.staff_id = p.staff_id AND s.active RETURNING s.roles"""
