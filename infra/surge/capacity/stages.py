"""Stages of a drill in which so many people were there: with several, the machine's curve."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import msgspec

from infra.surge.watching.observed import POSTGRES, SITE, Observed
from infra.surge.watching.timeline import Second

_SETTLING: Final = 2
"""Seconds after people became more or fewer that say nothing of the stage."""
_SHORTEST: Final = 3


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """`a_second`: bookings; `p99`: milliseconds. Cores, flushes and bytes of WAL a second.

    `flush_ms`: of one flush of the disk, 0 where PostgreSQL does not time them.
    """

    users: int
    a_second: float
    p99: float
    site_cores: float
    postgres_cores: float
    flushes: float
    wal_bytes: float
    flush_ms: float


def stages(observed: Observed, name: str) -> list[Stage]:
    """In the order in which they came; of requests of that name."""
    return [_stage(observed, each, name) for each in _settled(observed.seconds, name)]


def _settled(seconds: Sequence[Second], name: str) -> Iterator[list[Second]]:
    for _, group in groupby(seconds, key=lambda each: each.users):
        settled = [each for each in group if each.answers(name)][_SETTLING:-1]
        if len(settled) >= _SHORTEST:
            yield settled


def _stage(observed: Observed, seconds: list[Second], name: str) -> Stage:
    stretch = observed.between(seconds[0].at, seconds[-1].at + 1)
    times = sorted(each.kinds[name].p99 for each in seconds)
    return Stage(
        users=seconds[0].users,
        a_second=round(sum(each.answers(name) for each in seconds) / len(seconds), 1),
        p99=times[len(times) // 2],
        site_cores=round(stretch.cores.get(SITE, 0.0), 3),
        postgres_cores=round(stretch.cores.get(POSTGRES, 0.0), 3),
        flushes=round(stretch.flushes, 1),
        wal_bytes=round(stretch.wal_bytes),
        flush_ms=round(stretch.flush_ms, 2),
    )
