"""A morning of 30 stations on one office: how long a clerk waits for the next screen.

`python -m infra.bench.counters` measures it alone; `make bench` takes it in. All stations live in
this process (each would have a PC of its own), the office in another one, behind real HTTP.
"""

import asyncio
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg
import click

from infra.bench.booked_people import people_with_bookings
from infra.bench.chips import reader_seconds
from infra.bench.counter_clerk import CounterAtWork, open_counter, station_environment
from infra.bench.office import (
    Keys,
    office_database,
    office_settings,
    served,
    wait_until_up,
    write_office_files,
)
from infra.demo.ports import free_ports
from infra.postgres.access import Access
from infra.postgres.server import PostgresServer
from issuance.office.wiring import build_issuance
from issuance.pins.keys import OpeningKey
from issuance.read_models.overview import office_projector

STATIONS: Final = 30
VISITS_EACH: Final = 3
"""The first one finds the pages ready, and is not measured."""
NEXT_SCREEN: Final = f"{STATIONS} stations: next screen p95, ms"
OF_A_VISIT: Final = "visit: reader (30 ms a command) and server, s"
MEMORY: Final = "station: memory, MB"
_DATABASE: Final = "bench_counters"
SECONDS_BETWEEN_STEPS: Final = 6.0
"""Of five steps in ten minutes, one comes every two minutes: this is twenty times as fast.

Each clerk begins at a moment of their own within it: thirty people do not press a key as one.
"""


@dataclass(frozen=True, kw_only=True)
class Morning:
    """Seconds a clerk waited for each next screen; server seconds of each whole visit."""

    screens: Sequence[float]
    visits: Sequence[float]
    megabytes: float
    """Of one station in a process of its own."""
    opening: Sequence[float]
    """Seconds until each had its first party, where all call at the same moment."""

    @property
    def p95_ms(self) -> float:
        return _p95_ms(self.screens)

    @property
    def opening_ms(self) -> float:
        return _p95_ms(self.opening)

    @property
    def visit_seconds(self) -> float:
        """Reader and server together: an old card and a licence are read."""
        readers = reader_seconds()
        return statistics.median(self.visits) + readers["mynumber"] + readers["licence"]


def _p95_ms(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20)[18] * 1_000


def morning(admin: Access, folder: Path, stations: int = STATIONS) -> Morning:
    """Real visits, from the call to the end, at all stations at once."""
    folder.mkdir(exist_ok=True)
    return asyncio.run(_morning(admin, folder, stations))


async def _morning(admin: Access, folder: Path, stations: int) -> Morning:
    now, key = datetime.now(UTC), OpeningKey.generate()
    access = await office_database(admin, _DATABASE)
    async with asyncpg.create_pool(access.dsn, min_size=1, max_size=4) as pool:
        issuance = build_issuance(pool, Keys())
        people = await people_with_bookings(issuance, stations * VISITS_EACH, now)
        await office_projector(issuance.work.log).catch_up()
    write_office_files(folder, key.sealing_key)
    (port,) = free_ports(1)
    with served(office_settings(access, folder, port), folder, f"http://127.0.0.1:{port}"):
        return await _work(folder, port, stations, [visit for visit, _ in people])


async def _work(folder: Path, port: int, stations: int, visits: list[UUID]) -> Morning:
    async with AsyncExitStack() as stack:
        counters = [
            await stack.enter_async_context(open_counter(folder, f"A{number + 1}", port))
            for number in range(stations)
        ]
        shares = [visits[number::stations] for number in range(stations)]
        opening = await asyncio.gather(
            *(_serve(counter, share) for counter, share in zip(counters, shares, strict=True))
        )
        return Morning(
            opening=opening,
            megabytes=await asyncio.to_thread(_megabytes, folder, port),
            screens=[wait for each in counters for wait in each.waits],
            visits=[took for each in counters for took in each.visits],
        )


def _megabytes(folder: Path, office_port: int) -> float:
    """What `madoguchi serve station` takes once it answers."""
    (port,) = free_ports(1)
    environment = station_environment(folder, "B1", office_port, port)
    command = [sys.executable, "-m", "infra.cli.main", "serve", "station"]
    station = subprocess.Popen(command, env={"PATH": "/usr/bin:/bin", **environment})
    try:
        wait_until_up(f"http://127.0.0.1:{port}")
        status = Path(f"/proc/{station.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmRSS:")[1].split()[0]) / 1_024
    finally:
        station.terminate()
        station.wait()


async def _serve(counter: CounterAtWork, visits: Sequence[UUID]) -> float:
    """All visits of one counter; how long its very first call took."""
    first, *others = visits
    await counter.whole_visit(first, 0)
    opening = counter.waits[0]
    counter.forget()
    await asyncio.sleep(random.Random(str(first)).uniform(0, SECONDS_BETWEEN_STEPS))  # noqa: S311
    for visit_id in others:
        await counter.whole_visit(visit_id, SECONDS_BETWEEN_STEPS)
    return opening


@click.command()
@click.option("--stations", type=click.IntRange(1), default=STATIONS, show_default=True)
def main(*, stations: int) -> None:
    """Measure on a PostgreSQL of its own, with its flushes on."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench-counters-") as folder:
        path = Path(folder)
        with PostgresServer(folder=path / "postgres", options={"fsync": "on"}) as server:
            found = morning(server.admin, path, stations)
    click.echo(
        f"{stations} stations, {len(found.visits)} visits in {time.perf_counter() - begun:.0f} s:"
        f" next screen p95 {found.p95_ms:.0f} ms; all calling at once {found.opening_ms:.0f} ms;"
        f" reader and server of a visit {found.visit_seconds:.1f} s;"
        f" a station takes {found.megabytes:.0f} MB"
    )


if __name__ == "__main__":
    main()
