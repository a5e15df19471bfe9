"""An office, its stations and the people of one day, on a clock of the day's own."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg

from infra.bench.office import Keys, office_database, office_settings, served, write_office_files
from infra.demo.opening import VENUE
from infra.demo.ports import free_ports
from infra.postgres.access import Access
from infra.surge.counters.counter_visitors import OPENS_AT, Coming, Visitor, visitors_of
from infra.surge.counters.day_clock import DayClock
from infra.surge.counters.kiosk import Kiosk
from issuance.application import Issuance
from issuance.capacity.venues import venue_id_of
from issuance.office.wiring import build_issuance
from issuance.pins.keys import OpeningKey
from issuance.read_models.overview import office_projector

VENUE_ID: Final = venue_id_of(VENUE.code)


@dataclass(frozen=True, kw_only=True)
class CounterHouse:
    folder: Path
    access: Access
    port: int
    pid: int
    """Of the office's process."""
    clock: DayClock
    office: asyncpg.Pool
    issuance: Issuance
    key: OpeningKey
    visitors: Sequence[Visitor]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def kiosk(self) -> Kiosk:
        return await Kiosk.paired(self.url, self.office, VENUE_ID, self.clock())

    async def refresh(self) -> None:
        """Bring the tables up to the log."""
        await office_projector(self.issuance.work.log).catch_up()


@asynccontextmanager
async def counter_house(
    admin: Access, folder: Path, coming: Coming, *, speed: float, **settings: str
) -> AsyncGenerator[CounterHouse]:
    """The day begins when everything stands; *settings* of the office besides the usual ones."""
    access, key = await office_database(admin), OpeningKey.generate()
    write_office_files(folder, key.sealing_key)
    async with asyncpg.create_pool(access.dsn, min_size=1, max_size=4) as pool:
        issuance = build_issuance(pool, Keys())
        visitors = await visitors_of(issuance, coming)
        (port,) = free_ports(1)
        clock = DayClock.started(OPENS_AT, speed)
        told = {**office_settings(access, folder, port), **settings}
        module, variables = ("infra.surge.counters.office_on_clock",), clock.as_variable()
        url = f"http://127.0.0.1:{port}"
        with served(told, folder, url, module=module, variables=variables) as pid:
            yield CounterHouse(
                folder=folder,
                access=access,
                port=port,
                pid=pid,
                clock=clock,
                office=pool,
                issuance=issuance,
                key=key,
                visitors=visitors,
            )
