"""Locks personal values with a key per person; destroying that key erases the person.

AES-256-GCM throughout. A value's associated data is person, field and key, so a value moved to
another person, another column or another key no longer opens. A person's key is itself kept only
wrapped by a key-encryption key, which lives outside the database.
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from issuance.errors import Refusal

KEY_BYTES: Final = 32

_NONCE_BYTES: Final = 12
# The first byte of everything sealed says how; another cipher gets another number.
_AES_256_GCM: Final = b"\x01"


class SealBrokenError(Refusal):
    """A kept value does not open: damaged, moved to another place, or under another key."""

    code = "seal-broken"


class KeyEncryptionKeyUnknownError(Refusal):
    """A person's key is wrapped by a key-encryption key this process was not given."""

    code = "key-encryption-key-unknown"


@dataclass(frozen=True, kw_only=True)
class WrappedKey:
    """A person's key as the database keeps it: useless without the key-encryption key."""

    key_id: UUID
    kek_id: str
    wrapped: bytes


class PersonKey:
    """One person's opened key. Lives for one request; never stored, never shown."""

    def __init__(self, person_id: UUID, key_id: UUID, secret: bytes) -> None:
        self._person_id = person_id
        self._key_id = key_id
        self._cipher = AESGCM(secret)

    def seal(self, field: str, value: str) -> bytes:
        """*value* locked for this person and field."""
        return _seal(self._cipher, value.encode(), self._bound_to(field))

    def open(self, field: str, sealed: bytes) -> str:
        """The value; raises SealBrokenError when it was not sealed for just this place."""
        return _open(self._cipher, sealed, self._bound_to(field)).decode()

    def _bound_to(self, field: str) -> bytes:
        return b"person" + self._person_id.bytes + self._key_id.bytes + field.encode()


class Vault:
    """Makes, wraps and unwraps the keys of persons.

    Args:
        kek: the key-encryption key that wraps new keys, 32 bytes (setting `applicants.secret`).
        older: former ones, until `Registry.rewrap_keys` has moved all keys off them.
    """

    def __init__(self, kek: bytes, older: Sequence[bytes] = ()) -> None:
        if any(len(each) != KEY_BYTES for each in (kek, *older)):
            raise ValueError(f"a key-encryption key has {KEY_BYTES} bytes")
        self._keks = {kek_id(each): AESGCM(each) for each in (*older, kek)}
        self.current = kek_id(kek)

    def new_key(self, person_id: UUID) -> tuple[PersonKey, WrappedKey]:
        """A fresh key for a person, open and wrapped."""
        secret = AESGCM.generate_key(bit_length=8 * KEY_BYTES)
        key_id = uuid4()
        wrapped = self._wrap(person_id, key_id, secret)
        return PersonKey(person_id, key_id, secret), wrapped

    def open_key(self, person_id: UUID, wrapped: WrappedKey) -> PersonKey:
        """Unwrap a person's key.

        Raises:
            KeyEncryptionKeyUnknownError: it was wrapped by a key not given to this vault.
            SealBrokenError: it is damaged or another person's.
        """
        return PersonKey(person_id, wrapped.key_id, self._unwrap(person_id, wrapped))

    def rewrap(self, person_id: UUID, wrapped: WrappedKey) -> WrappedKey:
        """The same key under the current key-encryption key, so that an old one can be retired."""
        if wrapped.kek_id == self.current:
            return wrapped
        return self._wrap(person_id, wrapped.key_id, self._unwrap(person_id, wrapped))

    def _wrap(self, person_id: UUID, key_id: UUID, secret: bytes) -> WrappedKey:
        bound_to = _key_binding(person_id, key_id, self.current)
        wrapped = _seal(self._keks[self.current], secret, bound_to)
        return WrappedKey(key_id=key_id, kek_id=self.current, wrapped=wrapped)

    def _unwrap(self, person_id: UUID, wrapped: WrappedKey) -> bytes:
        if wrapped.kek_id not in self._keks:
            raise KeyEncryptionKeyUnknownError
        bound_to = _key_binding(person_id, wrapped.key_id, wrapped.kek_id)
        return _open(self._keks[wrapped.kek_id], wrapped.wrapped, bound_to)


def kek_id(kek: bytes) -> str:
    """Sixteen hex digits that follow from a key-encryption key and tell nothing of it."""
    return hmac.digest(kek, b"madoguchi/kek-id/1", "sha256").hex()[:16]


def _key_binding(person_id: UUID, key_id: UUID, kek_id: str) -> bytes:
    return b"key" + person_id.bytes + key_id.bytes + kek_id.encode()


def _seal(cipher: AESGCM, value: bytes, bound_to: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _AES_256_GCM + nonce + cipher.encrypt(nonce, value, bound_to)


def _open(cipher: AESGCM, sealed: bytes, bound_to: bytes) -> bytes:
    if sealed[:1] != _AES_256_GCM:
        raise SealBrokenError
    nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    try:
        return cipher.decrypt(nonce, rest, bound_to)
    except (InvalidTag, ValueError):
        raise SealBrokenError from None
