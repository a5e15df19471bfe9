"""Puts the office's web together: the only place where its parts are chosen."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import asyncpg
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from issuance.application import Policy
from issuance.office.api import course, old_card
from issuance.office.api import offline as offline_api
from issuance.office.api import pairing as pairing_api
from issuance.office.api import pin_desk as pin_desk_api
from issuance.office.api import pin_keys as pin_keys_api
from issuance.office.api import sealing_desk as sealing_desk_api
from issuance.office.api import station as station_api
from issuance.office.api import station_staff as station_staff_api
from issuance.office.api.shown import queues
from issuance.office.board import figures as board_figures
from issuance.office.board import pages as board
from issuance.office.board import past as board_past
from issuance.office.chip_readings import ChipReadings
from issuance.office.cookies import Cookies, FormTokens
from issuance.office.desk import provide_desk
from issuance.office.doors import admit
from issuance.office.failures import HANDLERS as FAILURES
from issuance.office.hall import display, kiosk, pairing
from issuance.office.hall.live import END_STREAMS, LiveHall
from issuance.office.hall.rendering import HallPages
from issuance.office.hall.seat import provide_seat
from issuance.office.hall_devices import HallDevices
from issuance.office.headers import header_hook
from issuance.office.look import look_handler
from issuance.office.machines import Machines
from issuance.office.pages import PAGES
from issuance.office.parts import Office, Queries
from issuance.office.post_reports import PostReports
from issuance.office.rendering import Renderer
from issuance.office.sessions import Sessions
from issuance.office.settings import OfficeSettings
from issuance.office.staff.accounts import Accounts
from issuance.office.staff.passkeys import Passkeys
from issuance.office.staff.register import StaffRegister
from issuance.office.staff.sign_on_accounts import SignOnAccounts
from issuance.office.staff.station_passkeys import StationPasskeys
from issuance.office.wiring import build_issuance, sign_on_of, terms_of
from issuance.pins.keys import SealingKey
from issuance.read_models.invitations import InvitationQueries
from issuance.read_models.overview import office_projector
from issuance.read_models.queries_alerts import AlertQueries
from issuance.read_models.queries_board import BoardQueries
from issuance.read_models.queries_boxes import BoxQueries
from issuance.read_models.queries_cases import CaseQueries
from issuance.read_models.queries_contacts import ContactQueries
from issuance.read_models.queries_custody import CustodyQueries
from issuance.read_models.queries_exceptions import ExceptionQueries
from issuance.read_models.queries_figures import FigureQueries
from issuance.read_models.queries_mail import MailQueries
from issuance.read_models.queries_planning import PlanningQueries
from issuance.read_models.queries_reports import ReportQueries
from issuance.read_models.queries_stock import StockQueries
from issuance.read_models.queries_tickets import TicketQueries
from issuance.read_models.queries_timeline import TimelineQueries
from issuance.read_models.queries_today import TodayQueries
from issuance.read_models.queries_venues import VenueQueries
from issuance.read_models.queries_visits import VisitQueries
from issuance.read_models.sheets import SheetQueries

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

Clock = Callable[[], datetime]

LARGEST_BODY_BYTES: Final = 65_536
_CONNECT_SECONDS: Final = 5
_COMMAND_SECONDS: Final = 20


@dataclass(frozen=True, kw_only=True)
class Ready:
    """The parts that need no connection."""

    renderer: Renderer
    sealing_key: SealingKey
    hall_pages: HallPages
    live_hall: LiveHall


def _now() -> datetime:
    return datetime.now(UTC)


def create_app(settings: OfficeSettings, *, clock: Clock = _now) -> Litestar:
    """The office as one ASGI application. It starts while the database is away, and recovers.

    Raises:
        OSError, KeyUnusableError: the sealing key cannot be read.
    """
    app = build_app(
        settings.look, insecure_loopback=settings.insecure_loopback, hosts=settings.hosts
    )
    open_with(app, settings, clock=clock)
    return app


def open_with(app: Litestar, settings: OfficeSettings, *, clock: Clock) -> None:
    """Say what the application is opened with when it starts the next time.

    Raises:
        OSError, KeyUnusableError: the sealing key cannot be read.
    """
    ready = Ready(
        renderer=_renderer(settings.look),
        sealing_key=SealingKey.from_pem(settings.sealing_key_path.read_bytes()),
        hall_pages=_hall_pages(settings.look),
        live_hall=LiveHall(),
    )
    app.state[END_STREAMS] = ready.live_hall.end
    app.state.opened = partial(_open_house, settings, ready, clock)


def build_app(look: Path, *, insecure_loopback: bool, hosts: tuple[str, ...] = ()) -> Litestar:
    """All routes and who may come in where; it needs `open_with` before it starts.

    *hosts*: the names it answers to; any where there are none.
    """
    return Litestar(
        route_handlers=[
            *(handler for each in PAGES for handler in each.HANDLERS),
            *board.HANDLERS,
            *board_figures.HANDLERS,
            *board_past.HANDLERS,
            *pairing.HANDLERS,
            *kiosk.HANDLERS,
            *display.HANDLERS,
            *pairing_api.HANDLERS,
            *station_api.HANDLERS,
            *course.HANDLERS,
            *old_card.HANDLERS,
            *offline_api.HANDLERS,
            *station_staff_api.HANDLERS,
            *pin_desk_api.HANDLERS,
            *pin_keys_api.HANDLERS,
            *sealing_desk_api.HANDLERS,
            look_handler(look),
        ],
        guards=[admit],
        dependencies={
            "office": Provide(_the_office, sync_to_thread=False),
            "desk": Provide(provide_desk),
            "seat": Provide(provide_seat),
        },
        lifespan=[_open],
        exception_handlers=FAILURES,
        before_send=[header_hook(insecure_loopback=insecure_loopback)],
        allowed_hosts=list(hosts) or None,
        request_max_body_size=LARGEST_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


@asynccontextmanager
async def _open(app: Litestar) -> AsyncGenerator[None]:
    async with app.state.opened(app):
        yield


@asynccontextmanager
async def _open_house(
    settings: OfficeSettings, ready: Ready, clock: Clock, app: Litestar
) -> AsyncGenerator[None]:
    # Connections are opened when they are needed, so a database that is away stops nothing.
    pool = asyncpg.create_pool(
        settings.dsn,
        min_size=0,
        max_size=settings.pool_size,
        timeout=_CONNECT_SECONDS,
        command_timeout=_COMMAND_SECONDS,
    )
    async with pool:
        app.state.office = _office(pool, settings, ready, clock)
        try:
            yield
        finally:
            await ready.live_hall.close()


@cache
def _renderer(look: Path) -> Renderer:
    """Templates are compiled once, however many applications a process opens."""
    return Renderer(look)


@cache
def _hall_pages(look: Path) -> HallPages:
    return HallPages(look)


def _the_office(state: State) -> Office:
    office: Office = state.office
    return office


def _office(pool: "Pool", settings: OfficeSettings, ready: Ready, clock: Clock) -> Office:
    issuance = build_issuance(pool, settings)
    queries = _queries(pool, issuance.work.policy)
    return Office(
        settings=settings,
        issuance=issuance,
        queries=queries,
        queues=queues(issuance.work, queries.visits, queries.tickets),
        projector=office_projector(issuance.work.log),
        accounts=Accounts(
            pool,
            failures_before_lock=settings.failures_before_lock,
            lock=timedelta(minutes=settings.lock_minutes),
        ),
        sessions=Sessions(
            pool,
            secret=settings.session_secret,
            form_secret=settings.csrf_secret,
            idle=timedelta(minutes=settings.session_idle_minutes),
            lifetime=timedelta(hours=settings.session_hours),
            require_passkey=settings.require_passkey,
        ),
        register=StaffRegister(issuance.work, sign_on=bool(settings.sign_on_issuer)),
        sign_on=sign_on_of(pool, settings),
        sign_on_accounts=SignOnAccounts(issuance.work, terms_of(settings)),
        passkeys=Passkeys(
            issuance.work, public_url=settings.public_url, handle_secret=settings.session_secret
        ),
        station_passkeys=StationPasskeys(issuance.work),
        cookies=Cookies(insecure_loopback=settings.insecure_loopback),
        form_tokens=FormTokens(settings.csrf_secret),
        chip_readings=ChipReadings(pool),
        post_reports=PostReports(pool),
        hall_devices=HallDevices(pool),
        machines=Machines(issuance.work),
        hall_pages=ready.hall_pages,
        live_hall=ready.live_hall,
        renderer=ready.renderer,
        sealing_key=ready.sealing_key,
        clock=clock,
    )


def _queries(pool: "Pool", policy: Policy) -> Queries:
    return Queries(
        cases=CaseQueries(pool),
        visits=VisitQueries(pool),
        today=TodayQueries(pool),
        boxes=BoxQueries(pool),
        venues=VenueQueries(pool),
        invitations=InvitationQueries(pool),
        sheets=SheetQueries(pool),
        custody=CustodyQueries(pool),
        mail=MailQueries(pool),
        exceptions=ExceptionQueries(pool),
        stock=StockQueries(pool),
        contacts=ContactQueries(pool, policy.contacts),
        timeline=TimelineQueries(pool),
        tickets=TicketQueries(pool),
        planning=PlanningQueries(pool),
        reports=ReportQueries(pool),
        alerts=AlertQueries(pool),
        board=BoardQueries(pool),
        figures=FigureQueries(pool),
    )
