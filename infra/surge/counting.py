"""What Locust counted, as loadtests/crowd/ending.py (or Locust's --csv) left it in the folder."""

import csv
from pathlib import Path
from typing import Final

import msgspec

_STATS: Final = "locust_stats.csv"
SCENARIO: Final = "the scenario itself"


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


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """So often a request of that name failed in that way, or the scenario itself."""

    name: str
    error: str
    times: int


def require_last_word(folder: Path) -> None:
    """Raises RuntimeError: Locust left no figures there."""
    if not (folder / _STATS).exists():
        raise RuntimeError(
            f"There is no {_STATS} in {folder}: Locust (its master, where there are several) did"
            " not come to its end with SURGE_FOLDER there"
        )


def counted(folder: Path) -> dict[str, Counted]:
    """By the name of the request; nothing where Locust did not come to its last word."""
    if not (folder / _STATS).exists():
        return {}
    with (folder / _STATS).open(encoding="utf-8", newline="") as file:
        return {row["Name"]: _counted(row) for row in csv.DictReader(file)}


def failed(folder: Path) -> list[Failed]:
    """The commonest first. A drill whose scenario fell over proves nothing: that is one too."""
    found = [
        *_failed(folder / "locust_failures.csv", "Name", "Error", "Occurrences"),
        *_failed(folder / "locust_exceptions.csv", "", "Message", "Count"),
    ]
    return sorted(found, key=lambda each: -each.times)


def _failed(path: Path, name: str, error: str, times: str) -> list[Failed]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Failed(name=row.get(name, SCENARIO), error=_plain(row[error]), times=int(row[times]))
            for row in csv.DictReader(file)
        ]


def _plain(error: str) -> str:
    """Without Locust's own name around what a phone noted."""
    return error.removeprefix("CatchResponseError('").removesuffix("')")


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
