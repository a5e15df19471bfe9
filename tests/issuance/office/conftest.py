"""The office's web on a real database, with a made-up ward of sixty cases."""

import asyncio

import asyncpg
import pytest
from litestar.testing import AsyncTestClient

from infra.demo.opening import (
    make_sample,
    offer_places,
    sample_cases,
    take_in_delivery,
    work_through_first_box,
)
from infra.postgres.zones import ISSUANCE, Zone
from issuance.office.staff.accounts import add_staff
from issuance.office.staff.roles import Role
from issuance.office.wiring import build_issuance
from tests.issuance.office.house import NOW, PASSWORD, Clock, Hands, Ward, settings_for
from tests.support.apps import office_app
from tests.support.postgres import copy_database, fresh_database

STAFF = {
    "K01": [Role.CLERK],
    "K02": [Role.STOCK],
    "K03": [Role.PIN_OFFICER],
    "K04": [Role.SEALER],
    "K05": [Role.SUPERVISOR],
    "K06": [Role.MANAGER],
    "K80": [Role.CLERK],
    "K07": [Role.STOCK, Role.PIN_OFFICER, Role.SEALER],
    "K10": [Role.RECEPTION],
    "K11": [Role.CALL_CENTRE],
    "K12": [Role.AUDITOR],
    "K13": [Role.TENANT_ADMIN],
}


FURNISHED = "issuance_furnished"


class Furnished(Zone):
    """The issuance zone, copied from the furnished database."""

    @property
    def database(self):
        return FURNISHED


@pytest.fixture(scope="session")
def furnished(postgres, tmp_path_factory):
    """A database with staff and ward in it, copied for each test; gives the sample's folder."""
    folder = tmp_path_factory.mktemp("ward")
    asyncio.run(_furnish(postgres.admin, folder))
    return folder / "sample"


async def _furnish(admin, folder):
    connection = await asyncpg.connect(admin.dsn)
    await copy_database(connection, ISSUANCE, FURNISHED, template=ISSUANCE.database)
    await connection.close()
    access = admin.to(FURNISHED).as_role(ISSUANCE.app, "only-in-tests")
    async with asyncpg.create_pool(access.dsn, min_size=0) as pool:
        for staff_id, roles in STAFF.items():
            await add_staff(pool, staff_id, PASSWORD, roles)
        issuance = build_issuance(pool, settings_for(access.dsn, folder))
        make_sample(issuance, folder / "sample", cases=60, seed=2026, today=NOW.date())
        await offer_places(issuance, NOW)
        await take_in_delivery(issuance, folder / "sample", NOW)
        cases = sample_cases(issuance, folder / "sample")
        await work_through_first_box(issuance, cases, NOW)
        await Ward(issuance, cases, Clock()).refreshed()


@pytest.fixture
async def issuance_database(postgres, furnished):
    """A copy of the furnished database, as furnished as on the first day."""
    async with fresh_database(postgres, Furnished(name="issuance")) as database:
        yield database


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def settings(issuance_access, tmp_path):
    return settings_for(issuance_access.dsn, tmp_path)


@pytest.fixture
async def client(settings, clock):
    async with AsyncTestClient(office_app(settings, clock)) as opened:
        yield opened


@pytest.fixture
def hands(client):
    return Hands(client)


@pytest.fixture
async def ward(issuance_db, settings, clock, furnished):
    """The first box is open, shelved and noticed; the others are still closed."""
    issuance = build_issuance(issuance_db, settings)
    return Ward(issuance, sample_cases(issuance, furnished), clock)


@pytest.fixture
async def boss(hands):
    """The supervisor, who may open most pages."""
    await hands.sign_in("K05")
    return hands
