"""The keyed check of a birthday: all that booking is told of it."""

import hmac
from datetime import date


def birthday_check(key: bytes, number: str, birth_on: date) -> bytes:
    """What booking compares a typed birthday with; useless without the key."""
    message = f"{number}|{birth_on.isoformat()}".encode()
    return hmac.digest(key, message, "sha256")
