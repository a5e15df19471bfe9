"""Private keys in files, each sealed under a passphrase (scrypt, AES-256-GCM): the usual holder."""

import json
import os
import secrets
import stat
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from issuance.pins.keys import KeyFault, KeyUnusableError, OpeningKey, SealingKey

_FORMAT: Final = "madoguchi/pin-key/1"
_SCALAR_BYTES: Final = 32
_PATTERN: Final = "pins*.key"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What each guess of the passphrase costs (scrypt): 128 * r * n bytes, p times."""

    n: int = 2**17
    r: int = 8
    p: int = 1


class FileKeys:
    """A folder with `pins*.key` files, mode 0600; deleting one is destroying its key."""

    def __init__(self, folder: Path, passphrase: bytes, cost: Cost | None = None) -> None:
        """Open every key in *folder*.

        Raises:
            KeyUnusableError: others may read a file, the passphrase is wrong, or it is no key.
        """
        self._folder, self._passphrase, self._cost = folder, passphrase, cost or Cost()
        opened = {path: _read(path, passphrase) for path in sorted(folder.glob(_PATTERN))}
        self._paths = {key.key_id: path for path, key in opened.items()}
        self._keys = {key.key_id: key for key in opened.values()}

    def held(self) -> Mapping[str, OpeningKey]:
        return dict(self._keys)

    def make(self) -> SealingKey:
        key = OpeningKey.generate()
        name = f"pins.{key.key_id}.key" if self._keys else "pins.key"
        self._keep(self._folder / name, key)
        return key.sealing_key

    def destroy(self, key_id: str) -> None:
        """Overwrite and remove the file. Copies on worn flash cells stay sealed."""
        path = self._paths.pop(key_id, None)
        if path is None:
            return
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _flush_folder(self._folder)
        del self._keys[key_id]

    def _keep(self, path: Path, key: OpeningKey) -> None:
        write_new(path, sealed_key(key, self._passphrase, self._cost))
        self._keys[key.key_id], self._paths[key.key_id] = key, path


def key_ids_in(folder: Path) -> list[str]:
    """Which keys lie there, as their files say; no passphrase is needed."""
    paths = sorted(folder.glob(_PATTERN))
    return [str(json.loads(path.read_bytes())["key_id"]) for path in paths]


def sealed_key(key: OpeningKey, passphrase: bytes, cost: Cost | None = None) -> bytes:
    """A key file's content."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    cost = cost or Cost()
    scalar = key.private_key.private_numbers().private_value.to_bytes(_SCALAR_BYTES, "big")
    wrapping = AESGCM(_wrapping_key(passphrase, salt, cost))
    written = {
        "format": _FORMAT,
        "key_id": key.key_id,
        "scrypt": asdict(cost),
        "salt": _text(salt),
        "nonce": _text(nonce),
        "sealed": _text(wrapping.encrypt(nonce, scalar, _bound(key.key_id))),
    }
    return json.dumps(written).encode() + b"\n"


def opened_key(content: bytes, passphrase: bytes) -> OpeningKey:
    """The key of a file written by `sealed_key`; raises KeyUnusableError."""
    try:
        written = json.loads(content)
        cost = Cost(**written["scrypt"])
        salt, nonce, sealed = (b64decode(written[part]) for part in ("salt", "nonce", "sealed"))
        known = written["format"] == _FORMAT
        bound = _bound(written["key_id"])
    except (ValueError, KeyError, TypeError) as error:
        raise KeyUnusableError(KeyFault.NOT_A_KEY) from error
    if not known:
        raise KeyUnusableError(KeyFault.NOT_A_KEY)
    try:
        scalar = AESGCM(_wrapping_key(passphrase, salt, cost)).decrypt(nonce, sealed, bound)
    except InvalidTag as error:
        raise KeyUnusableError(KeyFault.WRONG_PASSPHRASE) from error
    return OpeningKey(ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1()))


def write_new(path: Path, content: bytes) -> None:
    """A new file for its owner's eyes, on disk when this returns; FileExistsError if it is."""
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _flush_folder(path.parent)


def _read(path: Path, passphrase: bytes) -> OpeningKey:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyUnusableError(KeyFault.READABLE_BY_OTHERS)
    return opened_key(path.read_bytes(), passphrase)


def _wrapping_key(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost.n, r=cost.r, p=cost.p).derive(passphrase)


def _bound(key_id: str) -> bytes:
    """Said at sealing and opening, so that no file passes for another's."""
    return f"{_FORMAT}/{key_id}".encode()


def _text(value: bytes) -> str:
    return b64encode(value).decode()


def _flush_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
