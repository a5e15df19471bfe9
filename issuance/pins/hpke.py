"""Opening HPKE base mode around an ECDH that happens elsewhere, such as inside a key module.

RFC 9180: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The library's own HPKE wants the
private key itself, which a module never gives away; so what follows the exchange is done here,
for every holder of a key alike. Sealing stays with the library.
"""

import hashlib
import hmac
from collections.abc import Callable
from itertools import count
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

POINT_BYTES: Final = 65
_KEM: Final = b"KEM" + (0x0010).to_bytes(2, "big")
_SUITE: Final = b"HPKE" + b"".join(n.to_bytes(2, "big") for n in (0x0010, 0x0001, 0x0002))
_BASE_MODE: Final = b"\x00"
_KEY_BYTES, _NONCE_BYTES, _SECRET_BYTES = 32, 12, 32

Exchange = Callable[[bytes], bytes]
"""The x-coordinate (32 bytes) that the holder's key makes with an uncompressed point."""


class NotOpenedError(Exception):
    """Wrong key, wrong `info`, or changed bytes: by design it cannot be told which."""


def open_base(sealed: bytes, *, receiver: bytes, exchange: Exchange, info: bytes) -> bytes:
    """Open *sealed* (encapsulated point, then ciphertext).

    Args:
        sealed: what HPKE's single-shot seal made, without associated data.
        receiver: the holder's public key, as an uncompressed point.
        exchange: the Diffie-Hellman step; only here the private key is used.
        info: as at sealing.

    Raises:
        NotOpenedError: it does not open.
    """
    enc, ciphertext = sealed[:POINT_BYTES], sealed[POINT_BYTES:]
    _require_on_curve(enc)
    shared = shared_secret(exchange(enc), enc + receiver)
    key, nonce = key_and_nonce(shared, info)
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, b"")
    except (InvalidTag, ValueError) as error:
        raise NotOpenedError from error


def shared_secret(exchanged: bytes, context: bytes) -> bytes:
    """DHKEM's ExtractAndExpand; *context* is both points, the sender's first."""
    extracted = _extract(_KEM, b"", b"eae_prk", exchanged)
    return _expand(_KEM, extracted, b"shared_secret", context, _SECRET_BYTES)


def key_and_nonce(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    """The key schedule of base mode, for the first and only message."""
    context = _BASE_MODE + _extract(_SUITE, b"", b"psk_id_hash", b"")
    context += _extract(_SUITE, b"", b"info_hash", info)
    secret = _extract(_SUITE, shared, b"secret", b"")
    return (
        _expand(_SUITE, secret, b"key", context, _KEY_BYTES),
        _expand(_SUITE, secret, b"base_nonce", context, _NONCE_BYTES),
    )


def _require_on_curve(enc: bytes) -> None:
    """A point off the curve could draw the private key out of a careless module."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), enc)
    except ValueError as error:
        raise NotOpenedError from error
    if len(enc) != POINT_BYTES:
        raise NotOpenedError


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    labelled = b"HPKE-v1" + suite + label + material
    return hmac.digest(salt or bytes(hashlib.sha256().digest_size), labelled, "sha256")


def _expand(suite: bytes, secret: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    output, block = b"", b""
    for number in count(1):
        if len(output) >= length:
            return output[:length]
        block = hmac.digest(secret, block + labelled + bytes((number,)), "sha256")
        output += block
    raise AssertionError  # count() never ends
