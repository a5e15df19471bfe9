"""The office's web as a process would run it, with cards in it at every stage."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg
import httpx
import uvicorn

from infra.demo.opening import (
    SampleCase,
    make_sample,
    offer_places,
    sample_cases,
    take_in_delivery,
    work_through_first_box,
)
from issuance.application.posting import Closing
from issuance.cases.facts import DeliveryMode
from issuance.cases.state import Stage
from issuance.office.app import create_app
from issuance.office.settings import OfficeSettings
from issuance.office.staff.accounts import add_staff
from issuance.office.staff.roles import Role
from issuance.office.wiring import build_issuance
from issuance.shipments.mail import ReturnReason
from tests.issuance.office.house import NOW, PASSWORD, Clock, Ward, certificates_of


@dataclass
class House:
    url: str
    cases: list[SampleCase]
    second_box: str
    settings: OfficeSettings


async def add_people(pool: asyncpg.Pool) -> None:
    await add_staff(pool, "K05", PASSWORD, [Role.SUPERVISOR])
    await add_staff(pool, "K02", PASSWORD, [Role.STOCK, Role.PIN_OFFICER, Role.SEALER])
    await add_staff(pool, "K06", PASSWORD, [Role.MANAGER])
    await add_staff(pool, "K12", PASSWORD, [Role.AUDITOR])
    await add_staff(pool, "K13", PASSWORD, [Role.TENANT_ADMIN])


async def furnish(settings: OfficeSettings, folder: Path) -> list[SampleCase]:
    """Make staff, ward and a morning's work; returns the ward's cases."""
    async with asyncpg.create_pool(settings.dsn, min_size=0) as pool:
        await add_people(pool)
        issuance = build_issuance(pool, settings)
        make_sample(issuance, folder, cases=60, seed=2026, today=NOW.date())
        await offer_places(issuance, NOW)
        await take_in_delivery(issuance, folder, NOW)
        cases = sample_cases(issuance, folder)
        await work_through_first_box(issuance, cases, NOW)
        clock = Clock()
        ward = Ward(issuance, cases, clock)
        await ward.refreshed()
        await fill(ward)
        await ward.refreshed()
    return cases


async def fill(ward: Ward) -> None:
    """Twenty people of the first box, each brought to another place."""
    people = [ward.grown_up(n) for n in range(24)]
    due = [p for p in people if (await ward.state(p.case_id)).stage is Stage.NOTIFIED]
    minutes = iter(range(7, 40))
    for n, person in enumerate(due[:14]):
        visit = await ward.booked(person, reference=f"7H2K9Q{chr(65 + n)}X")
        await ward.refreshed()
        await ward.visited(person, visit, mode=DeliveryMode.REGISTERED_MAIL)
        ward.clock.now = NOW + timedelta(minutes=next(minutes) % 12 + 3)
        await ward.issuance.counter.finish(ward.order("staff:K80"), visit, "A1")
        ward.clock.now = NOW
        if n >= 4:
            await bring(ward, person, n)
    for n, person in enumerate(due[14:18]):
        after = timedelta(minutes=15 * (n + 1))
        await ward.booked(person, reference=f"ABCD2{'ZWXY'[n]}XY", after=after)
    await ward.issuance.endings.report_missing(ward.order(), due[18].case_id)


async def bring(ward: Ward, person: SampleCase, n: int) -> None:
    """From the visit on: in setting, uncertain, ready, sealed, posted, returned, delivered."""
    state = await ward.state(person.case_id)
    desk, posting = ward.issuance.pin_desk, ward.issuance.posting
    if state.envelope is not None:
        envelope = state.envelope.envelope_id
        await desk.begin(ward.order(), person.case_id, ("K91", "K92"))
        if n == 4:
            return
        if n == 5:
            await desk.record_uncertain(ward.order(), person.case_id, envelope)
            return
        await desk.record_set(ward.order("pin-desk"), person.case_id, envelope, ("ref",))
    if n < 8:
        return
    digits = f"32334455{n:02}"
    closing = Closing(
        card_serial_read=person.card_serial,
        certificates=certificates_of(await ward.state(person.case_id)),
        tracking_number=f"{digits}{int(digits) % 7}",
        sealers=("K93", "K94"),
    )
    await posting.seal(ward.order(), person.case_id, closing)
    if n < 10:
        return
    await posting.hand_to_post(ward.order(), person.case_id)
    shipment = (await ward.state(person.case_id)).shipment
    assert shipment is not None
    if n == 12:
        reason = ReturnReason.RETENTION_EXPIRED
        await posting.take_back(ward.order(), person.case_id, shipment.shipment_id, reason)
    if n == 13:
        await posting.confirm_delivery(ward.order(), person.case_id, shipment.shipment_id)


def _twenty_past() -> datetime:
    return NOW + timedelta(minutes=20)


@contextmanager
def running(
    settings: OfficeSettings, port: int = 0, clock: Callable[[], datetime] = _twenty_past
) -> Iterator[str]:
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = create_app(settings, clock=clock)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        thread = threading.Thread(
            target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True
        )
        thread.start()
        try:
            _wait(url)
            yield url
        finally:
            server.should_exit = True
            thread.join(timeout=15)


def _wait(url: str) -> None:
    for _ in range(200):
        try:
            if httpx.get(f"{url}/ready", verify=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the office never came")
