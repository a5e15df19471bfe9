"""The signature command of the public-key application, in its six forms; cards.md §3.2."""

import hashlib

from counter_station.virtual.apdu import RefusedError, Status
from counter_station.virtual.certificates import sign_padded, sign_pss

_SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
_LONGEST = 245
_PSS_OF_DIGEST, _PSS_OF_DATA = 0x04, 0x05
_PSS = {_PSS_OF_DIGEST, _PSS_OF_DATA}


def sign(pem: str, p1: int, data: bytes) -> bytes:
    """Sign *data* in the form that P1 asks for; 256 bytes.

    Raises:
        RefusedError: 6A86 for a form this card does not know, 6700 for a wrong length.
    """
    if p1 in _PSS:
        return sign_pss(
            pem, _digest(data) if p1 == _PSS_OF_DIGEST else hashlib.sha256(data).digest()
        )
    encoded = _encoded(p1, data)
    if not 1 <= len(encoded) <= _LONGEST:
        raise RefusedError(Status.WRONG_LENGTH)
    return sign_padded(pem, encoded)


def _encoded(p1: int, data: bytes) -> bytes:
    match p1:
        case 0x00:
            return data
        case 0x01:
            return hashlib.sha256(data).digest()
        case 0x02:
            return _SHA256_PREFIX + _digest(data)
        case 0x03:
            return _SHA256_PREFIX + hashlib.sha256(data).digest()
        case _:
            raise RefusedError(Status.BAD_PARAMETERS)


def _digest(data: bytes) -> bytes:
    """What came must already be a SHA-256 digest."""
    if len(data) != hashlib.sha256().digest_size:
        raise RefusedError(Status.WRONG_LENGTH)
    return data
