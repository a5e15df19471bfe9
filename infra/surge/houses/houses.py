"""What a drill opens before people come: the booking site on a seeded ward."""

import secrets
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import asyncpg

from booking_web.phone_desk.staff import StaffFile
from booking_web.waiting_room.room import plan_for
from booking_web.waiting_room.settings import WaitingRoomSettings
from booking_web.waiting_room.store import Store
from infra.demo.ports import free_ports
from infra.postgres.access import Access
from infra.postgres.server import PostgresServer
from infra.postgres.zones import BOOKING, make_zone
from infra.surge.houses.seeding import Secrets, seed
from infra.surge.houses.site import running_site
from loadtests.drills import Drill

DURABLE: Final = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "track_wal_io_timing": "on",
}
_HEAD: Final = "SELECT coalesce(max(notification_id), 0) FROM ledger.stored_events"
_STARTING_SECONDS: Final = 5
"""From the opened house to the first person: Locust starts."""


@dataclass(frozen=True, kw_only=True)
class OpenHouse:
    """A house that people can come to."""

    drill: Drill
    """With what is known only now, such as the moment of an opening."""
    url: str
    booking: Access
    """The booking database as its owner's superuser sees it: for the auditor."""
    since: int
    """The log's position before anybody came."""
    processes: Mapping[str, int]
    """Process ids by name; they are sampled together with their children."""


House = Callable[[Drill, Path], AbstractAsyncContextManager[OpenHouse]]


@asynccontextmanager
async def booking_site(drill: Drill, folder: Path) -> AsyncGenerator[OpenHouse]:
    """The booking site alone, as it is run in earnest, on a seeded ward."""
    keys = Secrets(session=_key(), csrf=_key(), birthday=_key())
    password = secrets.token_urlsafe()
    async with AsyncExitStack() as stack:
        server = PostgresServer(folder=folder / "postgres", options=DURABLE)
        stack.enter_context(server)
        await make_zone(BOOKING, server.admin, password)
        access = await seed(drill.ward, server.admin, keys, folder, "surge")
        dsn = access.as_role(BOOKING.app, password).dsn
        site = stack.enter_context(
            running_site(
                dsn,
                keys,
                _settings(drill),
                folder=folder,
                port=free_ports(1)[0],
                processes=drill.site_processes,
            )
        )
        drill = await _with_opening(drill, dsn)
        yield OpenHouse(
            drill=drill,
            url=site.url,
            booking=access,
            since=await head(access),
            processes={**site.processes, "postgres": server.pid or 0},
        )


@asynccontextmanager
async def with_phone_desk(drill: Drill, folder: Path) -> AsyncGenerator[OpenHouse]:
    """The same with a phone desk; its people find code and password in the scene."""
    staff, password, file = "P01", secrets.token_urlsafe(), folder / "phone_staff.toml"
    StaffFile(file).save(staff, password)
    told = {**drill.scene, "staff": staff, "password": password}
    site = {**drill.site, "phone_staff_file": str(file)}
    async with booking_site(replace(drill, scene=told, site=site), folder) as house:
        yield house


async def head(access: Access) -> int:
    """The position of the last fact in the log."""
    connection = await asyncpg.connect(access.dsn)
    try:
        position: int = await connection.fetchval(_HEAD)
    finally:
        await connection.close()
    return position


async def _with_opening(drill: Drill, dsn: str) -> Drill:
    """With `opens_after` in the scene: the waiting room is planned for that many seconds on."""
    after = drill.number("opens_after", -1)
    if after < 0:
        return drill
    opens_at = time.time() + after + _STARTING_SECONDS
    told: dict[str, Any] = {
        name: value for name, value in drill.site.items() if name.startswith("waiting_")
    }
    plan = plan_for(WaitingRoomSettings(**told), datetime.fromtimestamp(opens_at, UTC))
    async with asyncpg.create_pool(dsn, min_size=0, max_size=1) as pool:
        await Store(pool).open(plan)
    return replace(drill, scene={**drill.scene, "opens_at": opens_at})


def _settings(drill: Drill) -> dict[str, str]:
    return {name: _text(value) for name, value in drill.site.items()}


def _text(value: str | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _key() -> bytes:
    return secrets.token_bytes(32)
