"""Throw-away RSA keys and certificates that nobody can take for real ones."""

from datetime import UTC, date, datetime, time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

ISSUER = "TEST-ONLY not JPKI"
_BITS = 2048
_VALID_FROM = datetime(2025, 1, 1, tzinfo=UTC)


def new_key() -> str:
    """A new RSA-2048 private key as PEM, unencrypted: it protects nothing."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def certificate(pem: str, *, subject: str, expires_on: date) -> bytes:
    """A self-signed certificate for *pem* as DER; the same call always names the same key."""
    key = _load(pem)
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, n)]) for n in (subject, ISSUER)]
    ends = datetime.combine(expires_on, time.max, tzinfo=UTC).replace(microsecond=0)
    builder = x509.CertificateBuilder(
        subject_name=names[0],
        issuer_name=names[1],
        public_key=key.public_key(),
        serial_number=1,
        not_valid_before=_VALID_FROM,
        not_valid_after=max(ends, _VALID_FROM.replace(hour=1)),
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def sign_padded(pem: str, encoded: bytes) -> bytes:
    """PKCS#1 v1.5 over bytes that already are a DigestInfo, as the card does: 256 bytes."""
    numbers = _load(pem).private_numbers()
    modulus = numbers.public_numbers.n
    size = _BITS // 8
    padded = b"\x00\x01" + b"\xff" * (size - len(encoded) - 3) + b"\x00" + encoded
    return pow(int.from_bytes(padded, "big"), numbers.d, modulus).to_bytes(size, "big")


def _load(pem: str) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError
    return key
