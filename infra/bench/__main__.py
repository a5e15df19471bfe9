"""`make bench`: one server, all cases in every round, ratios printed and written to bench.json."""

import asyncio
import os
import secrets
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from infra.bench.anchor import Anchor
from infra.bench.cases import WARDS, Bench, Cases
from infra.bench.counters import MEMORY, NEXT_SCREEN, OF_A_VISIT, morning
from infra.bench.labels import MEGABYTES, SECONDS, printed
from infra.bench.offline import SYNC, sync_seconds
from infra.bench.ratios import show, write_ratios
from infra.bench.slow_disk import SlowDisk
from infra.bench.tables import BOARD, COST, LAG, REBUILD, WARD_CASES, measure
from infra.bench.ward import FASTEST, open_ward
from infra.postgres.access import Access
from infra.postgres.server import PostgresServer
from infra.postgres.zones import BOOKING, make_zone

_DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # No checkpoint in the middle of a round, and a log that is read from memory.
    "shared_buffers": "512MB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
}


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True)
@click.option("--seconds", type=click.IntRange(1), default=2, show_default=True, help="Of a case.")
@click.option("--ward", type=click.IntRange(1_000), default=WARD_CASES, help="Cases of the office.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("bench.json"))
def main(*, rounds: int, seconds: int, ward: int, out: Path) -> None:
    """Measure, print all figures, and write the ratios."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        disk = stack.enter_context(SlowDisk.made())
        server = PostgresServer(folder=folder / "postgres", options=_DURABLE)
        with disk.under():
            admin, password = stack.enter_context(server).admin, secrets.token_urlsafe()
        print("… wards and logs", flush=True)
        anchor = Anchor(admin, folder)
        people = FASTEST * seconds * rounds
        asyncio.run(_prepare(admin, anchor, password, people))
        os.sync()
        print("… desks", flush=True)
        bench = Bench(admin=admin, anchor=anchor, password=password, folder=folder, disk=disk)
        cases = Cases(stack, bench, people=people)
        for number in range(rounds):
            print(f"… round {number + 1} of {rounds}", flush=True)
            cases.run(seconds)
        print("… a day without the network", flush=True)
        cases.figures.note(SYNC, sync_seconds(admin, folder))
        print("… a morning at the counters", flush=True)
        found = morning(admin, folder / "counters")
        cases.figures.note(NEXT_SCREEN, found.p95_ms)
        cases.figures.note(OF_A_VISIT, found.visit_seconds)
        cases.figures.note(MEMORY, found.megabytes)
        print("… address labels", flush=True)
        labels = printed()
        cases.figures.note(SECONDS, labels.seconds)
        cases.figures.note(MEGABYTES, labels.megabytes)
        print("… the office's tables on the log of a whole ward", flush=True)
        made = measure(admin, password, ward)
        for name, figure in made.figures().items():
            cases.figures.note(name, figure)
        most: dict[str, float] = {SYNC: 60, NEXT_SCREEN: 200, OF_A_VISIT: 10, MEMORY: 150}
        most |= {SECONDS: 15, MEGABYTES: 1024, COST: 1.2, LAG: 200, BOARD: 100}
        at_most = {name: cases.figures.at_most(name, target=each) for name, each in most.items()}
        ratios = {**cases.ratios(), **at_most, REBUILD: cases.figures.at_least(REBUILD, 30_000)}
        show(cases.figures, ratios)
        write_ratios(out, ratios)


async def _prepare(admin: Access, anchor: Anchor, password: str, people: int) -> None:
    await make_zone(BOOKING, admin, password)
    for each in WARDS:
        await open_ward(each, admin, people)
    await anchor.open((2_000, 10))


if __name__ == "__main__":
    main()
