"""Which PC/SC service this process talks to: libpcsclite asks the environment once in its life.

So the name it is told stays the same for good, and what stands behind the name may change.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"


@contextmanager
def talking_to(socket: Path) -> Generator[None]:
    """Within the block this process talks to the service behind *socket*, then to the one before.

    Works from the first block on: a process that reached for a card earlier keeps to the service
    it found then.
    """
    name = _name()
    before = name.readlink() if name.is_symlink() else None
    _point(name, socket)
    try:
        yield
    finally:
        _point(name, before)


@cache
def _name() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="madoguchi-pcsc-name-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    name = folder / "pcscd.comm"
    os.environ[SOCKET_VARIABLE] = str(name)
    return name


def _point(name: Path, socket: Path | None) -> None:
    name.unlink(missing_ok=True)
    if socket is not None:
        name.symlink_to(socket)
