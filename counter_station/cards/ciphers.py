"""The ciphers of identity documents' chips: two-key triple DES and AES-128, always CBC from zero.

Both are what the documents' specifications say; triple DES is old, and nothing else here uses it.
Sources: ICAO Doc 9303-11 §9.7-9.8, 在留カード等仕様書 Ver 1.5 annex 1, second generation annex 1.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import BlockCipherAlgorithm, Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.cmac import CMAC

KEY_BYTES = 16
MAC_BYTES = 8
_DES_BLOCK, _AES_BLOCK = 8, 16
_PAD = b"\x80"


class WrongPaddingError(Exception):
    """The deciphered bytes do not end as they must: a wrong key, or bytes changed on the way."""


def pad(data: bytes, block: int) -> bytes:
    """One byte 80, then zeros up to a whole block (ISO/IEC 7816-4); adds a block if need be."""
    return data + _PAD + bytes(-(len(data) + 1) % block)


def unpad(data: bytes) -> bytes:
    """Undo `pad`; raises WrongPaddingError."""
    content, mark, rest = data.rpartition(_PAD)
    if not mark or any(rest):
        raise WrongPaddingError
    return content


@dataclass(frozen=True, kw_only=True)
class Suite:
    """One way of enciphering and authenticating. Keys have 16 bytes; `mac` gives 8.

    `encipher` and `decipher` take whole blocks of `block` bytes; `mac` pads by itself.
    """

    block: int
    encipher: Callable[[bytes, bytes], bytes]
    decipher: Callable[[bytes, bytes], bytes]
    mac: Callable[[bytes, bytes], bytes]


def derived_key(seed: bytes, counter: int) -> bytes:
    """SHA-1 of the seed and a four-byte counter: 1 for enciphering, 2 for authenticating."""
    return hashlib.sha1(seed + counter.to_bytes(4, "big")).digest()[:KEY_BYTES]  # noqa: S324


def odd_parity(key: bytes) -> bytes:
    """The key with each byte's lowest bit set as DES wants it; the cipher itself ignores it."""
    return bytes(byte & 0xFE | (byte >> 1).bit_count() & 1 ^ 1 for byte in key)


def exclusive_or(one: bytes, other: bytes) -> bytes:
    """Byte by byte; both of the same length."""
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _triple(key: bytes) -> TripleDES:
    return TripleDES(key + key[:_DES_BLOCK])  # K1 K2 K1


def _encipher(cipher: BlockCipherAlgorithm, start: bytes, plain: bytes) -> bytes:
    encryptor = Cipher(cipher, modes.CBC(start)).encryptor()
    return encryptor.update(plain) + encryptor.finalize()


def _decipher(cipher: BlockCipherAlgorithm, start: bytes, ciphered: bytes) -> bytes:
    decryptor = Cipher(cipher, modes.CBC(start)).decryptor()
    return decryptor.update(ciphered) + decryptor.finalize()


def _retail_mac(key: bytes, data: bytes) -> bytes:
    """ISO/IEC 9797-1 algorithm 3: single DES through all blocks, triple DES on the last."""
    padded = pad(data, _DES_BLOCK)
    chained, last = padded[:-_DES_BLOCK], padded[-_DES_BLOCK:]
    single = TripleDES(key[:_DES_BLOCK] * 3)
    start = _encipher(single, bytes(_DES_BLOCK), bytes(chained))[-_DES_BLOCK:]
    return _encipher(_triple(key), start or bytes(_DES_BLOCK), last)


def _cmac(key: bytes, data: bytes) -> bytes:
    mac = CMAC(AES128(key))
    mac.update(data)
    return mac.finalize()[:MAC_BYTES]


TRIPLE_DES = Suite(
    block=_DES_BLOCK,
    encipher=lambda key, plain: _encipher(_triple(key), bytes(_DES_BLOCK), plain),
    decipher=lambda key, ciphered: _decipher(_triple(key), bytes(_DES_BLOCK), ciphered),
    mac=_retail_mac,
)
AES_128 = Suite(
    block=_AES_BLOCK,
    encipher=lambda key, plain: _encipher(AES128(key), bytes(_AES_BLOCK), plain),
    decipher=lambda key, ciphered: _decipher(AES128(key), bytes(_AES_BLOCK), ciphered),
    mac=_cmac,
)
