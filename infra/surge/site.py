"""The booking site as it is run in earnest: `madoguchi serve booking`, in processes of its own."""

import base64
import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_LOOK = Path(__file__).parents[1] / "look"
_PATIENCE_SECONDS = 30


@contextmanager
def running_site(dsn: str, secret: bytes, folder: Path, port: int) -> Generator[str]:
    """One process; its address. What it says goes to site.log in the folder."""
    key = Ed25519PrivateKey.generate()
    named = {
        "dsn": dsn,
        "look": str(_LOOK),
        "public_url": f"http://127.0.0.1:{port}",
        "port": str(port),
        "session_secret": _text(secret),
        "csrf_secret": _text(secret),
        "birthday_key": _text(secret),
        "exchange_private_key": _text(key.private_bytes_raw()),
        "office_public_key": _text(key.public_key().public_bytes_raw()),
        "exchange_token": _text(secret),
        "insecure_loopback": "true",
        "min_lead_days": "0",
    }
    variables = {f"MADOGUCHI_BOOKING_{name}".upper(): value for name, value in named.items()}
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **variables}
    command = [sys.executable, "-m", "infra.cli.main", "serve", "booking"]
    with ExitStack() as stack:
        log = stack.enter_context((folder / "site.log").open("ab"))
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        stack.callback(_end, process)
        _wait_until_ready(named["public_url"], process)
        yield named["public_url"]


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait()


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
