"""Whether a residence card's signature fits what was read, and who vouches for its key.

First generation: RSA-2048 over front picture and photograph, each in its full length. Second:
ECDSA P-384 over printed entries, photograph and name picture. SHA-256 both. The ministry's CA
certificates must be configured; without them nothing is VERIFIED. No clock is at hand here, so
validity dates and revocation are not looked at. Sources: cards.md §5.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from counter_station.cards import tlv
from counter_station.cards.reading import Signature
from counter_station.cards.refusals import UnreadableContentError

_HALF: Final = 48  # bytes of r and of s on P-384


@dataclass(frozen=True, kw_only=True)
class SignedContent:
    """What was signed, and the two objects of the signature's file, empty on a child's card."""

    target: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    certificate: bytes = field(repr=False)


def judge(signed: SignedContent, trusted: Sequence[x509.Certificate]) -> Signature:
    """VERIFIED by a trusted certificate only; FAILED when the signature does not fit."""
    if not signed.signature.strip(b"\0"):
        return Signature.ABSENT
    try:
        certificate = _certificate(signed.certificate)
        _check(certificate.public_key(), signed)
    except (InvalidSignature, ValueError, UnreadableContentError):
        return Signature.FAILED
    vouched = any(_issued_by(certificate, authority) for authority in trusted)
    return Signature.VERIFIED if vouched else Signature.NOT_VERIFIED


def _certificate(padded: bytes) -> x509.Certificate:
    """The certificate's place is longer than it: zeros follow."""
    return x509.load_der_x509_certificate(padded[: tlv.total_length(padded)])


def _check(key: object, signed: SignedContent) -> None:
    match key:
        case rsa.RSAPublicKey():
            key.verify(signed.signature, signed.target, padding.PKCS1v15(), hashes.SHA256())
        case ec.EllipticCurvePublicKey():
            key.verify(_as_dss(signed.signature), signed.target, ec.ECDSA(hashes.SHA256()))
        case _:
            raise InvalidSignature


def _as_dss(signature: bytes) -> bytes:
    """The specification's 96 bytes can only be r and s side by side; a DER form is taken too."""
    if len(signature) != 2 * _HALF:
        return signature
    r, s = signature[:_HALF], signature[_HALF:]
    return encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))


def _issued_by(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
