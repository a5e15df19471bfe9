"""The two zones' databases, and who may do what in them."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

import asyncpg

from infra.postgres.access import Access


@dataclass(frozen=True, kw_only=True)
class Zone:
    """One zone's database; `owner` owns schema and functions and cannot log in.

    Where several wards share a server, each has databases and roles of its own.
    """

    name: str
    ward: str = ""

    @property
    def database(self) -> str:
        return f"madoguchi_{self._whole}"

    @property
    def owner(self) -> str:
        return f"{self._whole}_owner"

    @property
    def app(self) -> str:
        """The program's role: what migrations grant it, and nothing else."""
        return f"{self._whole}_app"

    @property
    def _whole(self) -> str:
        return f"{self.ward}_{self.name}" if self.ward else self.name


BOOKING = Zone(name="booking")
ISSUANCE = Zone(name="issuance")
ZONES = (BOOKING, ISSUANCE)


def zones_of(ward: str) -> tuple[Zone, ...]:
    """The two zones of one ward among several."""
    return tuple(Zone(name=each.name, ward=ward) for each in ZONES)


_DATABASE_EXISTS = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)"
_OPEN_DATABASES = """SELECT quote_ident(datname) AS name FROM pg_database
    WHERE datallowconn AND pg_has_role(datdba, 'USAGE')
      AND (datacl IS NULL OR EXISTS (
        SELECT FROM aclexplode(datacl) WHERE grantee = 0 AND privilege_type = 'CONNECT'))"""
"""Those that everybody may enter, as far as it is ours to say."""
_ROLE_EXISTS = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)"


async def make_zone(zone: Zone, admin: Access, app_password: str) -> None:
    """Make the zone's roles and database where missing, and set the program's password."""
    connection = await asyncpg.connect(admin.dsn)
    try:
        await _make_roles(connection, zone, app_password)
        await make_database(connection, zone, zone.database)
        await _close_to_public(connection)
    finally:
        await connection.close()


async def make_database(
    connection: asyncpg.Connection, zone: Zone, name: str, template: str = "template0"
) -> None:
    """Make one database for the zone's roles alone, unless it exists."""
    if not await connection.fetchval(_DATABASE_EXISTS, name):
        await connection.execute(
            f'CREATE DATABASE "{name}" OWNER {zone.owner} TEMPLATE "{template}"'
        )
    await connection.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')
    await connection.execute(f'GRANT CONNECT ON DATABASE "{name}" TO {zone.app}')


async def _close_to_public(connection: asyncpg.Connection) -> None:
    """Nobody comes into a database without being told so: not into `postgres`, nor another ward's.

    PostgreSQL lets every role into every new database unless it is taken back.
    """
    for row in await connection.fetch(_OPEN_DATABASES):
        await connection.execute(f"REVOKE CONNECT, TEMPORARY ON DATABASE {row['name']} FROM PUBLIC")


async def _make_roles(connection: asyncpg.Connection, zone: Zone, app_password: str) -> None:
    await _make_role(connection, zone.owner)
    await _make_role(connection, zone.app)
    await connection.execute(f"GRANT {zone.owner} TO CURRENT_USER")
    verifier = scram_verifier(app_password)
    await connection.execute(f"ALTER ROLE {zone.app} LOGIN PASSWORD '{verifier}'")


async def _make_role(connection: asyncpg.Connection, role: str) -> None:
    if not await connection.fetchval(_ROLE_EXISTS, role):
        await connection.execute(f"CREATE ROLE {role} NOLOGIN")


def scram_verifier(password: str, salt: bytes | None = None, iterations: int = 4096) -> str:
    """What PostgreSQL keeps instead of a password, so that the password is never sent to it.

    Source: RFC 5803 section 2; PostgreSQL manual, pg_authid.rolpassword.
    """
    salt = salt or secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations)
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    stored_key = hashlib.sha256(client_key).digest()
    texts = [base64.b64encode(part).decode() for part in (salt, stored_key, server_key)]
    return f"SCRAM-SHA-256${iterations}:{texts[0]}${texts[1]}:{texts[2]}"
