"""Locust, started in its own environment."""

import os
import signal
import subprocess
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from loadtests.drills import Drill, write_drill
from loadtests.hosts import STAGING

ROOT: Final = Path(__file__).parents[2]
LOCUST: Final = "SURGE_LOCUST"
"""Where another Locust is than in `.venv-load`."""
_FOLDER: Final = "SURGE_FOLDER"


def locust() -> Path:
    return Path(os.environ.get(LOCUST, ROOT / ".venv-load" / "bin" / "locust"))


class Crowd:
    """Locust at work."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait(self) -> None:
        """Until all have come or the time is over. Raises RuntimeError: it ended before that."""
        if why := self.broken_off():
            raise RuntimeError(f"{why}: nothing can be judged")

    def broken_off(self) -> str:
        """As `wait`, but says why it ended too early; nothing if it did not."""
        if not (code := self._process.wait()):
            return ""
        how = f"was killed by signal {-code}" if code < 0 else f"ended with {code}"
        return f"Locust {how} before the drill was over"


def require_locust() -> Path:
    """Raises RuntimeError: it is not installed."""
    program = locust()
    if not program.exists():
        raise RuntimeError(f"Locust is missing: there is no {program}. Remedy: make surge")
    return program


@contextmanager
def crowd(url: str, drill: Drill, folder: Path) -> Generator[Crowd]:
    """People begin to come; whatever happens, none is left when this ends.

    Raises:
        RuntimeError: Locust is not installed.
    """
    program = require_locust()
    write_drill(drill, folder / "drill.json")
    words: list[str | Path] = [
        *(program, "--headless", "--only-summary", "--host", url),
        *("--locustfile", ROOT / "loadtests" / "locustfile.py"),
        *("--stop-timeout", "30", "--exit-code-on-error", "0"),
        *(("--processes", str(drill.processes)) if drill.processes else ()),
    ]
    told = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    told |= {_FOLDER: str(folder), STAGING: os.environ.get(STAGING, "")}
    process = subprocess.Popen(words, env=told, cwd=folder)
    try:
        yield Crowd(process)
    finally:
        process.terminate()
        process.wait()
        _end_strays(folder)


def _end_strays(folder: Path) -> None:
    """Workers whose master was killed would go on for a minute; they know the drill's folder."""
    ours = f"{_FOLDER}={folder}\0".encode()
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if ours in path.read_bytes():
                os.kill(int(path.parent.name), signal.SIGKILL)
