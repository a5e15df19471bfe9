"""An office, its stations and the people of one day, on a clock of the day's own."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import asyncpg

from infra.bench.booked_people import Holder, book, cards_on_the_shelf, send_notices
from infra.bench.office import Keys, office_database, office_settings, served, write_office_files
from infra.demo.opening import VENUE
from infra.demo.ports import free_ports
from infra.postgres.access import Access
from infra.surge.day_clock import DayClock
from infra.surge.kiosk import Kiosk
from issuance.application import Issuance, Order
from issuance.calendar.opening_rules import Service
from issuance.capacity.venues import venue_id_of
from issuance.office.wiring import build_issuance
from issuance.pins.keys import OpeningKey
from issuance.read_models.overview import office_projector

OPENS_AT: Final = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""Nine o'clock in Tokyo, on a Tuesday."""
_BEFORE: Final = timedelta(days=14)
"""So long before, the notices were sent and people booked."""
VENUE_ID: Final = venue_id_of(VENUE.code)


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody who comes on the day: for which card, when, and whether it is booked."""

    holder: Holder
    number: str
    """Of the notice, as it is typed at the kiosk."""
    comes_after: timedelta
    """After the hall was opened."""
    booked: bool


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


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Who comes: so many, one every so often; every *walk_in_every*th without an appointment."""

    visitors: int
    every: timedelta
    walk_in_every: int = 0

    def booked(self, number: int) -> bool:
        return not self.walk_in_every or (number + 1) % self.walk_in_every != 0


@asynccontextmanager
async def counter_house(
    admin: Access, folder: Path, coming: Coming, *, speed: float, **settings: str
) -> AsyncGenerator[CounterHouse]:
    """The day begins when everything stands; *settings* of the office besides the usual ones."""
    access, key = await office_database(admin), OpeningKey.generate()
    write_office_files(folder, key.sealing_key)
    async with asyncpg.create_pool(access.dsn, min_size=1, max_size=4) as pool:
        issuance = build_issuance(pool, Keys())
        visitors = await _visitors(issuance, coming)
        (port,) = free_ports(1)
        clock = DayClock.started(OPENS_AT, speed)
        told = {**office_settings(access, folder, port), **settings}
        module, variables = ("infra.surge.office_on_clock",), clock.as_variable()
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


async def _visitors(issuance: Issuance, coming: Coming) -> list[Visitor]:
    before = OPENS_AT - _BEFORE
    order = Order(by="staff:K90", at=before)
    await issuance.venues.announce(order, VENUE)
    await issuance.venues.allow_walk_ins(
        order, VENUE.code, services=(Service.COLLECT,), places=coming.visitors
    )
    holders = await cards_on_the_shelf(issuance, coming.visitors, before)
    await send_notices(issuance, holders, before)
    visitors = [
        Visitor(
            holder=each,
            number=issuance.notices.number(each.case_id, 1),
            comes_after=coming.every * number,
            booked=coming.booked(number),
        )
        for number, each in enumerate(holders)
    ]
    wishes = [(each.holder, OPENS_AT + each.comes_after) for each in visitors if each.booked]
    await book(issuance, wishes, before)
    await office_projector(issuance.work.log).catch_up()
    return visitors
