"""Sealed PINs whose time is over are destroyed, and their cases say so."""

import asyncio
from datetime import UTC, datetime
from typing import Final

import structlog

from issuance.application import Issuance, Order

EVERY_SECONDS: Final = 60.0

log = structlog.get_logger("worker")


async def destroy_expired(issuance: Issuance, now: datetime) -> int:
    """Destroy what must not be kept at *now*; how many there were."""
    cases = await issuance.quarantine.out_of_time(now)
    for case_id in cases:
        await issuance.quarantine.expire(Order(by="worker", at=now), case_id)
    return len(cases)


async def keep_destroying(issuance: Issuance) -> None:
    while True:
        if count := await destroy_expired(issuance, datetime.now(UTC)):
            log.warning("sealed-pins-expired", count=count)
        await asyncio.sleep(EVERY_SECONDS)
