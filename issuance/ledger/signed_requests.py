"""Requests of the office's own machines, each signed with the sender's own key (Ed25519).

What is signed is all that the office acts on: method, address, who is named as asking, what is
sent, and the moment. So nobody who sees a request can make another of it; the same one again is
taken only for as long as its moment counts as now.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SCHEME: Final = "Madoguchi-Key"
"""In the Authorization header, followed by key id, moment and signature."""
OFFICE_MOMENT: Final = "x-office-moment"
"""The header by which the office tells its own clock to a machine whose moment is not its now."""
_PURPOSE: Final = "madoguchi request v1"
_COVERED: Final = ("x-station", "x-staff", "idempotency-key")
_WRITTEN: Final = re.compile(rf"{SCHEME} ([0-9a-f]{{32}})\.(\d{{1,12}})\.([A-Za-z0-9_-]{{86}})")


@dataclass(frozen=True, kw_only=True)
class SentRequest:
    """A request as it goes over the wire. *headers* are found whatever the case of their names."""

    method: str
    target: str
    """Path and question, as they are sent."""
    headers: Mapping[str, str]
    body: bytes

    def said_at(self, moment: int) -> bytes:
        """The bytes that are signed. *moment*: seconds since 1970."""
        named = [f"{name}: {self.headers.get(name, '')}" for name in _COVERED]
        digest = sha256(self.body).hexdigest()
        lines = [_PURPOSE, self.method, self.target, str(moment), *named, digest]
        return "\n".join(lines).encode()


@dataclass(frozen=True, kw_only=True)
class RequestSignature:
    key_id: str
    moment: int
    signature: bytes


def key_id_of(public_key: bytes) -> str:
    """By what a key is known: 32 hex digits."""
    return sha256(public_key).hexdigest()[:32]


def signed(request: SentRequest, key: Ed25519PrivateKey, moment: int) -> str:
    """What goes into the Authorization header."""
    key_id = key_id_of(key.public_key().public_bytes_raw())
    signature = urlsafe_b64encode(key.sign(request.said_at(moment))).decode().rstrip("=")
    return f"{SCHEME} {key_id}.{moment}.{signature}"


def read_signature(authorization: str) -> RequestSignature | None:
    """None where the header is of another kind."""
    found = _WRITTEN.fullmatch(authorization)
    if found is None:
        return None
    key_id, moment, signature = found.groups()
    return RequestSignature(
        key_id=key_id, moment=int(moment), signature=urlsafe_b64decode(signature + "==")
    )


def is_signed(request: SentRequest, signature: RequestSignature, public_key: bytes) -> bool:
    """Whether the holder of the key said just this."""
    try:
        said = request.said_at(signature.moment)
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature.signature, said)
    except (InvalidSignature, ValueError):
        return False
    return True
