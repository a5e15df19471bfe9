"""The kiosk and the call display in a real browser: large, live, without axe violations."""

import asyncio
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from infra.demo.opening import VENUE
from issuance.office.settings import OfficeSettings
from issuance.office.wiring import build_issuance
from tests.browser.conftest import aside
from tests.browser.office.conftest import sign_in
from tests.browser.office.house import House
from tests.issuance.office.house import NOW, Clock, Ward

Check = Callable[[Page], None]
DISPLAY = ViewportSize(width=1280, height=800)
KIOSK = ViewportSize(width=1080, height=1440)


@pytest.fixture(scope="module")
def allowed(house: House, browser: Browser) -> Page:
    """A supervisor who lets walk-ins in and pairs browsers."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    sign_in(page, house.url)
    page.goto(f"{house.url}/hall")
    for each in page.locator("input[name=service]").all():
        each.check()
    page.get_by_role("button", name="決める").click()
    return page


@pytest.fixture
def paired(house: House, browser: Browser, allowed: Page) -> Iterator[Callable[[str], Page]]:
    opened = []

    def pair(kind: str) -> Page:
        allowed.goto(f"{house.url}/hall")
        allowed.select_option("#kind", kind)
        allowed.fill("#name", "入口")
        allowed.get_by_role("button", name="接続番号を出す").click()
        code = allowed.locator(".panel__number").inner_text()
        size = DISPLAY if kind == "display" else KIOSK
        context = browser.new_context(viewport=size, locale="ja-JP", timezone_id="Asia/Tokyo")
        opened.append(context)
        page = context.new_page()
        page.goto(f"{house.url}/hall/pair")
        _type(page, code)
        page.wait_for_url(f"{house.url}/{kind}")
        return page

    yield pair
    for each in opened:
        each.close()


def _type(page: Page, code: str) -> None:
    """Into the box that waits for it; a browser that is busy puts the focus there late."""
    expect(page.locator("[autofocus]")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


async def _call(settings: OfficeSettings, house: House, *, station: str, minutes: int) -> None:
    """Parties of the morning are called to a counter."""
    async with asyncpg.create_pool(settings.dsn, min_size=0) as pool:
        issuance = build_issuance(pool, settings)
        ward = Ward(issuance, house.cases, Clock())
        ward.clock.now = NOW + timedelta(minutes=minutes)
        visit = await pool.fetchval(
            "SELECT visit_id FROM office.case_overview WHERE stage IN ('booked', 'checked-in')"
            " AND visit_id NOT IN (SELECT visit_id FROM office.tickets WHERE stage = 'called')"
            " ORDER BY starts_at LIMIT 1"
        )
        await issuance.counter.call(ward.order(), visit, station)
        await ward.refreshed()


def test_a_scanner_checks_in_and_the_kiosk_forgets(
    house: House, paired: Callable[[str], Page], check_axe: Check, shots: Path
) -> None:
    page = paired("kiosk")
    check_axe(page)
    page.screenshot(path=shots / "kiosk.png")
    page.goto(f"{house.url}/kiosk?lang=ja-easy")
    check_axe(page)
    page.screenshot(path=shots / "kiosk-easy.png")
    page.clock.install()
    page.goto(f"{house.url}/kiosk?lang=vi")
    _type(page, "ABCD2ZXY")  # what a wedge scanner does with the QR code
    page.wait_for_url(re.compile("/kiosk/ticket/"))
    check_axe(page)
    page.screenshot(path=shots / "kiosk-ticket.png")
    page.clock.run_for(46_000)
    expect(page.locator("#warning")).to_be_visible()
    page.screenshot(path=shots / "kiosk-warning.png")
    page.clock.run_for(15_000)
    page.wait_for_url(f"{house.url}/kiosk")
    page.goto(f"{house.url}/kiosk/walk-in?lang=en")
    check_axe(page)
    page.screenshot(path=shots / "kiosk-walk-in.png")


def test_the_display_is_live_and_says_when_it_is_not(
    house: House, paired: Callable[[str], Page], check_axe: Check, shots: Path
) -> None:
    page = paired("display")
    check_axe(page)
    page.screenshot(path=shots / "display-empty.png")
    for n, station in enumerate(("3", "7"), start=16):  # later than any other test calls
        aside(lambda: asyncio.run(_call(house.settings, house, station=station, minutes=n)))  # noqa: B023
        expect(page.locator("#now-counter")).to_have_text(station, timeout=20_000)
    expect(page.locator("#earlier li").first).to_contain_text("3")
    check_axe(page)
    page.screenshot(path=shots / "display.png")
    page.clock.install()
    page.goto(f"{house.url}/display")
    expect(page.locator("#now-counter")).to_have_text("7")
    page.route("**/display/events", lambda route: route.abort())
    page.reload()
    page.clock.run_for(32_000)
    expect(page.locator("#stale")).to_be_visible()
    page.screenshot(path=shots / "display-stale.png")


def test_the_reception_in_both_languages(
    house: House, allowed: Page, check_axe: Check, shots: Path
) -> None:
    for language in ("ja", "en"):
        for path in ("/hall", f"/reception/{VENUE.code}", "/reception"):
            allowed.goto(f"{house.url}{path}?lang={language}")
            check_axe(allowed)
            name = path.strip("/").split("/")[0] + ("-venue" if path.count("/") > 1 else "")
            allowed.screenshot(path=shots / f"{name}-{language}.png", full_page=True)
    allowed.goto(f"{house.url}/hall?lang=ja")
