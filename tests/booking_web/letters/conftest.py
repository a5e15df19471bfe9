"""A ward with a desk, a mail server as a process, and the letters between them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

import pytest

from booking_web.desk import Desk
from booking_web.letters.contacts import ContactSeal
from booking_web.letters.outbox import Outbox
from booking_web.letters.postman import MailServer as Server
from booking_web.letters.postman import Postman
from booking_web.letters.reader import Reader
from booking_web.letters.writing import Letterhead
from booking_web.timetable.commands import Book
from issuance.ledger.postgres import PostgresLog
from tests.booking_web.desk.samples import MORNING, NOW, notice_of, open_ward, opened
from tests.booking_web.letters.mail_server import MailServer

KEY = bytes(range(32))
SEAL = ContactSeal(KEY)
ADDRESS = "hanako.canary@example.jp"
SENDER = "yoyaku@city.example.jp"
URL = "https://yoyaku.city.example.jp"


class Letters:
    """The letters process step by step, with a clock of the test."""

    def __init__(self, log: PostgresLog, mail: MailServer) -> None:
        self.log, self.mail, self.now = log, mail, NOW + timedelta(minutes=1)
        self.reader = Reader(log, keep=timedelta(days=7))
        head = Letterhead(sender=SENDER, public_url=URL)
        self.outbox = Outbox(log, seal=SEAL, head=head, clock=self.clock)
        self.postman = Postman(
            Server(host="127.0.0.1", port=mail.port, starttls=False, timeout_seconds=2)
        )

    def clock(self) -> datetime:
        return self.now

    async def work(self) -> None:
        """Read the log to its end and send all that is due."""
        await self.reader.catch_up()
        while await self.outbox.send_next(self.postman):
            pass

    async def states(self) -> dict[str, str]:
        rows = await self.log.pool.fetch("SELECT kind, state FROM booking.letters ORDER BY number")
        return {row["kind"]: row["state"] for row in rows}

    def subjects(self) -> list[str]:
        return [str(each["Subject"]) for each in self.mail.mails()]


@pytest.fixture
async def ward(booking_log: PostgresLog) -> PostgresLog:
    await open_ward(booking_log, places=20, notices=10)
    return booking_log


@pytest.fixture
async def desk(ward: PostgresLog) -> AsyncIterator[Desk]:
    async with opened(ward) as desk:
        yield desk


@pytest.fixture
def mail(tmp_path) -> Iterator[MailServer]:
    server = MailServer(tmp_path / "mails")
    yield server
    server.stop()


@pytest.fixture
async def letters(ward: PostgresLog, mail: MailServer) -> AsyncIterator[Letters]:
    letters = Letters(ward, mail)
    yield letters
    await letters.postman.leave()


async def book(desk: Desk, *people: int, address: str = ADDRESS, language: str = "ja", **how):
    party = tuple(notice_of(each) for each in people or (0,))
    contact = SEAL.close(address, notice_id=party[0], language=language) if address else None
    command = Book(notice_ids=party, slot_id=how.get("slot_id", MORNING))
    key, at = how.get("key", f"book {people}"), how.get("at", NOW)
    return await desk.submit(command, key=key, at=at, contact=contact)


async def until(is_so, seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not is_so():
            await asyncio.sleep(0.05)
