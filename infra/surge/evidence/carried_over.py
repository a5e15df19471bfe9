"""Whether everything went from zone to zone, once, and how long it was on its way."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import quantiles
from time import time
from typing import Final

import asyncpg

from infra.postgres.access import Access
from infra.postgres.zones import ISSUANCE
from infra.surge.evidence.proof import Proof
from infra.surge.houses.houses import OpenHouse
from infra.surge.houses.notice_lots import ARRIVED, NOTICE, RELEASED
from loadtests.auditor import audit, audit_between

Moment = tuple[float, int]
"""Unix time, and how many there were by then."""
_COUNT: Final = "SELECT count(*) FROM ledger.stored_events WHERE topic = ANY($1)"
_CONFIRMED: Final = ("appointment.confirmed",)
_NOTED: Final = ("case.appointment-noted", "case.appointment-declined")
_ARRIVED: Final = (NOTICE,)
_PATIENCE_SECONDS: Final = 120
_LOOK_SECONDS: Final = 0.5


async def carried_over(house: OpenHouse, folder: Path) -> Proof:
    """Asked when the crowd has gone: the worker is given time to bring the last."""
    office, notices = house.booking.to(ISSUANCE.database), int(house.drill.number("notices"))
    began = time()
    await _until_still(office, house.booking, notices)
    waits = lags(moments(folder / RELEASED), moments(folder / ARRIVED))
    cuts = quantiles([*waits, *waits] or [0.0, 0.0], n=100, method="inclusive")
    return Proof(
        figures={
            "notices.arrived": await _count(house.booking, _ARRIVED),
            "notices.lag_p50": cuts[49],
            "notices.lag_p95": cuts[94],
            "notices.lag_most": max(waits, default=0.0),
            "bookings.noted": await _count(office, _NOTED),
            "bookings.noted_after": time() - began,
        },
        findings=(
            *await audit(office.dsn, log="issuance"),
            *await audit_between(office.dsn, house.booking.dsn),
        ),
    )


def lags(released: Sequence[Moment], arrived: Sequence[Moment]) -> list[float]:
    """Seconds from its release to its arrival, of each notice that arrived, in their order."""
    return list(_lags(released, arrived))


def _lags(released: Sequence[Moment], arrived: Sequence[Moment]) -> Iterator[float]:
    looks = iter(arrived)
    here, count = 0.0, 0
    done = 0
    for at, upto in released:
        for number in range(done + 1, upto + 1):
            while count < number:
                look = next(looks, None)
                if look is None:
                    return
                here, count = look
            yield here - at
        done = upto


def moments(path: Path) -> list[Moment]:
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return [(float(at), int(count)) for at, count in (line.split() for line in lines)]


async def _until_still(office: Access, booking: Access, notices: int) -> None:
    """Everything released has arrived, and every booking is noted; or patience is over."""
    ends = time() + _PATIENCE_SECONDS
    while time() < ends:
        arrived = await _count(booking, _ARRIVED)
        confirmed, noted = await _count(booking, _CONFIRMED), await _count(office, _NOTED)
        if arrived >= notices and noted >= confirmed:
            return
        await asyncio.sleep(_LOOK_SECONDS)


async def _count(log: Access, topics: Sequence[str]) -> int:
    connection = await asyncpg.connect(log.dsn)
    try:
        count: int = await connection.fetchval(_COUNT, list(topics))
    finally:
        await connection.close()
    return count
