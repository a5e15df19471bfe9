"""A real office for a bench: its settings, and its process as it is run in earnest."""

import secrets
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx
from argon2 import PasswordHasher

from infra.postgres.access import Access
from infra.postgres.migrations import migrate
from infra.postgres.zones import ISSUANCE, make_database, make_zone
from issuance.pins.keys import SealingKey

TOKEN = "t" * 40
"""What stations show it."""
PIN_DESK_TOKEN = "p" * 40
"""What the PIN desk shows it."""
_LOOK = Path(__file__).parents[1] / "look"
_SECRET = b"n" * 32


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The four secrets of a made-up office."""

    application_id_secret: bytes = _SECRET
    notice_secret: bytes = _SECRET
    birthday_key: bytes = _SECRET
    applicants_key: bytes = _SECRET


async def office_database(admin: Access, name: str = ISSUANCE.database) -> Access:
    """The office's database *name*, made and migrated, for its program's role."""
    password = secrets.token_urlsafe()
    await make_zone(ISSUANCE, admin, password)
    connection = await asyncpg.connect(admin.dsn)
    try:
        await make_database(connection, ISSUANCE, name)
    finally:
        await connection.close()
    await migrate(ISSUANCE, admin.to(name))
    return admin.to(name).as_role(ISSUANCE.app, password)


def write_office_files(folder: Path, key: SealingKey) -> None:
    """The public key that PINs are sealed to, and the clerk K01 for all stations."""
    (folder / "pins.pub.pem").write_bytes(key.to_pem())
    quick = PasswordHasher(time_cost=1, memory_cost=8_192)
    (folder / "staff.toml").write_text(f"[K01]\npin_hash = '{quick.hash('481516')}'\n")


def office_settings(access: Access, folder: Path, port: int) -> dict[str, str]:
    """What `served` is told; *folder* holds the public key that PINs are sealed to."""
    secret = b64encode(_SECRET).decode()
    keys: Mapping[str, str] = dict.fromkeys(
        (
            "application_id_secret",
            "notice_secret",
            "birthday_key",
            "applicants_key",
            "session_secret",
            "csrf_secret",
        ),
        secret,
    )
    return {
        **keys,
        "dsn": access.dsn,
        "look": str(_LOOK),
        "station_tokens": TOKEN,
        "pin_desk_token": PIN_DESK_TOKEN,
        "sealing_key_path": str(folder / "pins.pub.pem"),
        "booking_public_url": "https://booking.invalid",
        "office_name_ja": "試験区役所",
        "office_name_en": "Test Ward Office",
        "office_phone": "03-0000-0000",
        "insecure_loopback": "true",
        "port": str(port),
    }


@contextmanager
def served(
    settings: dict[str, str],
    folder: Path,
    url: str,
    *,
    module: Sequence[str] = ("infra.cli.main", "serve", "office"),
    variables: Mapping[str, str] | None = None,
) -> Generator[int]:
    """The office as its own process, by default as it is served; its id, as long as it runs."""
    environment = {f"MADOGUCHI_OFFICE_{name}".upper(): value for name, value in settings.items()}
    environment |= {"PATH": "/usr/bin:/bin", **(variables or {})}
    with (folder / "office.log").open("wb") as log:
        office = subprocess.Popen(
            [sys.executable, "-m", *module], env=environment, stdout=log, stderr=log
        )
        try:
            wait_until_up(url)
            yield office.pid
        finally:
            office.terminate()
            office.wait()


def wait_until_up(url: str) -> None:
    """Raises RuntimeError where nothing answers within twenty seconds."""
    for _ in range(400):
        try:
            if httpx.get(f"{url}/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError("a process did not start")
