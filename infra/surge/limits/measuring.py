"""Locust's own CPU a request and a journey, as it runs against prepared answers."""

import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final
from uuid import UUID

import httpx

from infra.demo.ports import free_ports
from infra.surge.crowd import ROOT, crowd
from infra.surge.limits.limits import Limits
from infra.surge.watching.machine import machine_name
from infra.surge.watching.observed import cores_between
from infra.surge.watching.sampling import sampling
from infra.surge.watching.timeline import Second, read_seconds
from loadtests.drills import Drill, load_drill

LOCUST: Final = "locust"
_PEOPLE: Final = 60_000
"""More than one process of Locust can let come meanwhile."""
_ENDS: Final = 2
"""Seconds at each end in which Locust starts or stops."""
_PATIENCE_SECONDS: Final = 10.0


def measure(folder: Path, seconds: int) -> Limits:
    """Both ways one after another, *seconds* each. Raises RuntimeError: Locust cannot run."""
    drill = load_drill("journeys", changed=[f"seconds={seconds}", "users=20"])
    with _answers() as url:
        bare = _run(replace(drill, scenario="bare"), url, folder / "bare")
        phone = _run(drill, url, folder / "phone")
    return Limits(
        machine=machine_name(),
        bare_ms=bare.ms("bare"),
        request_ms=phone.ms(*phone.kinds),
        journey_ms=phone.ms("confirm"),
        requests_a_journey=phone.answers(*phone.kinds) / phone.answers("confirm"),
    )


class _Ran:
    """What was answered, and what Locust used, without the ends."""

    def __init__(self, seconds: list[Second], cpu_seconds: float) -> None:
        self._seconds, self._cpu = seconds, cpu_seconds

    @property
    def kinds(self) -> set[str]:
        return {name for each in self._seconds for name in each.kinds}

    def answers(self, *names: str) -> int:
        return sum(each.answers(name) for each in self._seconds for name in names)

    def ms(self, *names: str) -> float:
        """CPU for each answer of these."""
        return 1_000 * self._cpu / self.answers(*names)


def _run(drill: Drill, url: str, folder: Path) -> _Ran:
    folder.mkdir()
    _write_people(folder / "residents")
    with crowd(url, drill, folder) as people, sampling({LOCUST: people.pid}) as samples:
        people.wait()
    seconds, came_at = read_seconds(folder)
    inner = seconds[_ENDS:-_ENDS]
    begin, end = came_at + inner[0].at, came_at + inner[-1].at + 1
    return _Ran(inner, cores_between(samples, begin, end)[LOCUST] * (end - begin))


@contextmanager
def _answers() -> Generator[str]:
    """The server of prepared answers, in a process of its own."""
    port = free_ports(1)[0]
    words = [sys.executable, "-m", "infra.surge.limits.server", str(port)]
    process = subprocess.Popen(words, cwd=ROOT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str) -> None:
    ends = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < ends:
        with suppress(httpx.HTTPError):
            httpx.get(url, trust_env=False)
            return
        time.sleep(0.05)
    raise RuntimeError("the server of prepared answers did not start")


def _write_people(path: Path) -> None:
    with path.open("w", encoding="ascii") as file:
        file.write("notice number year month day\n")
        file.writelines(f"{UUID(int=n)} ABCDEFGHJKLM 1980 4 1\n" for n in range(_PEOPLE))
