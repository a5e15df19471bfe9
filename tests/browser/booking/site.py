"""The booking site as a process would run it: uvicorn on a port of its own, in a thread."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import httpx
import uvicorn

from booking_web.app import create_app
from tests.booking_web.pages.office import NOW, Holder, Office, settings_for

BIRTHDAY = date(1950, 4, 8)
FIRST_DAY = date(2026, 12, 1)
TIMES = [(hour, minute) for hour in (9, 10, 11, 13, 14, 15) for minute in range(0, 60, 10)]


@dataclass
class Site:
    """`now` can be moved on, so that nobody waits for a hold to end."""

    url: str
    office: Office
    now: datetime = NOW

    def holder(self) -> Holder:
        """Somebody new with a notice."""
        holder = self.office.release(BIRTHDAY)
        self.tell()
        return holder

    def tell(self) -> None:
        with httpx.Client(base_url=self.url, verify=False) as worker:
            self.office.send(worker)


@contextmanager
def running_site(dsn: str, **settings: object) -> Iterator[Site]:
    """A site with a venue and a month of days; the first has one place at each time."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        site = Site(url=f"http://127.0.0.1:{port}", office=Office())
        app = create_app(
            settings_for(dsn, contacts_key=bytes([7] * 32), **settings), clock=lambda: site.now
        )
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        thread = threading.Thread(
            target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True
        )
        thread.start()
        try:
            _wait(site, "/health")
            _fill(site)
            _wait(site, "/", "2026-12-01")
            yield site
        finally:
            server.should_exit = True
            thread.join(timeout=15)


def _fill(site: Site) -> None:
    site.office.announce()
    site.office.publish_documents()
    for number in range(31):
        day = FIRST_DAY + timedelta(days=number)
        site.office.offer(day, TIMES, places=4 if number else 1)
    site.tell()


def _wait(site: Site, path: str, for_text: str = "") -> None:
    for _ in range(200):
        try:
            if for_text in httpx.get(site.url + path, verify=False).text:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    message = f"{path} never came"
    raise AssertionError(message)
