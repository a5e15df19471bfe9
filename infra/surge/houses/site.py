"""The booking site as it is run in earnest: `madoguchi serve booking`, a process of its own."""

import base64
import os
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.surge.houses.seeding import Secrets

_LOOK = Path(__file__).parents[2] / "look"
_PATIENCE_SECONDS = 30


@dataclass(frozen=True, kw_only=True)
class Site:
    url: str
    pid: int


@contextmanager
def running_site(
    dsn: str, keys: Secrets, settings: Mapping[str, str], *, folder: Path, port: int
) -> Generator[Site]:
    """One process with such settings beside ours. What it says goes to site.log in the folder."""
    url = f"http://127.0.0.1:{port}"
    named = {"dsn": dsn, "public_url": url, "port": str(port), **_ours(keys), **settings}
    variables = {f"MADOGUCHI_BOOKING_{name}".upper(): value for name, value in named.items()}
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **variables, **_path()}
    command = [sys.executable, "-m", "infra.cli.main", "serve", "booking"]
    with (folder / "site.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait_until_ready(url, process)
            yield Site(url=url, pid=process.pid)
        finally:
            process.terminate()
            process.wait()


def _ours(keys: Secrets) -> dict[str, str]:
    exchange = Ed25519PrivateKey.generate()
    return {
        "look": str(_LOOK),
        "session_secret": _text(keys.session),
        "csrf_secret": _text(keys.csrf),
        "birthday_key": _text(keys.birthday),
        "exchange_private_key": _text(exchange.private_bytes_raw()),
        "office_public_key": _text(exchange.public_key().public_bytes_raw()),
        "exchange_token": _text(keys.session),
        "insecure_loopback": "true",
        "min_lead_days": "0",
    }


def _path() -> dict[str, str]:
    """The site is the one of this tree, from wherever it is started."""
    return {"PYTHONPATH": str(Path(__file__).parents[3])}


def _wait_until_ready(url: str, process: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        try:
            if httpx.get(f"{url}/ready", trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError("the booking site did not start; see site.log")


def _text(secret: bytes) -> str:
    return base64.b64encode(secret).decode()
