"""A disk that can be made slower while a server runs: each flush of its log takes 5 ms more."""

import os
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

_SOURCE = Path(__file__).parent / "slow_flush.c"


class SlowDisk:
    """Servers started in `under` can be slowed with `slow`."""

    def __init__(self, folder: Path) -> None:
        self._library, self._switch = folder / "slow_flush.so", folder / "slow"

    @classmethod
    @contextmanager
    def made(cls) -> Generator[Self]:
        """Compile the library; it lies where the server's own user can read it."""
        with tempfile.TemporaryDirectory(prefix="bench-disk-") as name:
            folder = Path(name)
            folder.chmod(0o755)
            disk = cls(folder)
            words = ["cc", "-shared", "-fPIC", "-O2", "-o"]
            subprocess.run([*words, str(disk._library), str(_SOURCE), "-ldl"], check=True)
            yield disk

    @contextmanager
    def under(self) -> Generator[None]:
        """What is started meanwhile writes to this disk."""
        ours = {"LD_PRELOAD": str(self._library), "BENCH_SLOW_FLUSH": str(self._switch)}
        os.environ.update(ours)
        try:
            yield
        finally:
            for name in ours:
                del os.environ[name]

    @contextmanager
    def slow(self) -> Generator[None]:
        self._switch.touch()
        try:
            yield
        finally:
            self._switch.unlink()
