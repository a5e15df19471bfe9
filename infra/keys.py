"""Makes all keys of an installation, each in a file of its own that only its owner may read.

Who gets which file is in `BELONGS_TO`; a zone must never hold the other's private keys.
"""

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from issuance.pins.key_files import opened_key, sealed_key
from issuance.pins.keys import OpeningKey

SECRET_BYTES = 32

BELONGS_TO: Mapping[str, tuple[str, ...]] = {
    "booking_sending.key": ("booking",),
    "booking_sending.pub": ("worker",),
    "issuance_sending.key": ("worker",),
    "issuance_sending.pub": ("booking",),
    "exchange.token": ("booking", "worker"),
    "birthday_check.secret": ("booking", "worker", "office"),
    "notice.secret": ("office", "worker"),
    "application_id.secret": ("office", "worker"),
    "applicants.secret": ("office", "worker"),
    "booking_session.secret": ("booking",),
    "booking_csrf.secret": ("booking",),
    "contacts.secret": ("booking", "letters"),
    "office_session.secret": ("office",),
    "office_csrf.secret": ("office",),
    "station_session.secret": ("station",),
    "station_csrf.secret": ("station",),
    "station_journal.secret": ("station",),
    "station.token": ("station", "office"),
    "pin_desk.token": ("pin-desk", "office"),
    "pins.passphrase": ("pin-desk",),
    "pins.key": ("pin-desk",),
    "pins.pub.pem": ("station", "office"),
    "booking_database.password": ("booking", "letters"),
    "issuance_database.password": ("office", "worker"),
}


def make_keys(folder: Path) -> list[str]:
    """Make what is missing in *folder*; return the names of the files that were made.

    A file that is there is never changed: what it locked would be lost.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    makers = {name: _maker(folder, name) for name in BELONGS_TO}
    # Private halves come before public ones in BELONGS_TO, the passphrase before its key.
    return [name for name, make in makers.items() if _write_new(folder / name, make)]


def _maker(folder: Path, name: str) -> Callable[[], bytes]:
    """How the content of one file is made."""
    match name:
        case "pins.key":
            return lambda: _pins_key(folder)
        case "pins.pub.pem":
            return lambda: _pins_public_key(folder)
        case _ if name.endswith(".key"):
            return lambda: _base64(Ed25519PrivateKey.generate().private_bytes_raw())
        case _ if name.endswith(".pub"):
            return lambda: _public_half(folder / name.replace(".pub", ".key"))
        case _ if name.endswith((".secret", ".passphrase")):
            return lambda: _base64(secrets.token_bytes(SECRET_BYTES))
        case _:
            return lambda: secrets.token_urlsafe(SECRET_BYTES).encode() + b"\n"


def _write_new(path: Path, make: Callable[[], bytes]) -> bool:
    """Write a file whole or not at all; say whether it is new."""
    if path.exists():
        return False
    half = path.with_name(f".{path.name}.{os.getpid()}")
    opened = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(make())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(half, path)  # unlike a rename it never replaces another maker's file
    except FileExistsError:
        return False
    finally:
        half.unlink()
    return True


def _public_half(private: Path) -> bytes:
    key = Ed25519PrivateKey.from_private_bytes(_secret_in(private))
    return _base64(key.public_key().public_bytes_raw())


def _pins_key(folder: Path) -> bytes:
    """A new one; or the one of an older installation, which was a PEM file."""
    passphrase, older = _secret_in(folder / "pins.passphrase"), folder / "pins.pem"
    if not older.exists():
        return sealed_key(OpeningKey.generate(), passphrase)
    key = serialization.load_pem_private_key(older.read_bytes(), passphrase)
    assert isinstance(key, EllipticCurvePrivateKey)
    return sealed_key(OpeningKey(key), passphrase)


def _pins_public_key(folder: Path) -> bytes:
    passphrase = _secret_in(folder / "pins.passphrase")
    return opened_key((folder / "pins.key").read_bytes(), passphrase).sealing_key.to_pem()


def _base64(key: bytes) -> bytes:
    return base64.b64encode(key) + b"\n"


def _secret_in(path: Path) -> bytes:
    return base64.b64decode(path.read_text())
