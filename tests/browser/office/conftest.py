"""Two offices for all browser tests: one in full work, one on its very first day."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from playwright.sync_api import Browser, Page

from infra.postgres.server import PostgresServer
from infra.postgres.zones import ISSUANCE
from tests.browser.conftest import aside
from tests.browser.office.house import House, add_people, furnish, running
from tests.issuance.office.house import PASSWORD, settings_for
from tests.support.postgres import PASSWORD as DATABASE_PASSWORD
from tests.support.postgres import copy_database


async def database(postgres: PostgresServer, name: str) -> str:
    connection = await asyncpg.connect(postgres.admin.dsn)
    await copy_database(connection, ISSUANCE, name, template=ISSUANCE.database)
    await connection.close()
    return postgres.admin.to(name).as_role(ISSUANCE.app, DATABASE_PASSWORD).dsn


@pytest.fixture(scope="session")
def house(postgres_aside: PostgresServer, tmp_path_factory: Any) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    dsn = aside(lambda: asyncio.run(database(postgres_aside, "office_full")))
    settings = settings_for(dsn, folder)
    cases = aside(lambda: asyncio.run(furnish(settings, folder / "sample")))
    second_box = next(case.box for case in cases if case.box != cases[0].box)
    with running(settings) as url:
        yield House(url=url, cases=cases, second_box=second_box, settings=settings)


@pytest.fixture(scope="session")
def empty_house(postgres_aside: PostgresServer, tmp_path_factory: Any) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("empty")
    dsn = aside(lambda: asyncio.run(database(postgres_aside, "office_empty")))

    async def people() -> None:
        async with asyncpg.create_pool(dsn, min_size=0) as pool:
            await add_people(pool)

    aside(lambda: asyncio.run(people()))
    with running(settings_for(dsn, folder)) as url:
        yield url


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where pictures of the pages go, to be looked at by a person."""
    folder = Path("/tmp/shots/office")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    """A back-office PC's screen."""
    context = browser.new_context(
        locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": 1280, "height": 800}
    )
    yield context.new_page()
    context.close()


def sign_in(page: Page, url: str, staff_id: str = "K05") -> None:
    """By keyboard alone."""
    page.goto(f"{url}/sign-in")
    page.wait_for_selector("#staff_id:focus")
    page.keyboard.type(staff_id)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda at: not at.endswith("/sign-in"))
