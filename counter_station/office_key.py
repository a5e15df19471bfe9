"""How a machine of the office proves who it is: by a key of its own, or by a token it was given."""

import os
import stat
import time
from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from collections.abc import Callable, Generator
from pathlib import Path
from typing import ClassVar

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from issuance.errors import Refusal
from issuance.ledger.signed_requests import OFFICE_MOMENT, SentRequest, signed

_NOT_KNOWN = 401
_REMEDY = "`madoguchi pair PROCESS CODE` makes it and lets the office know it"


class OfficeKeyError(Refusal):
    """The file of the machine's key is missing, readable by others, or holds none."""

    code: ClassVar[str] = "office-key"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.reason = f"the key for the office {path}: {reason}"

    def __str__(self) -> str:
        return self.reason


class OfficeToken(httpx.Auth):
    """A bearer token, for a machine that was never paired."""

    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        request.headers["authorization"] = self._header
        yield request


class OfficeKey(httpx.Auth):
    """Signs each request. A clock that is wrong is set right by what the office says of its own."""

    requires_request_body = True

    def __init__(self, key: Ed25519PrivateKey, clock: Callable[[], float] = time.time) -> None:
        self._key, self._clock, self._behind = key, clock, 0

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        answer = yield self._signed(request)
        told = answer.headers.get(OFFICE_MOMENT, "")
        if answer.status_code == _NOT_KNOWN and told.isdecimal():
            self._behind = int(told) - int(self._clock())
            yield self._signed(request)

    def _signed(self, request: httpx.Request) -> httpx.Request:
        sent = SentRequest(
            method=request.method,
            target=request.url.raw_path.decode(),
            headers=request.headers,
            body=request.content,
        )
        moment = int(self._clock()) + self._behind
        request.headers["authorization"] = signed(sent, self._key, moment)
        return request


def way_in(token: str, key_path: Path | None) -> httpx.Auth:
    """The machine's own key where one is set, else the token.

    Raises:
        OfficeKeyError: the key's file does not hold one for our eyes alone.
    """
    return OfficeToken(token) if key_path is None else OfficeKey(read_office_key(key_path))


def read_office_key(path: Path) -> Ed25519PrivateKey:
    """The key in a file (base64) that only its owner may read.

    Raises:
        OfficeKeyError: it is missing, readable by others, or no key.
    """
    try:
        mode, content = stat.S_IMODE(path.stat().st_mode), path.read_bytes()
        key = Ed25519PrivateKey.from_private_bytes(b64decode(content.strip(), validate=True))
    except OSError as error:
        raise OfficeKeyError(path, f"{error.strerror} ({_REMEDY})") from None
    except (ValueError, NotBase64Error):
        raise OfficeKeyError(path, f"not a key ({_REMEDY})") from None
    if mode & 0o077:
        raise OfficeKeyError(path, "readable by others: chmod 600 it")
    return key


def make_office_key(path: Path) -> Ed25519PrivateKey:
    """The key in the file, made where there is none yet; it never leaves this machine."""
    if path.exists():
        return read_office_key(path)
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(b64encode(key.private_bytes_raw()) + b"\n")
    return key
