"""The inner zone's worker: carries signed batches both ways and keeps the office's tables.

Every connection goes from here outwards. A round that fails is said in one line and tried again;
nothing is lost, since both sides count by batch numbers and positions.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from datetime import UTC, datetime

import httpx
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from infra.alerting import Alerting, Heard, keep_watch
from infra.expiry import keep_destroying
from infra.office import open_office
from infra.processes import WorkerSettings
from infra.relay import Relay
from issuance.application import Issuance, Order
from issuance.intake.bookings import BookingIntake
from issuance.ledger.away import AWAY
from issuance.ledger.batches import BatchRefusedError
from issuance.ledger.exchange import Receiver, Sender
from issuance.ledger.wakeups import wakeups
from issuance.read_models.overview import office_projector
from issuance.release.news import News

FAULTS = (*AWAY, httpx.HTTPError)
RETRY_SECONDS = 2.0

log = structlog.get_logger("worker")


async def run(settings: WorkerSettings, told: asyncio.Event) -> None:
    """Work until told to end; comes back by itself from a database or a site that is away."""
    while not told.is_set():
        try:
            await _work(settings, told)
        except* FAULTS as faults:
            log.warning("database-away", fault=type(faults.exceptions[0]).__name__)
            await _pause(told, RETRY_SECONDS)


async def _work(settings: WorkerSettings, told: asyncio.Event) -> None:
    async with (
        open_office(settings) as issuance,
        httpx.AsyncClient(base_url=settings.booking_url, timeout=10) as client,
    ):
        await issuance.documents.publish(Order(by="worker", at=datetime.now(UTC)))
        relay = _relay(settings, issuance, client)
        projector, heard = office_projector(issuance.work.log), Heard()
        alerting = Alerting(settings, issuance, heard)
        async with asyncio.TaskGroup() as tasks:
            tables = tasks.create_task(_project(issuance, projector.catch_up, settings))
            carrying = tasks.create_task(_carry(relay, settings, heard))
            watching = tasks.create_task(keep_watch(alerting, settings.alert_seconds))
            expiring = tasks.create_task(keep_destroying(issuance))
            await told.wait()
            for each in (tables, carrying, watching, expiring):
                each.cancel()


def _relay(settings: WorkerSettings, issuance: Issuance, client: httpx.AsyncClient) -> Relay:
    ledger = issuance.work.log
    booking_key = Ed25519PublicKey.from_public_bytes(settings.booking_public_key)
    sending_key = Ed25519PrivateKey.from_private_bytes(settings.sending_key)
    news = News(issuance.work)
    return Relay(
        client,
        token=settings.exchange_token,
        intake=BookingIntake(
            ledger, Receiver(booking_key, sender="booking"), issuance.bookings, issuance.invitations
        ),
        sender=Sender(ledger, sending_key, name="office", translate=news.translate),
    )


async def _project(
    issuance: Issuance, catch_up: Callable[[], Awaitable[int]], settings: WorkerSettings
) -> None:
    async with aclosing(wakeups(issuance.work.log.pool, settings.poll_seconds)) as woken:
        async for _ in woken:
            await catch_up()
            if settings.health_file is not None:
                settings.health_file.touch()


async def _carry(relay: Relay, settings: WorkerSettings, heard: Heard) -> None:
    """Carry batches; a site that is away or a refused batch is said once until it changes."""
    said = ""
    while True:
        trouble = ""
        try:
            await relay.carry()
            heard.at = datetime.now(UTC)
        except httpx.HTTPError as fault:
            trouble = f"booking-away:{type(fault).__name__}"
        except BatchRefusedError as refusal:
            trouble = str(refusal)
        if trouble != said:
            log.warning("relay", trouble=trouble or "over")
        said = trouble
        await asyncio.sleep(settings.poll_seconds)


async def _pause(told: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(told.wait(), seconds)
