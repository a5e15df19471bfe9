"""`madoguchi serve letters`: reads the log, sends what is due, forgets what is over."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import asyncpg
import structlog

from booking_web.letters.contacts import ContactSeal
from booking_web.letters.outbox import Outbox
from booking_web.letters.postman import MailServer, Postman, ServerAwayError
from booking_web.letters.reader import Reader
from booking_web.letters.settings import LettersSettings
from booking_web.letters.writing import Letterhead
from issuance.ledger.away import AWAY
from issuance.ledger.postgres import PostgresLog

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

RETRY_SECONDS: Final = 2.0
LONGEST_RETRY_SECONDS: Final = 60.0

_journal = structlog.get_logger("letters")


def _now() -> datetime:
    return datetime.now(UTC)


async def run(
    settings: LettersSettings, told: asyncio.Event, *, clock: Callable[[], datetime] = _now
) -> None:
    """Work until told to end; a letter that is being sent is settled first."""
    async with _pool(settings) as pool:
        log = PostgresLog(pool)
        reader = Reader(log, keep=timedelta(days=settings.keep_days))
        outbox = Outbox(
            log,
            seal=ContactSeal(settings.contacts_key),
            head=Letterhead(sender=settings.sender, public_url=settings.public_url),
            clock=clock,
        )
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_read(reader, outbox, settings, told))
            for _ in range(settings.senders):
                tasks.create_task(_send(outbox, settings, told))


async def _read(
    reader: Reader, outbox: Outbox, settings: LettersSettings, told: asyncio.Event
) -> None:
    async def look() -> None:
        await reader.catch_up()
        await outbox.forget()
        if settings.health_file is not None:
            settings.health_file.touch()

    await _again_and_again(look, settings, told)


async def _send(outbox: Outbox, settings: LettersSettings, told: asyncio.Event) -> None:
    postman = Postman(server_of(settings))

    async def send() -> None:
        while not told.is_set() and await outbox.send_next(postman):
            pass

    try:
        await _again_and_again(send, settings, told)
    finally:
        await postman.leave()


async def _again_and_again(
    work: Callable[[], Awaitable[None]], settings: LettersSettings, told: asyncio.Event
) -> None:
    """At once and after every pause; the pauses grow while the server or database is away."""
    pause = RETRY_SECONDS
    while not told.is_set():
        try:
            await work()
        except (ServerAwayError, *AWAY) as fault:
            what = "server-away" if isinstance(fault, ServerAwayError) else "database-away"
            _journal.warning(what, fault=_named(fault), again_in=pause)
            await _wait(told, pause)
            pause = min(pause * 2, LONGEST_RETRY_SECONDS)
        else:
            pause = RETRY_SECONDS
            await _wait(told, settings.poll_seconds)


def _named(fault: Exception) -> str:
    return str(fault) if isinstance(fault, ServerAwayError) else type(fault).__name__


def server_of(settings: LettersSettings) -> MailServer:
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        starttls=settings.smtp_starttls,
        username=settings.smtp_username,
        password=settings.smtp_password,
        ca_file=settings.smtp_ca_file,
        timeout_seconds=settings.smtp_timeout_seconds,
    )


@asynccontextmanager
async def _pool(settings: LettersSettings) -> AsyncGenerator["Pool"]:
    """A connection for the reader and one for each sender, opened when needed."""
    pool = await asyncpg.create_pool(settings.dsn, min_size=0, max_size=settings.senders + 2)
    try:
        yield pool
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(3):
                await pool.close()
        pool.terminate()


async def _wait(told: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(told.wait(), seconds)
