"""The key pair for sealed PINs: public half on the stations, private half in the back office."""

import hashlib
import os
import stat
from enum import Enum
from pathlib import Path
from typing import Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from issuance.errors import Refusal


class KeyFault(Enum):
    """What is wrong with a key."""

    NOT_A_KEY = "not-a-key"
    NOT_P256 = "not-p256"
    WRONG_PASSPHRASE = "wrong-passphrase"  # noqa: S105 - a reason, not a secret
    READABLE_BY_OTHERS = "readable-by-others"


class KeyUnusableError(Refusal):
    """The key cannot be used; `fault` says why."""

    code = "pin-key-unusable"

    def __init__(self, fault: KeyFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class SealingKey:
    """The public key: seals and cannot open. P-256, so that an HSM can hold the other half."""

    def __init__(self, public_key: ec.EllipticCurvePublicKey) -> None:
        if not isinstance(public_key.curve, ec.SECP256R1):
            raise KeyUnusableError(KeyFault.NOT_P256)
        self.public_key = public_key

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """Read a public key; raises KeyUnusableError for anything else."""
        try:
            key = serialization.load_pem_public_key(pem)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise KeyUnusableError(KeyFault.NOT_A_KEY) from error
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise KeyUnusableError(KeyFault.NOT_P256)
        return cls(key)

    @property
    def key_id(self) -> str:
        """Sixteen hex digits that follow from the key, so that no list of keys is needed."""
        point = self.public_key.public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return hashlib.sha256(point).hexdigest()[:16]

    def to_pem(self) -> bytes:
        return self.public_key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


class OpeningKey:
    """The private key. Destroying it makes everything sealed to it unreadable, backups too."""

    def __init__(self, private_key: ec.EllipticCurvePrivateKey) -> None:
        self.private_key = private_key
        self.sealing_key = SealingKey(private_key.public_key())

    @classmethod
    def generate(cls) -> Self:
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def read(cls, path: Path, passphrase: bytes) -> Self:
        """Read a key file written by `write`.

        Raises:
            KeyUnusableError: others may read the file, the passphrase is wrong, or it is no key.
            FileNotFoundError: there is no such file.
        """
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise KeyUnusableError(KeyFault.READABLE_BY_OTHERS)
        try:
            key = serialization.load_pem_private_key(path.read_bytes(), passphrase)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyUnusableError(KeyFault.WRONG_PASSPHRASE) from error
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise KeyUnusableError(KeyFault.NOT_P256)
        return cls(key)

    @property
    def key_id(self) -> str:
        return self.sealing_key.key_id

    def write(self, path: Path, passphrase: bytes) -> None:
        """Keep the key in a new file, mode 0600, encrypted; FileExistsError if it is there."""
        pem = self.private_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(passphrase),
        )
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
