"""A branch house on its first morning: its staff, its lists, one open box."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from infra.demo.opening import (
    OFFICERS,
    make_sample,
    offer_places,
    sample_cases,
    take_in_delivery,
)
from issuance.office.settings import OfficeSettings
from issuance.office.staff.accounts import add_staff
from issuance.office.staff.roles import Role
from issuance.office.wiring import build_issuance
from tests.browser.office.branches.branch_house import BranchHouse, in_loop
from tests.browser.office.house import running
from tests.issuance.office.house import NOW, PASSWORD, Clock, Ward

STAFF = {
    "K01": Role.CLERK,
    "K02": Role.STOCK,
    "K12": Role.STOCK,
    "K03": Role.PIN_OFFICER,
    "K13": Role.PIN_OFFICER,
    "K04": Role.SEALER,
    "K14": Role.SEALER,
    "K05": Role.SUPERVISOR,
    "K15": Role.SUPERVISOR,
}
PEOPLE = 60
"""So that the first box holds more grown-ups than there are walks."""


async def _opened(settings: OfficeSettings, folder: Path, clock: Clock) -> Ward:
    pool = await asyncpg.create_pool(settings.dsn, min_size=0)
    for staff_id, role in STAFF.items():
        await add_staff(pool, staff_id, PASSWORD, [role])
    issuance = build_issuance(pool, settings)
    make_sample(issuance, folder, cases=PEOPLE, seed=2026, today=NOW.date())
    await offer_places(issuance, NOW)
    await take_in_delivery(issuance, folder, NOW)
    ward = Ward(issuance, sample_cases(issuance, folder), clock)
    await issuance.arrivals.open_box(ward.order(), ward.cases[0].box, OFFICERS)
    await ward.refreshed()
    return ward


@contextmanager
def branch_house(settings: OfficeSettings, folder: Path) -> Iterator[BranchHouse]:
    loop, clock = asyncio.new_event_loop(), Clock()
    turning = threading.Thread(target=loop.run_forever, daemon=True)
    turning.start()
    ward = in_loop(loop, _opened(settings, folder / "sample", clock))
    with running(settings, clock=clock) as url:
        yield BranchHouse(url=url, ward=ward, loop=loop)
    in_loop(loop, ward.issuance.work.log.pool.close())
    loop.call_soon_threadsafe(loop.stop)
    turning.join(timeout=15)
    loop.close()
