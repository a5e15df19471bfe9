"""鍵付き保管: everything a station keeps on its disk is locked with a key of its own.

AES-256-GCM, each row by itself, bound to its table and place: a row moved elsewhere, or another
station's, does not open. What stays readable are ids made at random, positions and dates of files.
"""

import base64
import binascii
import secrets
import stat
from pathlib import Path
from typing import ClassVar, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from issuance.errors import Refusal

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class JournalKeyError(Refusal):
    """The journal cannot be opened with this key; the text says why in one line."""

    code: ClassVar[str] = "journal-key"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class StrongBox:
    """Locks and opens rows with one key."""

    def __init__(self, key: bytes) -> None:
        if len(key) != _KEY_BYTES:
            raise JournalKeyError(f"the journal key needs exactly {_KEY_BYTES} bytes")
        self._cipher = AESGCM(key)

    @classmethod
    def read(cls, path: Path) -> "StrongBox":
        """The key in a file (base64) that only its owner may read.

        Raises:
            JournalKeyError: it is missing, readable by others, or no key.
        """
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
            text = path.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not a key"
            raise JournalKeyError(
                f"the journal key {path}: {reason} (`madoguchi keys DIR` makes keys)"
            ) from None
        if mode & 0o077:
            raise JournalKeyError(f"the journal key {path} is readable by others: chmod 600 it")
        try:
            return cls(base64.b64decode(text, validate=False))
        except binascii.Error:
            raise JournalKeyError(f"the journal key {path} is not base64") from None

    def lock(self, content: bytes, place: str) -> bytes:
        """Lock *content* for one place, such as `copies|queue`; never twice the same bytes."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, place.encode())

    def open(self, locked: bytes, place: str) -> bytes:
        """What was locked there.

        Raises:
            JournalKeyError: another key locked it, it was changed, or it comes from elsewhere.
        """
        try:
            return self._cipher.decrypt(
                locked[:_NONCE_BYTES], locked[_NONCE_BYTES:], place.encode()
            )
        except (InvalidTag, ValueError):
            table = place.partition("|")[0]
            raise JournalKeyError(f"the journal key does not open this journal ({table})") from None
