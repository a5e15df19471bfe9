"""Whose signatures this station believes: certificates that the municipality puts into a folder.

None is shipped. The Immigration Services Agency publishes those of residence cards (ZairyuCard CA,
ZairyuCard CA2); which of several it is, is found by signature, never by name.
"""

from pathlib import Path
from typing import Final

from cryptography import x509

_ENDINGS: Final = frozenset({".cer", ".crt", ".der", ".pem"})


class UnreadableCertificateError(ValueError):
    """A file of the folder is no certificate; the message names the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"trusted_certificates: {path} is no X.509 certificate (PEM or DER)")


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
        if content.lstrip().startswith(b"-----"):
            return x509.load_pem_x509_certificate(content)
        return x509.load_der_x509_certificate(content)
    except ValueError as error:
        raise UnreadableCertificateError(path) from error
