"""A day without the network: visits journaled at a station, then brought to a real office.

`python -m infra.bench.offline` measures it alone; `make bench` takes it in.
"""

import asyncio
import secrets
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import click

from counter_station.journal.courier import Courier
from counter_station.journal.journal import Journal
from counter_station.journal.strongbox import StrongBox
from counter_station.office_client import OfficeClient
from counter_station.office_key import OfficeToken
from infra.bench.booked_people import people_with_bookings
from infra.bench.office import (
    TOKEN,
    Keys,
    office_database,
    office_settings,
    served,
    write_office_files,
)
from infra.bench.offline_visit import STATION, journal_visit
from infra.demo.ports import free_ports
from infra.postgres.access import Access
from infra.postgres.server import PostgresServer
from issuance.office.wiring import build_issuance
from issuance.pins.keys import OpeningKey
from issuance.read_models.overview import office_projector

VISITS = 1_000
SYNC = "1,000 visits without the network: sent, s"


def sync_seconds(admin: Access, folder: Path, visits: int = VISITS) -> float:
    """How long a station's courier needs until the office has everything."""
    return asyncio.run(_sync(admin, folder, visits))


async def _sync(admin: Access, folder: Path, visits: int) -> float:
    now, key = datetime.now(UTC), OpeningKey.generate().sealing_key
    access = await office_database(admin)
    async with asyncpg.create_pool(access.dsn, min_size=1, max_size=4) as pool:
        issuance = build_issuance(pool, Keys())
        people = await people_with_bookings(issuance, visits, now)
        await office_projector(issuance.work.log).catch_up()
    journal = Journal(folder / "journal.sqlite", StrongBox(secrets.token_bytes(32)))
    for visit_id, case_id in people:
        journal_visit(journal, visit_id, case_id, at=now, key=key)
    write_office_files(folder, key)
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    with served(office_settings(access, folder, port), folder, url):
        took = await _send_all(journal, url)
    refused = len(journal.conflicts())
    journal.close()
    if refused:
        raise RuntimeError(f"{refused} facts were refused")
    return took


async def _send_all(journal: Journal, url: str) -> float:
    office = OfficeClient(base_url=url, way_in=OfficeToken(TOKEN), station_id=STATION)
    began = time.perf_counter()
    courier = asyncio.create_task(Courier(journal, office, lambda: datetime.now(UTC)).run())
    while journal.unsent().count:  # noqa: ASYNC110 - the courier tells nobody but its journal
        await asyncio.sleep(0.05)
    took = time.perf_counter() - began
    courier.cancel()
    await asyncio.gather(courier, return_exceptions=True)
    await office.close()
    return took


@click.command()
@click.option("--visits", type=click.IntRange(1), default=VISITS, show_default=True)
def main(*, visits: int) -> None:
    """Measure on a PostgreSQL of its own, with its flushes on."""
    with tempfile.TemporaryDirectory(prefix="bench-offline-") as folder:
        path = Path(folder)
        with PostgresServer(folder=path / "postgres", options={"fsync": "on"}) as server:
            took = sync_seconds(server.admin, path, visits)
    click.echo(f"{visits} visits journaled without the network: sent in {took:.1f} s")


if __name__ == "__main__":
    main()
