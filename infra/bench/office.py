"""A real office for a bench: its settings, and its process as it is run in earnest."""

import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from infra.postgres.access import Access

TOKEN = "t" * 40
"""What stations show it."""
_LOOK = Path(__file__).parents[1] / "look"
_SECRET = b"n" * 32


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The four secrets of a made-up office."""

    application_id_secret: bytes = _SECRET
    notice_secret: bytes = _SECRET
    birthday_key: bytes = _SECRET
    applicants_key: bytes = _SECRET


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
        "pin_desk_token": "p" * 40,
        "sealing_key_path": str(folder / "pins.pub.pem"),
        "booking_public_url": "https://booking.invalid",
        "office_name_ja": "試験区役所",
        "office_name_en": "Test Ward Office",
        "office_phone": "03-0000-0000",
        "insecure_loopback": "true",
        "port": str(port),
    }


@contextmanager
def served(settings: dict[str, str], folder: Path, url: str) -> Generator[None]:
    """`madoguchi serve office` as its own process, as long as the block runs."""
    environment = {f"MADOGUCHI_OFFICE_{name}".upper(): value for name, value in settings.items()}
    command = [sys.executable, "-m", "infra.cli.main", "serve", "office"]
    with (folder / "office.log").open("wb") as log:
        office = subprocess.Popen(
            command, env={"PATH": "/usr/bin:/bin", **environment}, stdout=log, stderr=log
        )
        try:
            wait_until_up(url)
            yield
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
