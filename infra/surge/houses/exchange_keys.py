"""The keys that the two zones know each other by, and the worker that carries between them."""

import subprocess
import sys
from base64 import b64encode
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.bench.office import Keys
from infra.postgres.access import Access


@dataclass(frozen=True, kw_only=True)
class ExchangeKeys:
    site: Ed25519PrivateKey
    office: Ed25519PrivateKey
    token: str

    @classmethod
    def made(cls) -> Self:
        return cls(
            site=Ed25519PrivateKey.generate(),
            office=Ed25519PrivateKey.generate(),
            token=token_urlsafe(32),
        )

    @property
    def of_site(self) -> dict[str, str]:
        """Settings of the booking site."""
        return {
            "exchange_private_key": _text(self.site.private_bytes_raw()),
            "office_public_key": _text(self.office.public_key().public_bytes_raw()),
            "exchange_token": self.token,
        }

    @property
    def of_worker(self) -> dict[str, str]:
        return {
            "sending_key": _text(self.office.private_bytes_raw()),
            "booking_public_key": _text(self.site.public_key().public_bytes_raw()),
            "exchange_token": self.token,
        }


@contextmanager
def running_worker(
    office: Access, keys: ExchangeKeys, site_url: str, folder: Path
) -> Generator[int]:
    """`madoguchi serve worker` in a process of its own; its id. It says much to worker.log."""
    named = {"dsn": office.dsn, "booking_url": site_url, **keys.of_worker, **_secrets()}
    variables = {f"MADOGUCHI_WORKER_{name}".upper(): value for name, value in named.items()}
    command = [sys.executable, "-m", "infra.cli.main", "serve", "worker"]
    with (folder / "worker.log").open("ab") as log:
        worker = subprocess.Popen(
            command, env={"PATH": "/usr/bin:/bin", **variables}, stdout=log, stderr=log
        )
        try:
            yield worker.pid
        finally:
            worker.terminate()
            worker.wait()


def _secrets() -> dict[str, str]:
    keys = Keys()
    return {
        "application_id_secret": _text(keys.application_id_secret),
        "notice_secret": _text(keys.notice_secret),
        "birthday_key": _text(keys.birthday_key),
        "applicants_key": _text(keys.applicants_key),
    }


def _text(secret: bytes) -> str:
    return b64encode(secret).decode()
