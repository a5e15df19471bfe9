"""The keys for sealed PINs: public halves on the stations, private halves in the back office."""

import hashlib
from collections.abc import Mapping
from enum import Enum
from typing import Protocol, Self

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
    NOT_HERE = "not-here"
    MODULE_REFUSED = "module-refused"


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
    def point(self) -> bytes:
        """Uncompressed, 65 bytes."""
        return self.public_key.public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )

    @property
    def key_id(self) -> str:
        """Sixteen hex digits that follow from the key, so that no list of keys is needed."""
        return hashlib.sha256(self.point).hexdigest()[:16]

    def to_pem(self) -> bytes:
        return self.public_key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


class PrivateHalf(Protocol):
    """One private key, wherever it lies: all it does is one Diffie-Hellman step."""

    @property
    def sealing_key(self) -> SealingKey: ...

    def exchange(self, point: bytes, /) -> bytes:
        """The x-coordinate (32 bytes) made with an uncompressed point of P-256.

        Raises:
            KeyUnusableError: the holder refuses, or is away.
        """
        ...


class KeyHolder(Protocol):
    """Where the private halves lie: files under a passphrase, or a key module (PKCS#11).

    Several at a time: after a change of keys the older one stays until nothing needs it.
    """

    def held(self) -> Mapping[str, PrivateHalf]:
        """All private keys that are here, by their id."""
        ...

    def make(self) -> SealingKey:
        """A new key pair; what it returns may be published."""
        ...

    def destroy(self, key_id: str) -> None:
        """Destroy the private half; nothing to do where it is gone already."""
        ...


class OpeningKey:
    """A private key in this process's memory."""

    def __init__(self, private_key: ec.EllipticCurvePrivateKey) -> None:
        self.private_key = private_key
        self.sealing_key = SealingKey(private_key.public_key())

    @classmethod
    def generate(cls) -> Self:
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @property
    def key_id(self) -> str:
        return self.sealing_key.key_id

    def exchange(self, point: bytes) -> bytes:
        try:
            other = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        except ValueError as error:
            raise KeyUnusableError(KeyFault.NOT_A_KEY) from error
        return self.private_key.exchange(ec.ECDH(), other)
