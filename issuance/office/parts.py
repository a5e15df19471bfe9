"""The parts every page and every API call works with; put together in `issuance.office.app`."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Final

from issuance.application import Issuance
from issuance.office.api.messages.queue import QueuedVisit
from issuance.office.board.live_day import LiveDay
from issuance.office.chip_readings import ChipReadings
from issuance.office.cookies import Cookies, FormTokens
from issuance.office.hall.live import LiveHall
from issuance.office.hall.rendering import HallPages
from issuance.office.hall_devices import HallDevices
from issuance.office.machines import Machines
from issuance.office.pin_progress import PinProgress
from issuance.office.planning.simulating import Simulations
from issuance.office.post_reports import PostReports
from issuance.office.rendering import Renderer
from issuance.office.sessions import Sessions
from issuance.office.settings import OfficeSettings
from issuance.office.staff.accounts import Accounts
from issuance.office.staff.passkeys import Passkeys
from issuance.office.staff.register import StaffRegister
from issuance.office.staff.sign_on import SignOn
from issuance.office.staff.sign_on_accounts import SignOnAccounts
from issuance.office.staff.station_passkeys import StationPasskeys
from issuance.office.together import Together
from issuance.pins.keys import SealingKey
from issuance.read_models.invitations import InvitationQueries
from issuance.read_models.parts import ProjectorInParts
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

LONGEST_WAIT_SECONDS: Final = 3.0


@dataclass(frozen=True, kw_only=True)
class Queries:
    """What pages look up."""

    cases: CaseQueries
    visits: VisitQueries
    today: TodayQueries
    boxes: BoxQueries
    venues: VenueQueries
    timeline: TimelineQueries
    tickets: TicketQueries
    invitations: InvitationQueries
    sheets: SheetQueries
    planning: PlanningQueries
    custody: CustodyQueries
    exceptions: ExceptionQueries
    reports: ReportQueries
    alerts: AlertQueries
    board: BoardQueries
    mail: MailQueries
    figures: FigureQueries
    stock: StockQueries
    contacts: ContactQueries


@dataclass(frozen=True, kw_only=True)
class Office:
    settings: OfficeSettings
    issuance: Issuance
    queries: Queries
    projector: ProjectorInParts
    accounts: Accounts
    sessions: Sessions
    register: StaffRegister
    passkeys: Passkeys
    station_passkeys: StationPasskeys
    sign_on: SignOn | None
    sign_on_accounts: SignOnAccounts
    cookies: Cookies
    form_tokens: FormTokens
    chip_readings: ChipReadings
    post_reports: PostReports
    hall_devices: HallDevices
    machines: Machines
    hall_pages: HallPages
    live_hall: LiveHall
    renderer: Renderer
    sealing_key: SealingKey
    clock: Callable[[], datetime]
    queues: Together[date, list[QueuedVisit]]
    """The parties of a day, which every station asks for again and again."""
    simulations: Simulations = field(default_factory=Simulations)
    live_day: LiveDay = field(default_factory=LiveDay)
    pin_progress: PinProgress = field(default_factory=PinProgress)

    async def refresh(self) -> None:
        """Let the tables know what was just recorded, so that the next page shows it.

        The worker does the same all the time; where much is to be caught up, it goes on there.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                await self._catching_up.result(None)

    @cached_property
    def _catching_up(self) -> Together[None, int]:
        return Together(lambda _: self.projector.catch_up())
