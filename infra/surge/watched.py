"""A log and the processes around it, watched while people of ours work: as with a crowd."""

import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from infra.surge.batches import Batches, log_bytes
from infra.surge.observed import Observed
from infra.surge.sampling import Sample, sampling
from infra.surge.server_side import ServerSide, watching
from infra.surge.timeline import Second


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What was seen from its beginning on; `dsn` is the log's, as its superuser."""

    dsn: str
    users: int
    began: float
    size: int
    seen: ServerSide
    samples: list[Sample]

    async def observed(self) -> Observed:
        """Whole; who worked is the same in every second, and nobody booked."""
        lasted = int(time.time() - self.began)
        return Observed(
            seconds=[Second(at=each, users=self.users, kinds={}) for each in range(lasted)],
            came_at=self.began,
            samples=self.samples,
            looks=self.seen.looks,
            waits=self.seen.waits,
            batches=Batches(sizes={}),
            log_bytes=await log_bytes(self.dsn) - self.size,
        )


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
