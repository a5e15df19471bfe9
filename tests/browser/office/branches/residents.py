"""The booking site beside the office, and a resident who looks there what became of the card."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Page

from booking_web.app import create_app
from infra.demo.opening import SampleCase
from infra.relay import Relay
from issuance.intake.bookings import BookingIntake
from issuance.ledger.exchange import Receiver, Sender
from issuance.release.news import News
from tests.booking_web.pages.office import OFFICE_KEY, TOKEN, settings_for
from tests.browser.office.branches.branch_house import BranchHouse, in_loop

BOOKING_KEY = Ed25519PrivateKey.from_private_bytes(bytes([2] * 32))
_SOON = {"min_lead_days": 2, "same_day": False}
"""Nobody comes on the day they book."""
PRIMARY = "main form .actions .button >> nth=0"


@dataclass
class BookingSite:
    """`carry` does what the worker does all the time: batches go both ways."""

    url: str
    house: BranchHouse

    def carry(self) -> None:
        in_loop(self.house.loop, self._carry())

    async def _carry(self) -> None:
        issuance = self.house.ward.issuance
        log, receiver = issuance.work.log, Receiver(BOOKING_KEY.public_key(), sender="booking")
        intake = BookingIntake(log, receiver, issuance.bookings, issuance.invitations)
        translate = News(issuance.work).translate
        sender = Sender(log, OFFICE_KEY, name="office", translate=translate)
        async with httpx.AsyncClient(base_url=self.url, verify=False) as client:
            await Relay(client, token=TOKEN, intake=intake, sender=sender).carry()
        await self.house.ward.refreshed()


@dataclass
class Resident:
    """Somebody with the notice in the hand, on a phone."""

    page: Page
    site: BookingSite
    check_axe: Callable[[Page], None]
    person: SampleCase | None = None

    def signs_in(self, person: SampleCase) -> None:
        self.person = person
        self.site.carry()
        self.page.goto(f"{self.site.url}/mine/in?lang=ja")
        self.page.fill("#number", person.notice_number)
        born = person.birth_on
        for box, value in {"": born.year, "-month": born.month, "-day": born.day}.items():
            self.page.fill(f"#birthday{box}", str(value))
        self.page.click(PRIMARY)

    def books(self) -> None:
        """The first of the near times, by one tap."""
        self.page.click("main button.row >> nth=0")
        self.page.wait_for_url("**/book/done*")
        self.site.carry()

    def moves(self) -> None:
        """To the first time of the next day that is offered."""
        self.page.goto(f"{self.site.url}/mine/day")
        self.page.click("main a.row >> nth=0")
        self.page.click("main button.row >> nth=-1")
        self.page.click(PRIMARY)
        self.site.carry()

    def cancels(self) -> None:
        self.page.goto(f"{self.site.url}/mine/cancel")
        self.page.click(PRIMARY)
        self.site.carry()

    def sees(self, *words: str) -> None:
        """In My booking, signed in anew; there it is also told how the card is."""
        assert self.person is not None
        self.signs_in(self.person)
        text = self.page.inner_text("main")
        for each in words:
            assert each in text, (each, text)
        self.check_axe(self.page)


@contextmanager
def booking_site(house: BranchHouse, dsn: str) -> Iterator[BookingSite]:
    settings = settings_for(dsn, birthday_key=b"b" * 32, contacts_key=bytes([7] * 32), **_SOON)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = create_app(settings, clock=lambda: house.now)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        serving = threading.Thread(
            target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True
        )
        serving.start()
        while not server.started:
            time.sleep(0.02)
        site = BookingSite(url=url, house=house)
        site.carry()
        yield site
        server.should_exit = True
        serving.join(timeout=15)
