"""Locust, started in its own environment, and what it counted."""

import csv
import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from loadtests.drills import Drill, write_drill
from loadtests.hosts import STAGING

ROOT: Final = Path(__file__).parents[2]
LOCUST: Final = "SURGE_LOCUST"
"""Where another Locust is than in `.venv-load`."""


def locust() -> Path:
    return Path(os.environ.get(LOCUST, ROOT / ".venv-load" / "bin" / "locust"))


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """Requests of one kind; times in milliseconds."""

    method: str
    requests: int
    failures: int
    a_second: float
    p50: float
    p95: float
    p99: float
    most: float


class Crowd:
    """Locust at work."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait(self) -> None:
        """Until all have come or the time is over. Raises RuntimeError: it could not run."""
        if code := self._process.wait():
            raise RuntimeError(f"Locust ended with {code}")


@contextmanager
def crowd(url: str, drill: Drill, folder: Path) -> Generator[Crowd]:
    """People begin to come; whatever happens, none is left when this ends.

    Raises:
        RuntimeError: Locust is not installed.
    """
    program = locust()
    if not program.exists():
        raise RuntimeError("Locust is missing. Remedy: make surge")
    write_drill(drill, folder / "drill.json")
    words: list[str | Path] = [
        *(program, "--headless", "--only-summary", "--host", url),
        *("--locustfile", ROOT / "loadtests" / "locustfile.py", "--csv", folder / "locust"),
        *("--csv-full-history", "--stop-timeout", "30", "--exit-code-on-error", "0"),
        *(("--processes", str(drill.processes)) if drill.processes else ()),
    ]
    told = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    told |= {"SURGE_FOLDER": str(folder), STAGING: os.environ.get(STAGING, "")}
    process = subprocess.Popen(words, env=told, cwd=folder)
    try:
        yield Crowd(process)
    finally:
        process.terminate()
        process.wait()


def counted(folder: Path) -> dict[str, Counted]:
    """By the name of the request."""
    with (folder / "locust_stats.csv").open(encoding="utf-8", newline="") as file:
        return {row["Name"]: _counted(row) for row in csv.DictReader(file)}


def exceptions(folder: Path) -> int:
    """How often a scenario itself went wrong: a drill that fell over proves nothing."""
    with (folder / "locust_exceptions.csv").open(encoding="utf-8", newline="") as file:
        return sum(int(row["Count"]) for row in csv.DictReader(file))


def _counted(row: dict[str, str]) -> Counted:
    return Counted(
        method=row["Type"],
        requests=int(row["Request Count"]),
        failures=int(row["Failure Count"]),
        a_second=float(row["Requests/s"]),
        p50=_ms(row["50%"]),
        p95=_ms(row["95%"]),
        p99=_ms(row["99%"]),
        most=_ms(row["Max Response Time"]),
    )


def _ms(text: str) -> float:
    """Of a name that nobody asked for, Locust writes N/A."""
    return 0.0 if text == "N/A" else float(text)
