"""Every side branch of a case (domain.md 3.5), walked in a browser by those who do it.

Which branch is done where, and what stays outside: issuance/BRANCHES.md.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from infra.postgres.migrations import migrate
from infra.postgres.server import PostgresServer
from infra.postgres.zones import Zone, make_zone
from tests.browser.conftest import PHONE, aside
from tests.browser.office.branches import (
    cards,
    people_gone,
    pins,
    post,
    reaching,
    stopped,
    unfetched,
)
from tests.browser.office.branches.branch_house import BranchHouse
from tests.browser.office.branches.opening import branch_house
from tests.browser.office.branches.residents import BookingSite, Resident, booking_site
from tests.browser.office.branches.staff import Staff
from tests.browser.office.conftest import database
from tests.issuance.office.house import NOW, settings_for
from tests.support.postgres import PASSWORD

Check = Callable[[Page], None]
_PHONE = ViewportSize(width=PHONE["width"], height=PHONE["height"])
Walk = Callable[[Staff], None]
USUAL = (people_gone.record_deleted, post.mail_absent, pins.sheet_lost)
WALKS = (
    *(cards.count_mismatch, cards.card_defect, cards.card_unusable, cards.lost_in_custody),
    *(reaching.notice_returned, reaching.no_booking),
    *(people_gone.moved_out, people_gone.died, people_gone.record_deleted),
    *(people_gone.number_changed, unfetched.expired, unfetched.unclaimed),
    unfetched.discard_put_off,
    *(stopped.period_of_stay_changed, stopped.handed_over_on_request),
    *(post.mail_absent, post.mail_lost),
    *(pins.sheet_lost, pins.sheet_unreadable, pins.j_lis_down),
)
WITH_RESIDENTS = (
    *(people_gone.withdrawn, reaching.appointment_changed, reaching.no_show),
    *(stopped.moved_house, post.mail_returned),
)


def _name(walk: object) -> str:
    return getattr(walk, "__name__", "").replace("_", "-")


@contextmanager
def opened(postgres: PostgresServer, folder: Path, name: str) -> Iterator[BranchHouse]:
    dsn = aside(lambda: asyncio.run(database(postgres, name)))
    with branch_house(settings_for(dsn, folder), folder) as house:
        yield house


@pytest.fixture(scope="session")
def branches(postgres_aside: PostgresServer, tmp_path_factory: Any) -> Iterator[BranchHouse]:
    with opened(postgres_aside, tmp_path_factory.mktemp("branches"), "office_branches") as house:
        yield house


@pytest.fixture(scope="session")
def site(postgres_aside: PostgresServer, tmp_path_factory: Any) -> Iterator[BookingSite]:
    """With an office of its own, where nobody has an appointment that was not booked here."""
    zone = Zone(name="booking", ward="branches")

    async def made() -> str:
        await make_zone(zone, postgres_aside.admin, PASSWORD)
        await migrate(zone, postgres_aside.admin.to(zone.database))
        return postgres_aside.admin.to(zone.database).as_role(zone.app, PASSWORD).dsn

    dsn = aside(lambda: asyncio.run(made()))
    folder = tmp_path_factory.mktemp("both-zones")
    office = opened(postgres_aside, folder, "office_both_zones")
    with office as house, booking_site(house, dsn) as beside:
        yield beside


@pytest.fixture
def staff_of(
    screen: Page, check_axe: Check, shots: Path, request: pytest.FixtureRequest
) -> Callable[[BranchHouse], Staff]:
    """Whoever sits at that office's PC now; its clock shows the first morning again."""
    folder = shots / "branches"
    folder.mkdir(exist_ok=True)
    name = request.node.callspec.id.removeprefix("chromium-")

    def sits_down(house: BranchHouse) -> Staff:
        house.ward.clock.now = NOW
        return Staff(page=screen, house=house, check_axe=check_axe, shots=folder, walk=name)

    return sits_down


@pytest.fixture
def resident(site: BookingSite, browser: Browser, check_axe: Check) -> Iterator[Resident]:
    context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo", viewport=_PHONE)
    yield Resident(page=context.new_page(), site=site, check_axe=check_axe)
    context.close()


@pytest.mark.parametrize(
    "walk",
    [
        pytest.param(each, id=_name(each), marks=() if each in USUAL else pytest.mark.exhaustive)
        for each in WALKS
    ],
)
def test_a_branch_walked_by_the_office(
    branches: BranchHouse, staff_of: Callable[[BranchHouse], Staff], walk: Walk
) -> None:
    walk(staff_of(branches))


@pytest.mark.exhaustive
@pytest.mark.parametrize("walk", WITH_RESIDENTS, ids=_name)
def test_a_branch_that_residents_see(
    resident: Resident,
    staff_of: Callable[[BranchHouse], Staff],
    walk: Callable[[Staff, Resident], None],
) -> None:
    walk(staff_of(resident.site.house), resident)
