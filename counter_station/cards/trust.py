"""Whose signatures this station believes: certificates and keys that the municipality was given.

None is shipped. The Immigration Services Agency publishes those of residence cards (ZairyuCard CA,
ZairyuCard CA2); the issuer of My Number cards gives its key to municipalities. Which of several it
is, is found by signature, never by name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key, load_pem_public_key

from counter_station.cards.attribute_signature import TrustedKey

_PEM: Final = b"-----"
_KEY_ENDINGS: Final = frozenset({".pem", ".der", ".pub", ".key", ".cer", ".crt"})
_ENDINGS: Final = frozenset({".cer", ".crt", ".der", ".pem"})


class UnreadableCertificateError(ValueError):
    """A file of the folder is no certificate; the message names the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"trusted_certificates: {path} is no X.509 certificate (PEM or DER)")


class UnreadableKeyError(ValueError):
    """A file is no RSA public key; the message names the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"trusted_keys: {path} is no RSA public key (PEM or DER)")


@dataclass(frozen=True, kw_only=True)
class Trust:
    """By whom a chip's signature counts as verified; by nobody where nothing was configured."""

    certificates: tuple[x509.Certificate, ...] = ()
    """Of residence cards."""
    my_number_keys: tuple[TrustedKey, ...] = ()
    """Of My Number cards."""


NOBODY: Final = Trust()


def trusted_keys(place: Path | None) -> tuple[TrustedKey, ...]:
    """Every RSA public key in a file or in a folder of files; a certificate stands for its key.

    Raises:
        UnreadableKeyError, OSError: a misprint must not silently turn VERIFIED off.
    """
    return () if place is None else tuple(_key(path) for path in _key_files(place))


def _key_files(place: Path) -> Iterator[Path]:
    if not place.is_dir():
        yield place
        return
    yield from sorted(each for each in place.iterdir() if each.suffix.lower() in _KEY_ENDINGS)


def _key(path: Path) -> TrustedKey:
    content = path.read_bytes()
    try:
        key = _public_key(content)
    except ValueError as error:
        raise UnreadableKeyError(path) from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise UnreadableKeyError(path)
    numbers = key.public_numbers()
    return TrustedKey(modulus=numbers.n, exponent=numbers.e)


def _public_key(content: bytes) -> object:
    """Raises ValueError: neither a public key nor a certificate. A private key is neither."""
    pem = content.lstrip().startswith(_PEM)
    try:
        return load_pem_public_key(content) if pem else load_der_public_key(content)
    except ValueError:
        load = x509.load_pem_x509_certificate if pem else x509.load_der_x509_certificate
        return load(content).public_key()


def trusted_certificates(folder: Path | None) -> tuple[x509.Certificate, ...]:
    """Every certificate in the folder; none without a folder.

    Raises:
        UnreadableCertificateError, OSError: a misprint must not silently turn VERIFIED off.
    """
    if folder is None:
        return ()
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
    return tuple(_certificate(path) for path in paths)


def _certificate(path: Path) -> x509.Certificate:
    content = path.read_bytes()
    try:
        if content.lstrip().startswith(_PEM):
            return x509.load_pem_x509_certificate(content)
        return x509.load_der_x509_certificate(content)
    except ValueError as error:
        raise UnreadableCertificateError(path) from error
