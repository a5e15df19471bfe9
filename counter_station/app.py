"""Puts the counter station together: the only place where its parts are chosen."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from litestar import Litestar, MediaType, Response, get
from litestar.di import Provide
from litestar.logging import LoggingConfig

from counter_station.cards.trust import Trust, trusted_certificates, trusted_keys
from counter_station.desk import Counter, CounterDesk
from counter_station.identity_desk import IdentityDesk
from counter_station.journal.courier import Courier
from counter_station.journal.journal import Journal
from counter_station.journal.strongbox import StrongBox
from counter_station.line_desk import LineDesk
from counter_station.office_client import OfficeClient, office_of
from counter_station.office_copy import OfficeCopy
from counter_station.readers.connection import CardTransport
from counter_station.readers.pcsc import PcscTransport
from counter_station.releases import Releases
from counter_station.screens import (
    clerk,
    clerk_chip,
    clerk_identity,
    clerk_line,
    clerk_old_card,
    document_entry,
    live,
    passkey_page,
    printing,
    resident,
    resident_pins,
    sheet,
    sign_in,
)
from counter_station.screens.chip_desk import ChipDesk
from counter_station.screens.entry_desk import EntryDesk
from counter_station.screens.failures import failure_pages
from counter_station.screens.file_slot import FileSlot
from counter_station.screens.files import files_of
from counter_station.screens.http import Cookies, add_headers
from counter_station.screens.identity_memory import IdentityMemory
from counter_station.screens.passkeys import Passkeys
from counter_station.screens.reader_eye import ReaderEye
from counter_station.screens.reader_watch import watch_readers
from counter_station.screens.rendering import STATIC, Renderer
from counter_station.screens.screen_language import ScreenLanguage
from counter_station.screens.sessions import FormTokens, Pairing, Sessions
from counter_station.screens.signs import watch_for_cards
from counter_station.screens.staff import Released, Staff, staff_file
from counter_station.screens.station import Station
from counter_station.screens.stopwatch import Stopwatch
from counter_station.settings import StationSettings
from issuance.calendar import office_date
from issuance.identity.variants import Variants
from issuance.passkeys.site import site_at

_LARGEST_BODY = 32_768
_EXPIRE_EVERY_SECONDS = 5.0
_THREADS = 48
"""In a silent network each question for the office's address holds a thread for some ten seconds,
whoever waits for it or not; the journal needs threads as well, and nobody shall wait for one."""


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(settings: StationSettings, *, clock: Callable[[], datetime] = _now) -> Litestar:
    """The station as one ASGI application. It starts, and works, while the office is away."""
    office = office_of(settings)
    station = _station(settings, office, clock)

    @asynccontextmanager
    async def at_work(_app: Litestar) -> AsyncGenerator[None]:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS))
        station.eye.start()
        tasks = [asyncio.create_task(work) for work in _background(station)]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        station.eye.stop()
        station.entries.stop()
        await office.close()
        station.desk.journal.close()

    return Litestar(
        route_handlers=[
            *clerk.HANDLERS,
            *clerk_identity.HANDLERS,
            *clerk_line.HANDLERS,
            *clerk_old_card.HANDLERS,
            *clerk_chip.HANDLERS,
            *resident.HANDLERS,
            *resident_pins.HANDLERS,
            *printing.HANDLERS,
            *sheet.HANDLERS,
            *document_entry.HANDLERS,
            live.live,
            *sign_in.HANDLERS,
            *passkey_page.HANDLERS,
            _health,
            files_of(settings.look, under="/look"),
            files_of(STATIC, under="/static"),
        ],
        dependencies={"station": Provide(lambda: station, sync_to_thread=False)},
        exception_handlers={Exception: failure_pages(station)},
        before_send=[add_headers],
        lifespan=[at_work],
        request_max_body_size=_LARGEST_BODY,
        # Litestar's own log of a fault shows the request; ours shows its kind and place.
        logging_config=LoggingConfig(
            log_exceptions="never",
            loggers={"httpx": {"level": "WARNING", "handlers": ["queue_listener"]}},
        ),
        openapi_config=None,
        debug=False,
    )


def _station(
    settings: StationSettings, office: OfficeClient, now: Callable[[], datetime]
) -> Station:
    journal = Journal(settings.journal, StrongBox.read(settings.journal_key_path))
    releases = Releases(
        office, journal.outbox, now, venue=settings.venue, offline=settings.offline_day
    )
    copy = OfficeCopy(
        office,
        journal.outbox,
        now,
        releases=releases,
        sealing_key_id=settings.sealing_key_id,
        every_seconds=settings.office_every_seconds,
    )
    counter = Counter(
        station_id=settings.station_id,
        tenant=settings.tenant,
        office_wait_seconds=settings.office_wait_seconds,
        no_show_recalls=settings.no_show_recalls,
    )
    courier = Courier(journal, office, now, reach=office.reach)
    desk = CounterDesk(counter, journal=journal, courier=courier, office=copy, now=now)
    released = _released(settings, copy.releases, now)
    staff = Staff(released, journal.outbox, now)
    entries = EntryDesk(now, timedelta(minutes=settings.entry_minutes))
    eye, memory = ReaderEye(_transport(settings.reader)), IdentityMemory()
    return Station(
        settings=settings,
        desk=desk,
        line=LineDesk(desk, settings.station_id, now),
        stopwatch=Stopwatch(now),
        identity=IdentityDesk(desk, staff, desk.today),
        identity_memory=memory,
        chips=ChipDesk(
            eye,
            entries,
            memory,
            _variants(settings.variants_file),
            Trust(
                certificates=trusted_certificates(settings.trusted_certificates),
                my_number_keys=trusted_keys(settings.trusted_keys),
            ),
        ),
        entries=entries,
        eye=eye,
        staff=staff,
        passkeys=Passkeys(
            site_at(settings.address, settings.passkey_domain), released, journal.outbox, now
        ),
        sessions=Sessions(now),
        pairing=Pairing(settings.session_secret, settings.station_id, now),
        tokens=FormTokens(settings.csrf_secret),
        cookies=Cookies(insecure_loopback=settings.insecure_loopback),
        pages=_renderer(settings.look),
        tongue=ScreenLanguage(),
        now=now,
    )


def _released(
    settings: StationSettings, releases: Releases, now: Callable[[], datetime]
) -> Released:
    if settings.staff_file is None:
        return releases.staff
    return staff_file(settings.staff_file, lambda: office_date(now()))


def _variants(file: str) -> Variants:
    return Variants(Path(file).read_text("utf-8")) if file else Variants()


@cache
def _renderer(look: Path) -> Renderer:
    """Its pages are compiled once in a process, whatever number of stations it holds."""
    return Renderer(look)


def _background(station: Station) -> list[Coroutine[None, None, None]]:
    return [
        station.pages.prepare(),
        station.desk.courier.run(),
        station.desk.office.run(),
        _expire(station),
        watch_for_cards(station),
        watch_readers(station),
    ]


async def _expire(station: Station) -> None:
    """What was typed and left alone is wiped, also when nobody looks; so is a clerk who left."""
    while True:
        await asyncio.sleep(_EXPIRE_EVERY_SECONDS)
        station.entries.current()
        station.entries.document()
        station.sessions.keep_only(station.staff.is_released)
        if station.sessions.current is None:
            station.forget_people()


def _transport(reader: str) -> CardTransport | None:
    if reader == "none":
        return None
    kind, _, name = reader.partition(":")
    if kind == "pcsc":
        return PcscTransport(only=name or None)
    return FileSlot(Path(reader.removeprefix("virtual:")))


@get("/health", media_type=MediaType.TEXT)
async def _health() -> Response[str]:
    return Response("ok", media_type=MediaType.TEXT)
