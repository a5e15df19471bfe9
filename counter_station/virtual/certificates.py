"""Throw-away RSA keys and certificates that nobody can take for real ones."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa, utils
from cryptography.x509.oid import NameOID

ISSUER: Final = "TEST-ONLY not JPKI"
_BITS = 2048
_KEY_BYTES = _BITS // 8
_VALID_FROM = datetime(2025, 1, 1, tzinfo=UTC)


def new_key() -> str:
    """A new RSA-2048 private key as PEM, unencrypted: it protects nothing."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


@lru_cache(maxsize=64)
def certificate(pem: str, *, authority: str, subject: str, expires_on: date) -> bytes:
    """A certificate for *pem* by the key *authority* as DER."""
    builder = _builder(pem, subject=subject, serial=2, expires_on=expires_on).add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    return _signed(builder, authority)


@lru_cache(maxsize=64)
def authority_certificate(pem: str, *, expires_on: date) -> bytes:
    """The made-up issuer's own certificate as DER."""
    builder = _builder(pem, subject=ISSUER, serial=1, expires_on=expires_on).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    return _signed(builder, pem)


def sign(pem: str, content: bytes) -> bytes:
    """PKCS#1 v1.5 with SHA-256: 256 bytes."""
    return _load(pem).sign(content, padding.PKCS1v15(), hashes.SHA256())


def sign_padded(pem: str, encoded: bytes) -> bytes:
    """PKCS#1 v1.5 over bytes that already are a DigestInfo, as the card does: 256 bytes."""
    numbers = _load(pem).private_numbers()
    modulus = numbers.public_numbers.n
    padded = b"\x00\x01" + b"\xff" * (_KEY_BYTES - len(encoded) - 3) + b"\x00" + encoded
    return pow(int.from_bytes(padded, "big"), numbers.d, modulus).to_bytes(_KEY_BYTES, "big")


def sign_pss(pem: str, digest: bytes) -> bytes:
    """PSS with SHA-256 and a salt of 32 bytes, over a digest that was made already."""
    pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=len(digest))
    return _load(pem).sign(digest, pss, utils.Prehashed(hashes.SHA256()))


def public_numbers(pem: str) -> tuple[bytes, bytes]:
    """Exponent and modulus, big-endian."""
    numbers = _load(pem).public_key().public_numbers()
    return numbers.e.to_bytes(3, "big"), numbers.n.to_bytes(_KEY_BYTES, "big")


def _builder(pem: str, *, subject: str, serial: int, expires_on: date) -> x509.CertificateBuilder:
    ends = datetime.combine(expires_on, time.max, tzinfo=UTC).replace(microsecond=0)
    return x509.CertificateBuilder(
        subject_name=_name(subject),
        issuer_name=_name(ISSUER),
        public_key=_load(pem).public_key(),
        serial_number=serial,
        not_valid_before=_VALID_FROM,
        not_valid_after=max(ends, _VALID_FROM.replace(hour=1)),
    )


def _signed(builder: x509.CertificateBuilder, authority: str) -> bytes:
    signed = builder.sign(_load(authority), hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


@lru_cache(maxsize=64)
def _load(pem: str) -> rsa.RSAPrivateKey:
    """A key we made ourselves: checking it each time would take a tenth of a second."""
    key = serialization.load_pem_private_key(
        pem.encode(), None, unsafe_skip_rsa_key_validation=True
    )
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError
    return key
