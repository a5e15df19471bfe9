"""What was seen of a drill while it ran, second by second: the crowd, the desk, the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from infra.surge.watching.batches import Batches
from infra.surge.watching.sampling import Sample
from infra.surge.watching.server_side import Look
from infra.surge.watching.timeline import Second

SITE: Final = "site"
POSTGRES: Final = "postgres"
OTHERS: Final = "others"
"""What everything else on the machine used: more than a little, and figures are of two loads."""
QUIET: Final = 0.1
"""Of others: cores that do not matter."""
_ENDS: Final = 2
"""Seconds at the beginning and at the end in which the crowd is not whole."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Of some seconds, on average: cores in use by process, and a second's flushes and bytes.

    flush_ms: of one flush.
    """

    cores: Mapping[str, float]
    flushes: float
    wal_bytes: float
    facts: float
    flush_ms: float


@dataclass(frozen=True, kw_only=True)
class Observed:
    """One drill, whole.

    waits: looks at busy sessions, by what these waited for. log_bytes: by so much the log grew,
    with its indexes. came_at: Unix time of the first answer.
    """

    seconds: Sequence[Second]
    came_at: float
    samples: Sequence[Sample]
    looks: Sequence[Look]
    waits: Mapping[str, int]
    batches: Batches
    log_bytes: int

    @property
    def rush(self) -> Stretch:
        """While the crowd was there, without its ends."""
        last = self.seconds[-1].at if self.seconds else 0
        return self.between(_ENDS, last - _ENDS)

    def between(self, begin: float, end: float) -> Stretch:
        """Of the seconds since the first answer."""
        looks = [each for each in self.looks if begin <= each.at - self.came_at <= end]
        if len(looks) < 2:
            return Stretch(cores={}, flushes=0, wal_bytes=0, facts=0, flush_ms=0)
        first, last = looks[0], looks[-1]
        passed = last.at - first.at
        cores = cores_between(self.samples, first.at, last.at)
        busy = (last.busy_seconds - first.busy_seconds) / passed
        return Stretch(
            cores={**cores, OTHERS: max(0.0, busy - sum(cores.values()))},
            flushes=(last.flushes - first.flushes) / passed,
            wal_bytes=(last.wal_bytes - first.wal_bytes) / passed,
            facts=(last.place - first.place) / passed,
            flush_ms=(last.flush_ms - first.flush_ms) / max(last.flushes - first.flushes, 1),
        )

    def each_second(self) -> list[tuple[str, Stretch]]:
        """Between one look and the next; named by the seconds since the first answer."""
        begins = [each.at - self.came_at for each in self.looks]
        return [
            (f"{max(0.0, end):.0f}", self.between(begin, end)) for begin, end in pairwise(begins)
        ]


def cores_between(samples: Sequence[Sample], begin: float, end: float) -> dict[str, float]:
    """In use by process; samples are taken at other moments, so seconds are read between them."""
    by_process: defaultdict[str, list[Sample]] = defaultdict(list)
    for each in samples:
        by_process[each.process].append(each)
    return {
        name: max(0.0, (_at(end, told) - _at(begin, told)) / (end - begin))
        for name, told in by_process.items()
    }


def _at(moment: float, told: Sequence[Sample]) -> float:
    """CPU seconds at that moment, on the line between the samples around it."""
    for before, after in pairwise(told):
        if moment <= after.at:
            share = max(0.0, (moment - before.at) / (after.at - before.at))
            return before.cpu_seconds + share * (after.cpu_seconds - before.cpu_seconds)
    return told[-1].cpu_seconds
