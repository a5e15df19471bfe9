"""Locust, started in its own environment, and what it counted."""

import csv
import os
import subprocess
from pathlib import Path
from typing import Final

import msgspec

ROOT: Final = Path(__file__).parents[2]
LOCUST: Final = ROOT / ".venv-load" / "bin" / "locust"


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """Requests of one kind; times in milliseconds."""

    requests: int
    failures: int
    a_second: float
    p50: float
    p95: float
    p99: float
    most: float


def run_crowd(url: str, folder: Path, *, users: int, seconds: int, pace: float) -> None:
    """Let residents come for so long, or until all have booked; progress is printed meanwhile.

    Raises:
        RuntimeError: Locust is not installed, or could not run.
    """
    if not LOCUST.exists():
        raise RuntimeError("Locust is missing. Remedy: make surge")
    told = {
        "SURGE_TICKETS": str(folder / "tickets"),
        "SURGE_JOURNAL": str(folder / "journal"),
        "SURGE_PACE": str(pace / users),
    }
    words: list[str | Path] = [
        *(LOCUST, "--headless", "--only-summary", "--host", url),
        *("--locustfile", ROOT / "loadtests" / "residents.py", "--csv", folder / "locust"),
        *("--csv-full-history", "--users", str(users), "--spawn-rate", str(users)),
        *("--run-time", f"{seconds}s", "--stop-timeout", "30", "--exit-code-on-error", "0"),
    ]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **told}
    done = subprocess.run(words, env=environment, cwd=folder, check=False)
    if done.returncode:
        raise RuntimeError(f"Locust ended with {done.returncode}")


def counted(folder: Path) -> dict[str, Counted]:
    """By the name of the request."""
    with (folder / "locust_stats.csv").open(encoding="utf-8", newline="") as file:
        return {row["Name"]: _counted(row) for row in csv.DictReader(file)}


def _counted(row: dict[str, str]) -> Counted:
    return Counted(
        requests=int(row["Request Count"]),
        failures=int(row["Failure Count"]),
        a_second=float(row["Requests/s"]),
        p50=float(row["50%"]),
        p95=float(row["95%"]),
        p99=float(row["99%"]),
        most=float(row["Max Response Time"]),
    )
