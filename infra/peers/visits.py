"""One crowd at one of the two for some seconds, and what it was answered."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from infra.peers.others import Others, others_of
from infra.peers.pretix import SCRIPTS, Shop
from infra.surge.counting import Counted, counted
from infra.surge.crowd import crowd, locust
from infra.surge.houses.houses import OpenHouse
from loadtests.drills import Drill

_PATIENCE: Final = "30"
"""Seconds for those in flight when the time is over."""


@dataclass(frozen=True, kw_only=True)
class Visits:
    """Bookings: a second, their milliseconds, failures of any request, and cores of others."""

    a_second: float
    p50: float
    p99: float
    failures: int
    others: float


@dataclass(kw_only=True)
class Ours:
    """A site of ours whose people come a few at a time, each once."""

    house: OpenHouse
    folder: Path
    deed: str
    a_time: int
    """People who may come in one visit."""
    _people: Iterator[str] | None = None
    _head: str = ""
    _visits: int = 0

    def visit(self, processes: Mapping[str, int]) -> Visits:
        self._visits += 1
        folder = self.folder / f"visit-{self._visits}"
        folder.mkdir()
        (folder / "residents").write_text(self._next())
        with (
            others_of(processes) as others,
            crowd(self.house.url, self.house.drill, folder) as came,
        ):
            others.watch(came.pid)
            came.wait()
        return _visits(counted(folder), self.deed, others)

    def _next(self) -> str:
        if self._people is None:
            lines = (self.folder / "residents").read_text().splitlines(keepends=True)
            self._head, self._people = lines[0], iter(lines[1:])
        return self._head + "".join(islice(self._people, self.a_time))


@dataclass(frozen=True, kw_only=True)
class Theirs:
    """pretix, by one class of visitors.py."""

    shop: Shop
    folder: Path
    kind: str
    deed: str
    users: int
    seconds: int

    def visit(self, processes: Mapping[str, int]) -> Visits:
        words: list[str | Path] = [
            *(locust(), "--headless", "--only-summary", "--host", self.shop.url),
            *("--locustfile", SCRIPTS / "visitors.py", "--csv", self.folder / "locust"),
            *("--users", str(self.users), "--spawn-rate", str(self.users)),
            *("--run-time", f"{self.seconds}s", "--stop-timeout", _PATIENCE),
            *("--exit-code-on-error", "0", self.kind),
        ]
        told = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "PEER_SHOP": self.shop.told}
        with others_of(processes) as others:
            process = subprocess.Popen(words, env=told, cwd=self.folder, stderr=subprocess.DEVNULL)
            others.watch(process.pid)
            process.wait()
        return _visits(counted(self.folder), self.deed, others)


def _visits(found: Mapping[str, Counted], deed: str, others: Others) -> Visits:
    made = found[deed]
    return Visits(
        a_second=made.a_second,
        p50=made.p50,
        p99=made.p99,
        failures=sum(each.failures for name, each in found.items() if name != "Aggregated"),
        others=others.cores,
    )


def for_seconds(drill: Drill, *, users: int, seconds: int) -> Drill:
    return replace(drill, users=users, seconds=seconds, shape="steady", pace=0.0)
