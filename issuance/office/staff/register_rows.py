"""The register's rows, read and written in the transaction that records why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from issuance.ledger.postgres import Transaction
from issuance.office.staff.accounts import roles_of
from issuance.office.staff.roles import Role
from issuance.staffing.decisions import Account, Roster

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool


@dataclass(frozen=True, kw_only=True)
class Member:
    """One account, for the eye of whoever looks after them."""

    staff_id: str
    roles: frozenset[Role]
    active: bool
    password_temporary: bool
    locked_until: datetime | None
    sessions: int


async def members(pool: "Pool", now: datetime) -> list[Member]:
    """All accounts, by code."""
    return [
        Member(
            staff_id=row["staff_id"],
            roles=roles_of(row["roles"]),
            active=row["active"],
            password_temporary=row["password_temporary"],
            locked_until=row["locked_until"],
            sessions=row["sessions"],
        )
        for row in await pool.fetch(_MEMBERS, now)
    ]


async def roster(tx: Transaction) -> Roster:
    """All accounts, held to the end of the transaction: two administrators decide in turn."""
    rows = await tx.connection.fetch(_ROSTER)
    return {
        row["staff_id"]: Account(roles=roles_of(row["roles"]), active=row["active"]) for row in rows
    }


async def insert(
    tx: Transaction, code: str, hashed: str, roles: Iterable[Role], *, temporary: bool = True
) -> None:
    await tx.connection.execute(_INSERT, code, hashed, _stored(roles), temporary)


async def code_of_subject(tx: Transaction, subject: bytes) -> str | None:
    """Whose account the ward's sign-on opens."""
    code: str | None = await tx.connection.fetchval(_OF_SUBJECT, subject)
    return code


async def link(tx: Transaction, code: str, subject: bytes) -> bool:
    """Whether the account may be opened so: it waits for that, having no other way in."""
    linked = await tx.connection.fetchval(_LINK, code, subject)
    return linked is not None


async def set_roles(tx: Transaction, code: str, roles: Iterable[Role]) -> None:
    await tx.connection.execute(_ROLES, code, _stored(roles))


async def set_active(tx: Transaction, code: str, *, active: bool) -> None:
    await tx.connection.execute(_ACTIVE, code, active)


async def set_password(tx: Transaction, code: str, hashed: str, *, temporary: bool) -> None:
    """A lock ends with the password it was guessed at."""
    await tx.connection.execute(_CHANGE_KEY, code, hashed, temporary)
    await tx.connection.execute("DELETE FROM office.sign_in_attempts WHERE staff_id = $1", code)


async def end_sessions(tx: Transaction, code: str) -> None:
    await tx.connection.execute("DELETE FROM office.staff_sessions WHERE staff_id = $1", code)


def _stored(roles: Iterable[Role]) -> list[str]:
    return sorted({role.value for role in roles})


_ROSTER: Final = "SELECT staff_id, roles, active FROM office.staff ORDER BY staff_id FOR UPDATE"
_INSERT: Final = """INSERT INTO office.staff (staff_id, password_hash, roles, password_temporary)
    VALUES ($1, $2, $3, $4)"""
_OF_SUBJECT: Final = "SELECT staff_id FROM office.staff WHERE sign_on_subject = $1"
_LINK: Final = """UPDATE office.staff SET sign_on_subject = $2
    WHERE staff_id = $1 AND password_hash = '' AND sign_on_subject IS NULL RETURNING staff_id"""
_ROLES: Final = "UPDATE office.staff SET roles = $2 WHERE staff_id = $1"
_ACTIVE: Final = "UPDATE office.staff SET active = $2 WHERE staff_id = $1"
_CHANGE_KEY: Final = """UPDATE office.staff SET password_hash = $2, password_temporary = $3
    WHERE staff_id = $1"""
_MEMBERS: Final = """SELECT s.staff_id, s.roles, s.active, s.password_temporary,
      (SELECT locked_until FROM office.sign_in_attempts AS a
        WHERE a.staff_id = s.staff_id AND a.locked_until > $1) AS locked_until,
      (SELECT count(*) FROM office.staff_sessions AS o WHERE o.staff_id = s.staff_id)::int
        AS sessions
    FROM office.staff AS s ORDER BY s.staff_id"""
