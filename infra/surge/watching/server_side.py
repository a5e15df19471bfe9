"""PostgreSQL and the desk, looked at from outside while the crowd is there: `watching`."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic, time
from typing import Final

import asyncpg
import click
import httpx
import msgspec

from infra.surge.watching.sampling import busy_seconds

_LOOKS_A_SECOND: Final = 10
_SHOWN_EVERY: Final = 5
_ON_A_CORE: Final = "none: on a core"
_PLACE: Final = """SELECT coalesce(max(notification_id), 0) AS place,
  (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint AS wal_bytes FROM ledger.stored_events"""
_FLUSHES: Final = "SELECT wal_sync AS flushes, wal_sync_time AS flush_ms FROM pg_stat_wal"
_FLUSHES_18: Final = """SELECT sum(fsyncs)::bigint AS flushes, sum(fsync_time) AS flush_ms
  FROM pg_stat_io WHERE object = 'wal'"""
_WAITS: Final = """SELECT coalesce(wait_event_type || ': ' || wait_event, $1)
  FROM pg_stat_activity WHERE state = 'active' AND backend_type = 'client backend'
    AND pid <> pg_backend_pid()"""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Once a second.

    `at`: Unix time; `steady`: seconds of a clock that nobody can set. `busy_seconds`: of all
    cores, whoever used them. `waiting`: requests at the desk; None where the site gave no answer.
    `place`: the log's head. `wal_bytes`, `flushes`, `flush_ms` (0 unless track_wal_io_timing is
    on): since the server began.
    """

    at: float
    steady: float
    busy_seconds: float
    waiting: int | None
    place: int
    wal_bytes: int
    flushes: int
    flush_ms: float


@dataclass(kw_only=True)
class ServerSide:
    """`waits`: what PostgreSQL's busy sessions waited for, counted at ten looks a second."""

    looks: list[Look] = field(default_factory=list[Look])
    waits: Counter[str] = field(default_factory=Counter[str])


@asynccontextmanager
async def watching(dsn: str, url: str, seconds: float = 0) -> AsyncGenerator[ServerSide]:
    """Look until left, and say every few seconds how it goes.

    dsn: the booking database, as its superuser. url: the site's. seconds: how long it is to go on
    at most; 0: nobody knows.

    Raises:
        RuntimeError: PostgreSQL went away meanwhile.
    """
    seen = ServerSide()
    connection = await asyncpg.connect(dsn)
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
            watcher = _Watcher(connection, client, f"{url}/ready", seen, seconds)
            task = asyncio.create_task(watcher.run())
            try:
                yield seen
            finally:
                task.cancel()
                (ended,) = await asyncio.gather(task, return_exceptions=True)
    finally:
        await connection.close()
    broken = ended if isinstance(ended, Exception) else None
    if broken is not None:
        raise RuntimeError(f"PostgreSQL went away while people were there: {broken}") from broken


class _Watcher:
    def __init__(
        self,
        connection: "asyncpg.Connection[asyncpg.Record]",
        client: httpx.AsyncClient,
        ready: str,
        seen: ServerSide,
        seconds: float,
    ) -> None:
        self._connection, self._client, self._ready, self._seen = connection, client, ready, seen
        self._of = f" of {seconds:g}" if seconds else ""
        is_18 = connection.get_server_version().major >= 18
        self._flushes = _FLUSHES_18 if is_18 else _FLUSHES

    async def run(self) -> None:
        looks = 0
        while True:
            rows = await self._connection.fetch(_WAITS, _ON_A_CORE)
            self._seen.waits.update(str(row[0]) for row in rows)
            if looks % _LOOKS_A_SECOND == 0:
                self._seen.looks.append(await self._look())
            if looks % (_LOOKS_A_SECOND * _SHOWN_EVERY) == 0:
                _show(self._seen.looks, self._of)
            looks += 1
            await asyncio.sleep(1 / _LOOKS_A_SECOND)

    async def _look(self) -> Look:
        row = await self._connection.fetchrow(_PLACE)
        flushed = await self._connection.fetchrow(self._flushes)
        assert row is not None
        assert flushed is not None
        return Look(
            at=time(),
            steady=monotonic(),
            busy_seconds=busy_seconds(),
            waiting=await self._waiting(),
            place=int(row["place"]),
            wal_bytes=int(row["wal_bytes"]),
            flushes=int(flushed["flushes"] or 0),
            flush_ms=float(flushed["flush_ms"] or 0),
        )

    async def _waiting(self) -> int | None:
        try:
            answer = await self._client.get(self._ready)
            waiting: object = answer.json().get("waiting")
        except (httpx.HTTPError, ValueError):
            return None
        return waiting if isinstance(waiting, int) else None


def _show(looks: list[Look], of: str) -> None:
    """For whoever waits: how long it has been going on, and how fast the log grows."""
    last, before = looks[-1], looks[max(0, len(looks) - 1 - _SHOWN_EVERY)]
    if last is not before:
        rate = (last.place - before.place) / (last.at - before.at)
        waiting = "?" if last.waiting is None else last.waiting
        passed = last.at - looks[0].at
        click.echo(f"  {passed:4.0f}{of} s  {rate:7,.0f} facts a second, at the desk: {waiting}")
