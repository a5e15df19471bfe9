"""Puts the booking site together: the only place where its parts are chosen."""

import asyncio
import hmac
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import asyncpg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from booking_web.announcements import Board
from booking_web.availability import Availability
from booking_web.availability.doors import doors
from booking_web.buckets import Buckets
from booking_web.desk import Desk
from booking_web.documents.shelf import Shelf
from booking_web.exchange import Exchange
from booking_web.hosts import HostDoor, names_of
from booking_web.letters.contacts import ContactSeal
from booking_web.letters.mailbox import Mailboxes
from booking_web.notices import Identification, Limit
from booking_web.notices.views import Views
from booking_web.openapi import openapi_door
from booking_web.pages import (
    adding,
    assistance,
    booking,
    bring,
    closed_days,
    health,
    home,
    looked,
    mail,
    matters,
    mine,
    move_asked,
    now,
    proof,
    today,
    waiting,
    waiting_room,
    who,
)
from booking_web.pages.alike import AlikePages
from booking_web.pages.cookies import Cookies
from booking_web.pages.exchange_door import exchange_door
from booking_web.pages.failures import HANDLERS as FAILURES
from booking_web.pages.form_token import FormTokens
from booking_web.pages.forms import LARGEST_FORM_BYTES
from booking_web.pages.headers import header_hook
from booking_web.pages.look import look_handler
from booking_web.pages.other_methods import HeadToo
from booking_web.pages.parties import Parties
from booking_web.pages.rendering import Renderer
from booking_web.pages.visit import Site, open_visit
from booking_web.phone_desk.room import phone_desk_of
from booking_web.phone_desk.routes import phone_desk_router
from booking_web.queue.congestion import Congestion
from booking_web.queue.places import Queue
from booking_web.sessions import SessionSeal
from booking_web.settings import BookingSettings
from booking_web.timetable.policy import Policy
from booking_web.waiting_room.gate import Gate, OpenHouse
from booking_web.waiting_room.page import WaitingPages
from booking_web.waiting_room.reception import Reception
from booking_web.waiting_room.room import WaitingRoom
from booking_web.waiting_room.store import Store
from booking_web.waiting_room.tickets import TicketSeal
from issuance.ledger.postgres import PostgresLog, leave_as_it_is

Clock = Callable[[], datetime]
_PAGES = (
    *(home, closed_days, matters, who, bring, assistance, booking, proof),
    *(mine, adding, looked, move_asked, now, today, mail, waiting, waiting_room, health),
)
_CONNECT_SECONDS = 5
_COMMAND_SECONDS = 20
_CLOSE_SECONDS = 3


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(settings: BookingSettings, *, clock: Clock = _now) -> Litestar:
    """The site as one ASGI application. It starts while the database is away, and recovers."""
    app = build_app(settings)
    open_with(app, settings, clock=clock)
    return app


def open_with(app: Litestar, settings: BookingSettings, *, clock: Clock) -> None:
    """Say what the application, built for such settings, is opened with the next time."""
    app.state.opened = partial(_open_house, settings, clock)


def build_app(settings: BookingSettings) -> Litestar:
    """All routes; it needs `open_with` before it starts.

    Of the settings it knows addresses, the exchange's token, and whether there is a phone desk.
    """
    app = HeadToo(
        route_handlers=[
            *(handler for each in _PAGES for handler in each.HANDLERS),
            look_handler(settings.look),
            openapi_door(settings.public_url),
            *doors(_renderer(settings.look), _cookies(settings)),
            exchange_door(settings.exchange_token),
            *([] if settings.phone_staff_file is None else [phone_desk_router()]),
        ],
        dependencies={
            "site": Provide(_the_site, sync_to_thread=False),
            "waiting_room": Provide(_the_waiting_room, sync_to_thread=False),
            "visit": Provide(open_visit),
        },
        lifespan=[_open],
        exception_handlers={**FAILURES},
        before_send=[header_hook(insecure_loopback=settings.insecure_loopback)],
        request_max_body_size=LARGEST_FORM_BYTES,
        openapi_config=None,
        debug=False,
    )
    # Before any routing: while the crowd waits, its pages cost next to nothing.
    app.state.gate = gate = Gate(app.asgi_handler)
    app.asgi_handler = HostDoor(gate, names_of(settings.public_url, settings.hosts))
    return app


@asynccontextmanager
async def _open(app: Litestar) -> AsyncGenerator[None]:
    async with app.state.opened(app):
        yield


@asynccontextmanager
async def _open_house(
    settings: BookingSettings, clock: Clock, app: Litestar
) -> AsyncGenerator[None]:
    gate: Gate = app.state.gate
    async with _pool(settings) as pool:
        log, policy = PostgresLog(pool), _policy(settings)
        desk = Desk(log, policy=policy, clock=clock, queue_length=settings.queue_length)
        app.state.site = _site(settings, log, desk, _renderer(settings.look), clock)
        app.state.exchange = _exchange(settings, log, policy)
        room = app.state.waiting_room = WaitingRoom(Store(pool), settings, clock)
        reception = _reception(settings, app.state.site, room)
        gate.house = OpenHouse(room=room, reception=reception, venues=desk.venues)
        app.state.phone_desk = phone_desk_of(settings, log, app.state.site)
        await desk.start()
        room.start()
        try:
            yield
        finally:
            gate.house = None
            await room.stop()
            await desk.stop()


@cache
def _renderer(look: Path) -> Renderer:
    """Templates are compiled once, however many applications a process opens."""
    return Renderer(look)


@asynccontextmanager
async def _pool(settings: BookingSettings) -> AsyncGenerator["asyncpg.Pool[asyncpg.Record]"]:
    """Connections are opened when they are needed, so a database that is away stops nothing."""
    pool = await asyncpg.create_pool(
        settings.dsn,
        min_size=0,
        max_size=settings.pool_size,
        timeout=_CONNECT_SECONDS,
        command_timeout=_COMMAND_SECONDS,
        reset=leave_as_it_is,
    )
    try:
        yield pool
    finally:
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await pool.close()
        except TimeoutError:
            pool.terminate()


def _the_site(state: State) -> Site:
    site: Site = state.site
    return site


def _cookies(settings: BookingSettings) -> Cookies:
    return Cookies(insecure_loopback=settings.insecure_loopback)


def _the_waiting_room(state: State) -> WaitingRoom:
    room: WaitingRoom = state.waiting_room
    return room


def _policy(settings: BookingSettings) -> Policy:
    return Policy(
        hold=timedelta(minutes=settings.hold_minutes),
        cut_off=timedelta(minutes=settings.cut_off_minutes),
        min_lead_days=settings.min_lead_days,
        same_day=settings.same_day,
        largest_party=settings.largest_party,
        slots_in_a_row=settings.slots_in_a_row,
        horizon_days=settings.horizon_days,
        arrive_before=timedelta(minutes=settings.arrive_before_minutes),
        no_show_after=timedelta(minutes=settings.no_show_minutes),
        most_late_minutes=settings.most_late_minutes,
    )


def _site(
    settings: BookingSettings, log: PostgresLog, desk: Desk, renderer: Renderer, clock: Clock
) -> Site:
    lock = timedelta(minutes=settings.lock_minutes)
    contacts = ContactSeal(settings.contacts_key) if settings.contacts_key else None
    identification = Identification(
        log,
        birthday_key=settings.birthday_key,
        per_number=Limit(failures=settings.failures_before_lock, lock=lock),
        per_origin=Limit(failures=settings.origin_failures_before_lock, lock=lock),
    )
    return Site(
        desk=desk,
        shelf=Shelf(log, clock),
        availability=Availability(desk, clock),
        identification=identification,
        buckets=Buckets(log, key=hmac.digest(settings.session_secret, b"buckets", "sha256")),
        seal=SessionSeal(hmac.digest(settings.session_secret, b"session cookie", "sha256")),
        tokens=FormTokens(settings.csrf_secret),
        cookies=_cookies(settings),
        renderer=renderer,
        alike=AlikePages(renderer),
        clock=clock,
        public_url=settings.public_url,
        largest_party=settings.largest_party,
        contacts=contacts,
        mailboxes=Mailboxes(log, contacts) if contacts else None,
        parties=Parties(desk),
        policy=_policy(settings),
        queue=Queue(log),
        views=Views(log),
        board=Board(settings.announcements_file),
        congestion_url=settings.congestion_url,
        congestion=Congestion(log, clock),
    )


def _reception(settings: BookingSettings, site: Site, room: WaitingRoom) -> Reception:
    return Reception(
        door=room.door,
        seal=site.seal,
        tickets=TicketSeal(settings.session_secret),
        cookies=site.cookies,
        pages=WaitingPages(site.renderer, site.desk.venues),
        clock=site.clock,
        polls_per_second=settings.waiting_polls_per_second,
    )


def _exchange(settings: BookingSettings, log: PostgresLog, policy: Policy) -> Exchange:
    return Exchange(
        log,
        private_key=Ed25519PrivateKey.from_private_bytes(settings.exchange_private_key),
        office_public_key=Ed25519PublicKey.from_public_bytes(settings.office_public_key),
        policy=policy,
    )
