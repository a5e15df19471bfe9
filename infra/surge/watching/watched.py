"""A log and the processes around it, watched while people of ours work: as with a crowd."""

import time
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import quantiles

from infra.bench.counter_clerk import Screen
from infra.surge.counting import Counted
from infra.surge.watching.batches import Batches, log_bytes
from infra.surge.watching.observed import Observed
from infra.surge.watching.sampling import Sample, sampling
from infra.surge.watching.server_side import ServerSide, watching
from infra.surge.watching.timeline import Asked, Second

_HALF, _MOST, _NEARLY_ALL = 49, 94, 98
"""Of 99 cuts."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What was seen from its beginning on; `dsn` is the log's, as its superuser."""

    dsn: str
    users: int
    began: float
    size: int
    seen: ServerSide
    samples: list[Sample]

    async def observed(self, screens: Mapping[str, Sequence[Screen]]) -> Observed:
        """Whole; as many worked in every second."""
        return Observed(
            seconds=self._seconds(screens, int(time.time() - self.began)),
            came_at=self.began,
            samples=self.samples,
            looks=self.seen.looks,
            waits=self.seen.waits,
            batches=Batches(sizes={}),
            log_bytes=await log_bytes(self.dsn) - self.size,
        )

    def _seconds(self, screens: Mapping[str, Sequence[Screen]], lasted: int) -> list[Second]:
        found: defaultdict[int, defaultdict[str, list[float]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for name, several in screens.items():
            for each in several:
                found[int(each.at - self.began)][name].append(each.seconds)
        return [
            Second(
                at=at,
                users=self.users,
                kinds={name: _asked(waits) for name, waits in found[at].items()},
            )
            for at in range(lasted)
        ]


@asynccontextmanager
async def watched(
    dsn: str, url: str, processes: Mapping[str, int], users: int
) -> AsyncGenerator[Watch]:
    """Look until left. *url*: of the house; *processes*: ids by name."""
    size = await log_bytes(dsn)
    async with watching(dsn, url) as seen:
        with sampling(processes) as samples:
            yield Watch(
                dsn=dsn, users=users, began=time.time(), size=size, seen=seen, samples=samples
            )


def counted(screens: Sequence[Screen], lasted: float) -> Counted:
    """How long somebody waited; none of them failed, or the drill had ended there."""
    waits = [each.seconds for each in screens]
    cuts = _cuts(waits)
    return Counted(
        method="POST",
        requests=len(waits),
        failures=0,
        a_second=len(waits) / lasted,
        p50=cuts[_HALF],
        p95=cuts[_MOST],
        p99=cuts[_NEARLY_ALL],
        most=max(waits, default=0.0) * 1_000,
    )


def _asked(waits: Sequence[float]) -> Asked:
    cuts = _cuts(waits)
    return Asked(
        answers=len(waits),
        failures=0,
        p50=cuts[_HALF],
        p95=cuts[_MOST],
        p99=cuts[_NEARLY_ALL],
    )


def _cuts(waits: Iterable[float]) -> list[float]:
    """Milliseconds; twice the same, since of one wait alone nothing could be told."""
    told = [each * 1_000 for each in waits for _ in range(2)]
    return quantiles(told or [0.0, 0.0], n=100, method="inclusive")
