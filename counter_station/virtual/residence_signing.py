"""Signatures of virtual residence cards by throw-away keys, with certificates marked TEST-ONLY.

RSA-2048 in the first generation, ECDSA P-384 as r and s of 48 bytes in the second, SHA-256 both.
"""

from datetime import UTC, date, datetime, time
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

from counter_station.virtual.certificates import ISSUER
from counter_station.virtual.document_memory import DocumentMemory
from counter_station.virtual.residence_data import Generation, ResidenceData
from counter_station.virtual.residence_files import SignatureFile

SIGNER, AUTHORITY = "signer", "authority"
_VALID_FROM = datetime(2024, 1, 1, tzinfo=UTC)
_VALID_TO = date(2050, 1, 1)
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def signature_file(memory: DocumentMemory[ResidenceData]) -> SignatureFile:
    """Sign with the card's own keys, made when first needed; a child's card has none."""

    def sign(target: bytes) -> tuple[bytes, bytes]:
        if memory.data.under_16:
            return b"", b""
        signer, authority = _key(memory, SIGNER), _key(memory, AUTHORITY)
        certificate = _certificate(signer, SIGNER, authority)
        return _signature(signer, target), certificate.public_bytes(serialization.Encoding.DER)

    return sign


def authority_certificate(memory: DocumentMemory[ResidenceData]) -> x509.Certificate:
    """What a test trusts to have this card's signature VERIFIED."""
    authority = _key(memory, AUTHORITY)
    return _certificate(authority, AUTHORITY, authority)


def _signature(key: PrivateKey, target: bytes) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(target, padding.PKCS1v15(), hashes.SHA256())
    r, s = decode_dss_signature(key.sign(target, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(48, "big") + s.to_bytes(48, "big")


def _key(memory: DocumentMemory[ResidenceData], name: str) -> PrivateKey:
    if name not in memory.keys:
        memory.keys[name] = _new_key(memory.data.generation)
        memory.changes += 1
    return _loaded(memory.keys[name])


@cache
def _loaded(pem: str) -> PrivateKey:
    """Loading checks that the numbers are prime, which takes as long as ten signatures."""
    key = serialization.load_pem_private_key(pem.encode(), None)
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise TypeError
    return key


def _new_key(generation: Generation) -> str:
    key: PrivateKey
    if generation is Generation.FIRST:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    else:
        key = ec.generate_private_key(ec.SECP384R1())
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def _certificate(key: PrivateKey, name: str, issuer: PrivateKey) -> x509.Certificate:
    ends = datetime.combine(_VALID_TO, time.min, tzinfo=UTC)
    builder = x509.CertificateBuilder(
        subject_name=_name(name),
        issuer_name=_name(AUTHORITY),
        public_key=key.public_key(),
        serial_number=1,
        not_valid_before=_VALID_FROM,
        not_valid_after=ends,
    )
    return builder.sign(issuer, hashes.SHA256())


def _name(of: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{ISSUER} {of}")])
