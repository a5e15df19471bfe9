"""The application id (申請書ID): 23 digits from J-LIS, turned into our own case id.

The number itself is kept only sealed, with the person. Its keyed hash is the case id, so the same
application always finds the same case and nobody without the key can go back to the number.
"""

import hmac
import re
from typing import Final
from uuid import UUID

DIGITS: Final = 23
MINIMUM_SECRET_BYTES: Final = 32

_FORM: Final = re.compile(rf"[0-9]{{{DIGITS}}}")


def is_application_id(text: str) -> bool:
    """Whether *text* is 23 ASCII digits; no check digit is published (domain.md 13.7)."""
    return _FORM.fullmatch(text) is not None


def case_id(secret: bytes, application_id: str) -> UUID:
    """The case of an application.

    Raises ValueError, without the number, for what is no application id or too short a secret.
    """
    if len(secret) < MINIMUM_SECRET_BYTES:
        raise ValueError("the application secret needs 32 bytes")
    if not is_application_id(application_id):
        raise ValueError("not an application id")
    message = b"madoguchi/application/1" + application_id.encode("ascii")
    # Version 8 (RFC 9562): an id whose bits are our own, here those of the hash.
    return as_version_8(hmac.digest(secret, message, "sha256")[:16])


def as_version_8(random: bytes) -> UUID:
    bits = int.from_bytes(random, "big")
    bits = bits & ~(0xF << 76) | 0x8 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=bits)
