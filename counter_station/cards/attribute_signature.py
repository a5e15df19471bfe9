"""Whether the attributes of a My Number card are what its issuer signed; cards.md §3.2.

EF 0003 holds a digest of the attributes (DF32) and of the individual number (DF31, never looked
into), signed by the key that EF 0004 certifies. How the digests are padded and what the
certificate's own signature covers is not public: RSA PKCS#1 v1.5 with SHA-256 is our inference.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from counter_station.cards import tlv
from counter_station.cards.reading import Signature
from counter_station.cards.refusals import UnreadableContentError

_OFFSETS: Final = 0xDF21
_NUMBER_DIGEST, _DIGEST, _SIGNATURE = 0xDF31, 0xDF32, 0xDF33
_CERTIFIED, _CERTIFICATE_SIGNATURE = 0x5F4E, 0x5F37
_EXPONENT, _MODULUS = 0x90, 0x91
_NAME_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class TrustedKey:
    """The issuer's public key, as an installation was given it."""

    modulus: int
    exponent: int

    @property
    def key(self) -> rsa.RSAPublicKey:
        return rsa.RSAPublicNumbers(self.exponent, self.modulus).public_key()


@dataclass(frozen=True, kw_only=True)
class SignedAttributes:
    """The three files that belong together: 0002, 0003 and 0004 of the text application."""

    attributes: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    signer: bytes = field(repr=False)


def judge(signed: SignedAttributes, trusted: Sequence[TrustedKey]) -> Signature:
    """VERIFIED by a trusted key only; FAILED when digest or signature do not fit.

    The issuer is chosen by its signature, not by its name: generations share one name.
    """
    try:
        certified, vouched = _certificate(signed.signer)
        fits = _digest_fits(signed) and _signature_fits(signed.signature, _key_in(certified))
    except (KeyError, ValueError, UnreadableContentError):
        return Signature.FAILED
    if not fits:
        return Signature.FAILED
    if any(_holds(each.key, vouched, certified) for each in trusted):
        return Signature.VERIFIED
    return Signature.NOT_VERIFIED


def _digest_fits(signed: SignedAttributes) -> bool:
    """DF32 is over the value of FF20 without the table of offsets that comes first."""
    content = tlv.first_object(signed.attributes).value
    offsets = tlv.first_object(content)
    covered = content[offsets.end :] if offsets.tag == _OFFSETS else content
    found = tlv.objects(tlv.first_object(signed.signature).value)
    return found[_DIGEST] == hashlib.sha256(covered).digest()


def _signature_fits(content: bytes, key: rsa.RSAPublicKey) -> bool:
    found = tlv.objects(tlv.first_object(content).value)
    return _holds(key, found[_SIGNATURE], found[_NUMBER_DIGEST] + found[_DIGEST])


def _certificate(content: bytes) -> tuple[bytes, bytes]:
    """What is certified (issuer, subject, key) and the signature over it."""
    found = tlv.objects(tlv.first_object(content).value)
    return found[_CERTIFIED], found[_CERTIFICATE_SIGNATURE]


def _key_in(certified: bytes) -> rsa.RSAPublicKey:
    numbers = tlv.objects(certified[2 * _NAME_BYTES :])
    exponent, modulus = (int.from_bytes(numbers[tag], "big") for tag in (_EXPONENT, _MODULUS))
    return rsa.RSAPublicNumbers(exponent, modulus).public_key()


def _holds(key: rsa.RSAPublicKey, signature: bytes, content: bytes) -> bool:
    try:
        key.verify(signature, content, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True
