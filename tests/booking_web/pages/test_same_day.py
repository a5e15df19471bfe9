"""Who has a card that lies ready is shown today; others the days from which on they can come."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import httpx
import pytest
from litestar.testing import AsyncTestClient

from booking_web.app import create_app
from infra.postgres.access import Access
from issuance.calendar import office_time
from tests.booking_web.pages.conftest import Clock, Resident, slots_on
from tests.booking_web.pages.office import Office, settings_for

DAYS = [date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)]
BIRTHDAY = date(1950, 4, 8)


@pytest.fixture
def office() -> Office:
    office = Office()
    office.announce()
    for day in DAYS:
        office.offer(day, [(15, 0)])
    return office


@pytest.fixture
async def client(booking_access: Access, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    clock.now = office_time(DAYS[0], 9)
    app = create_app(settings_for(booking_access.dsn, min_lead_days=2), clock=clock)
    async with AsyncTestClient(app, base_url="http://127.0.0.1:8700") as client:
        yield client


async def days_for(client: httpx.AsyncClient, office: Office, *, same_day: bool) -> Resident:
    browser, holder = Resident(client), office.release(BIRTHDAY, same_day=same_day)
    await office.send_async(client)
    await browser.identify(holder)
    for _ in range(100):  # the timetable follows the log
        await browser.look("/book/day")
        if "/book/time/2026-12-03" in browser.page:
            return browser
        await asyncio.sleep(0.02)
    raise AssertionError("the days never came")


async def test_today_for_a_card_that_lies_ready(client, office):
    browser = await days_for(client, office, same_day=True)
    assert "今日" in browser.page
    await browser.look("/book/help")
    await browser.send("/book/help", spoken="ja")
    await browser.choose(DAYS[0])
    await browser.send("/book/check")
    assert "予約ができました" in browser.page


async def test_two_business_days_for_others(client, office):
    browser = await days_for(client, office, same_day=False)
    assert "/book/time/2026-12-01" not in browser.page
    assert "/book/time/2026-12-02" not in browser.page
    await browser.look(f"/book/time/{DAYS[0]}")
    assert slots_on(browser.page) == []
    other = await days_for(client, office, same_day=True)
    await other.look(f"/book/time/{DAYS[0]}")
    [today] = slots_on(other.page)
    ahead = await days_for(client, office, same_day=False)
    await ahead.send("/book/time", slot=today)
    assert "カードの準備がある" in ahead.page
