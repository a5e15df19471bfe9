"""The booking site as it is run in earnest: `madoguchi serve booking`, a process of its own."""

import base64
import os
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.surge.houses.seeding import Secrets

_LOOK = Path(__file__).parents[2] / "look"
_PATIENCE_SECONDS = 30
_LOG = "site.log"
_LAST_LINES = 20


@dataclass(frozen=True, kw_only=True)
class Site:
    url: str
    pids: tuple[int, ...]

    @property
    def processes(self) -> dict[str, int]:
        """The processes by name, as they are watched: site, site-2 and so on."""
        others = {f"site-{number}": pid for number, pid in enumerate(self.pids[1:], start=2)}
        return {"site": self.pids[0], **others}


@contextmanager
def running_site(
    dsn: str,
    keys: Secrets,
    settings: Mapping[str, str],
    *,
    folder: Path,
    port: int,
    processes: int = 1,
) -> Generator[Site]:
    """Processes with such settings beside ours. What they say goes to site.log in the folder."""
    url = f"http://127.0.0.1:{port}"
    shared = str(processes > 1).lower()
    named = {"dsn": dsn, "public_url": url, "port": str(port), "share_port": shared}
    named |= {**_ours(keys), **settings}
    variables = {f"MADOGUCHI_BOOKING_{name}".upper(): value for name, value in named.items()}
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **variables, **_path()}
    with ExitStack() as stack:
        started: list[subprocess.Popen[bytes]] = []
        while len(started) < processes:
            started.append(stack.enter_context(_started(environment, folder)))
            try:
                _wait_until_ready(url, started[-1], at_port=len(started))
            except RuntimeError as error:
                raise RuntimeError(f"{error}. Its last words:\n{last_words(folder)}") from error
        yield Site(url=url, pids=tuple(each.pid for each in started))


def last_words(folder: Path) -> str:
    """The end of what the site wrote to its log."""
    log = folder / _LOG
    told = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return "\n".join(told.splitlines()[-_LAST_LINES:]) or "none"


@contextmanager
def _started(environment: Mapping[str, str], folder: Path) -> "Generator[subprocess.Popen[bytes]]":
    command = [sys.executable, "-m", "infra.cli.main", "serve", "booking"]
    with (folder / _LOG).open("ab") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield process
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


def _wait_until_ready(url: str, process: "subprocess.Popen[bytes]", *, at_port: int) -> None:
    """*at_port*: so many processes listen there by then; one answers for all."""
    ends = time.monotonic() + _PATIENCE_SECONDS
    port = urlsplit(url).port or 0
    while time.monotonic() < ends and process.poll() is None:
        try:
            ready = httpx.get(f"{url}/ready", trust_env=False).is_success
            if ready and _listening(port) >= at_port:
                return
        except httpx.HTTPError:
            pass  # nobody listens yet
        time.sleep(0.1)
    raise RuntimeError("the booking site did not start")


def _listening(port: int) -> int:
    """Sockets that listen at a port of this machine (proc(5), net/tcp; state 0A)."""
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    sockets = [line.split()[1:4] for line in lines]
    return sum(state == "0A" and own.endswith(f":{port:04X}") for own, _, state in sockets)


def _text(secret: bytes) -> str:
    return base64.b64encode(secret).decode()
