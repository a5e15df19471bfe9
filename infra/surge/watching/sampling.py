"""What the processes of a drill use while it runs, once a second, read from /proc."""

import os
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Final

import msgspec

_EVERY_SECONDS: Final = 1.0
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_BYTES: Final = 1_000_000


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """One process with all its descendants."""

    at: float
    """Seconds since the epoch."""
    process: str
    cpu_seconds: float
    """Since each of them began."""
    memory_mb: float
    """Resident; what several of them share counts for each."""


@contextmanager
def sampling(processes: Mapping[str, int]) -> Generator[list[Sample]]:
    """The list grows until this ends."""
    samples: list[Sample] = []
    ended = Event()
    thread = Thread(target=_keep_going, args=(processes, samples.append, ended), daemon=True)
    thread.start()
    try:
        yield samples
    finally:
        ended.set()
        thread.join()


def _keep_going(processes: Mapping[str, int], note: Callable[[Sample], None], ended: Event) -> None:
    while not ended.is_set():
        families = _families()
        for name, pid in processes.items():
            note(_sample(name, pid, families))
        ended.wait(_EVERY_SECONDS)


def _sample(name: str, pid: int, families: Mapping[int, list[int]]) -> Sample:
    cpu = memory = 0.0
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        waiting += families.get(one, [])
        used = _used(one)
        cpu, memory = cpu + used[0], memory + used[1]
    return Sample(at=time.time(), process=name, cpu_seconds=cpu, memory_mb=memory)


def cpu_seconds(pid: int) -> float:
    """Of a process and its descendants since each began, as finely as the scheduler counts."""
    families, waiting, nanoseconds = _families(), [pid], 0
    while waiting:
        one = waiting.pop()
        waiting += families.get(one, [])
        for thread in Path(f"/proc/{one}/task").glob("*/schedstat"):
            nanoseconds += int(thread.read_text(encoding="ascii").split()[0])
    return nanoseconds / 1e9


def _families() -> dict[int, list[int]]:
    """Children by parent."""
    found: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        if fields := _stat(path):
            found.setdefault(int(fields[1]), []).append(int(path.name))
    return found


def _used(pid: int) -> tuple[float, float]:
    """CPU seconds, with those of children that ended; memory in MB; nothing if it is gone."""
    fields = _stat(Path("/proc") / str(pid))
    if not fields:
        return 0.0, 0.0
    return sum(map(int, fields[11:15])) / _TICKS, int(fields[21]) * _PAGE / _BYTES


def is_alive(pid: int) -> bool:
    """Still at work; one that was killed stays as a zombie until its parent looks."""
    fields = _stat(Path("/proc") / str(pid))
    return bool(fields) and fields[0] != "Z"


def _stat(path: Path) -> list[str]:
    """From the state on (proc(5), field 3); empty if the process is gone."""
    try:
        return (path / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def busy_seconds() -> float:
    """Of all cores since the machine began; waiting for a disk is not busy (proc(5), stat)."""
    fields = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:9]
    user, nice, system, _idle, _waiting, *interrupts = map(int, fields)
    return (user + nice + system + sum(interrupts)) / _TICKS
