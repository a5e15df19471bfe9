"""One-time codes by which staff let a machine or a browser in; shown once, kept as digests."""

import secrets
from hashlib import sha256
from typing import Final

from issuance.errors import Refusal
from issuance.notices.numbers import ALPHABET

CODE_MINUTES: Final = 10
_SIGNS: Final = 8


class PairingRefusedError(Refusal):
    """There is no such code, or its ten minutes are over, or it was used."""

    code = "pairing-refused"


def new_code() -> str:
    """8 symbols, none of which looks like another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(_SIGNS))


def as_shown(code: str) -> str:
    return f"{code[:4]}-{code[4:]}"


def digest_of(secret: str) -> bytes:
    return sha256(secret.encode("utf-8", "replace")).digest()
