"""What the crowd saw, second by second, added up over all processes that generated it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Requests of one kind in one second; milliseconds."""

    answers: int
    failures: int
    p50: float
    p95: float
    p99: float


class Second(msgspec.Struct, frozen=True, kw_only=True):
    """`at`: seconds since the first answer. `users`: people at that moment."""

    at: int
    users: int
    kinds: dict[str, Asked]

    def answers(self, name: str) -> int:
        return self.kinds[name].answers if name in self.kinds else 0


class _Line(msgspec.Struct, frozen=True):
    """As `loadtests/crowd/by_second.py` writes it."""

    second: int
    name: str
    users: int
    failures: int
    times: list[tuple[float, int]]


def read_seconds(folder: Path) -> tuple[list[Second], float]:
    """All seconds that the crowd's processes noted, and when the first began (Unix time)."""
    found: defaultdict[int, list[list[_Line]]] = defaultdict(list)
    for path in sorted(folder.glob("seconds-*")):
        by_second: defaultdict[int, list[_Line]] = defaultdict(list)
        for line in path.read_bytes().splitlines():
            read = msgspec.json.decode(line, type=_Line)
            by_second[read.second].append(read)
        for second, lines in by_second.items():
            found[second].append(lines)
    first = min(found, default=0)
    return [_second(each - first, found[each]) for each in sorted(found)], float(first)


def _second(at: int, processes: list[list[_Line]]) -> Second:
    lines: defaultdict[str, list[_Line]] = defaultdict(list)
    for each in processes:
        for line in each:
            lines[line.name].append(line)
    return Second(
        at=at,
        users=sum(each[0].users for each in processes),
        kinds={name: _asked(each) for name, each in lines.items()},
    )


def _asked(lines: Iterable[_Line]) -> Asked:
    times, failures = Counter[float](), 0
    for each in lines:
        times.update(dict(each.times))
        failures += each.failures
    p50, p95, p99 = (percentile(times, each) for each in (0.5, 0.95, 0.99))
    return Asked(answers=times.total(), failures=failures, p50=p50, p95=p95, p99=p99)


def percentile(times: Mapping[float, int], share: float) -> float:
    """The least of *times* (with how often each) that so large a share is not above."""
    rest = share * sum(times.values())
    for time in sorted(times):
        rest -= times[time]
        if rest <= 0:
            return time
    return 0.0
