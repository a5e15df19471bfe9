"""HPKE base mode for P-256 written anew from RFC 9180, to check the library we use against."""

import hashlib
import hmac
from itertools import count

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEM = b"KEM" + (0x0010).to_bytes(2, "big")
_CURVE = ec.SECP256R1()


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def private_key(scalar: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(scalar, "big"), _CURVE)


def seal(
    plain: bytes,
    receiver: ec.EllipticCurvePublicKey,
    ephemeral: ec.EllipticCurvePrivateKey,
    *,
    info: bytes,
    aead: tuple[int, int],
    aad: bytes = b"",
) -> bytes:
    """Encapsulated point, then ciphertext. *aead* is the RFC's number and its key's length."""
    number, key_length = aead
    enc = point(ephemeral.public_key())
    shared = _shared_secret(ephemeral.exchange(ec.ECDH(), receiver), enc + point(receiver))
    suite = b"HPKE" + b"".join(n.to_bytes(2, "big") for n in (0x0010, 0x0001, number))
    context = b"\x00" + _extract(suite, b"", b"psk_id_hash", b"")
    context += _extract(suite, b"", b"info_hash", info)
    secret = _extract(suite, shared, b"secret", b"")
    key = _expand(suite, secret, b"key", context, key_length)
    nonce = _expand(suite, secret, b"base_nonce", context, 12)
    return enc + AESGCM(key).encrypt(nonce, plain, aad)


def _shared_secret(exchanged: bytes, context: bytes) -> bytes:
    return _expand(_KEM, _extract(_KEM, b"", b"eae_prk", exchanged), b"shared_secret", context, 32)


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return _hmac(salt or bytes(32), b"HPKE-v1" + suite + label + material)


def _expand(suite: bytes, secret: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    output, block = b"", b""
    for number in count(1):
        if len(output) >= length:
            break
        block = _hmac(secret, block + labelled + bytes((number,)))
        output += block
    return output[:length]


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()
