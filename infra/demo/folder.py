"""The house's folder on disk: made once, used by one house at a time."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from infra.demo.errors import DemoRunsAlreadyError


def make_folder(folder: Path) -> Path:
    """Make the folder, and those inside that processes write to, for our eyes alone.

    Others may pass through the folder itself: PostgreSQL may have to run as another user.
    """
    folder = folder.resolve()
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    for name in ("logs", "run", "config", "virtual_cards", "station"):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def alone_in(folder: Path) -> Generator[None]:
    """Hold the folder; the kernel gives it up for us however we end."""
    with (folder / "demo.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise DemoRunsAlreadyError(folder, lock.read().strip()) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
