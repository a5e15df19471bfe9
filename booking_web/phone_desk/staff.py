"""Who works at the phone desk: a file of codes with argon2 hashes, apart from the office's staff.

The internet zone must not know the office's accounts, so this file is its own. It is read again
when it changes: who is taken out of it is signed out at once.
"""

import os
import re
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Final, cast
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST_PASSWORD: Final = 8
LONGEST_PASSWORD: Final = 256
_CODE: Final = re.compile(r"[A-Z]{1,3}[0-9]{2,5}")
_HASHER: Final = PasswordHasher()
_NOBODYS_HASH: Final = _HASHER.hash("nobody has this password")
"""Checked for an unknown code, so that it takes as long as a known one."""


class StaffFileError(Exception):
    """The staff file is not as `madoguchi phone-staff` writes it; the text names the place."""


class StaffFile:
    """Codes and password hashes; a file that is not there (yet) has nobody in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._as_of: tuple[int, int] | None = None
        self._hashes: dict[str, str] = {}

    @property
    def codes(self) -> list[str]:
        """Raises StaffFileError."""
        return sorted(self._read())

    def credential(self, code: str) -> bytes | None:
        """A digest that changes with the password; None for who does not work here."""
        password_hash = self._read().get(code)
        return None if password_hash is None else sha256(password_hash.encode()).digest()

    def agrees(self, code: str, password: str) -> bool:
        """Whether they belong together; slow (argon2id), also for an unknown code."""
        password_hash = self._read().get(code)
        return verify(password_hash or _NOBODYS_HASH, password) and password_hash is not None

    def save(self, code: str, password: str) -> None:
        """Enter somebody, or give them another password.

        Raises ValueError for a code unlike P01 or a password that is too short or too long.
        """
        if _CODE.fullmatch(code) is None:
            raise ValueError("a code such as P01 is needed")
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise ValueError(f"a password of {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
        self._write({**self._read(), code: _HASHER.hash(password)})

    def remove(self, code: str) -> bool:
        """Take somebody out; False if they were not in it."""
        left = {**self._read()}
        found = left.pop(code, None) is not None
        if found:
            self._write(left)
        return found

    def _read(self) -> dict[str, str]:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return {}
        as_of = (status.st_mtime_ns, status.st_ino)
        if as_of != self._as_of:
            self._hashes, self._as_of = _parsed(self.path), as_of
        return self._hashes

    def _write(self, hashes: dict[str, str]) -> None:
        """Whole or not at all, for our eyes alone."""
        tables = [f'[{code}]\npassword_hash = "{each}"\n' for code, each in sorted(hashes.items())]
        half = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        opened = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            file.write("\n".join(tables))
        half.replace(self.path)


def staff_code(typed: str) -> str | None:
    """The code meant by what was typed; full-width and small letters are forgiven."""
    code = normalize("NFKC", typed[:32]).strip().upper()
    return code if _CODE.fullmatch(code) else None


def verify(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _parsed(path: Path) -> dict[str, str]:
    try:
        tables = cast("dict[str, object]", tomllib.loads(path.read_text(encoding="utf-8")))
        return {code: _hash_in(table) for code, table in tables.items()}
    except (OSError, ValueError, KeyError) as error:
        raise StaffFileError(f"{path}: {type(error).__name__}") from None


def _hash_in(table: object) -> str:
    if not isinstance(table, dict):
        raise ValueError("a code is a table")  # noqa: TRY004 - told like every other mistake in the file
    return str(cast("dict[str, object]", table)["password_hash"])
