"""Waiting for a full ward in a browser: join, be offered what came free, take it."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid5

import pytest
from playwright.sync_api import Page, expect

from issuance.calendar import office_time
from tests.booking_web.pages.office import HALL, NOW
from tests.browser.booking import walk
from tests.browser.booking.languages import languages
from tests.browser.booking.site import FIRST_DAY, Site
from tests.browser.conftest import PHONE, assert_no_sideways_scroll

FAR_DAY = FIRST_DAY + timedelta(days=45)
"""After all days of the other tests; its only time has one place."""


@pytest.fixture(scope="module")
def small_venue(site: Site) -> str:
    """A venue of its own with a single place, so that nobody else's test can take it."""
    venue_id = uuid5(HALL, "waiting")
    site.office.announce(venue_id, code="MIZUE", name="瑞江")
    slot = {"starts_at": office_time(FAR_DAY, 9), "minutes": 10, "places": 1}
    site.office.says("places.offered", venue_id, day=FAR_DAY, slots=[slot])
    site.tell()
    return "MIZUE"


def test_join_offered_accept(
    page: Page,
    without_javascript: Page,
    site: Site,
    small_venue: str,
    shots: Path,
):
    """The second one uses no JavaScript; what the first one cancels becomes theirs."""
    _book_the_only_place(page, site, small_venue)
    without_javascript.goto(f"{site.url}/book/who")
    walk.identify(without_javascript, site.holder())
    without_javascript.goto(f"{site.url}/book/day?venue={small_venue}")
    expect(without_javascript.locator(".banner--warn")).to_contain_text(
        "今、空いている日がありません"
    )
    without_javascript.screenshot(path=shots / "wait-0-full.png", full_page=True)
    without_javascript.click("main a[href='/wait']")
    without_javascript.select_option("#venue", small_venue)
    without_javascript.screenshot(path=shots / "wait-1-join.png", full_page=True)
    without_javascript.click(walk.PRIMARY)
    expect(without_javascript.locator(".banner--ok")).to_contain_text("キャンセル待ちに入りました")
    expect(without_javascript.locator("main")).to_contain_text("あなたの前に待っている方はいません")
    without_javascript.screenshot(path=shots / "wait-2-in-line.png", full_page=True)
    page.goto(f"{site.url}/mine/cancel")
    page.click(walk.PRIMARY)
    _until_offered(without_javascript, site)
    without_javascript.screenshot(path=shots / "wait-3-offer.png", full_page=True)
    without_javascript.click(walk.PRIMARY)
    expect(without_javascript.locator("h1")).to_have_text("予約ができました")
    expect(without_javascript.locator("main")).to_contain_text("瑞江区民館")


@languages("ja", "ne")
def test_every_state_is_accessible_and_fits_a_phone(
    page: Page, site: Site, small_venue: str, language: str, check_axe: Callable[[Page], None]
):
    page.goto(f"{site.url}/?lang={language}")
    page.goto(f"{site.url}/book/who")
    walk.identify(page, site.holder())
    page.goto(f"{site.url}/wait")
    _look(page, check_axe)
    page.select_option("#venue", small_venue)
    page.check("input[name=days][value=days-off]")
    page.click(walk.PRIMARY)
    expect(page.locator(".banner--ok")).to_be_visible()
    _look(page, check_axe)
    page.click("form[action='/wait/leave'] .button")
    expect(page).to_have_url(f"{site.url}/mine")


def _look(page: Page, check_axe: Callable[[Page], None]) -> None:
    check_axe(page)
    for width in (320, PHONE["width"]):
        page.set_viewport_size({"width": width, "height": PHONE["height"]})
        assert_no_sideways_scroll(page)
    assert page.locator("h1").count() == 1


def _book_the_only_place(page: Page, site: Site, venue: str) -> None:
    assert site.now == NOW
    page.goto(f"{site.url}/book/who")
    walk.identify(page, site.holder())
    page.goto(f"{site.url}/book/help")
    page.click(walk.PRIMARY)
    page.goto(f"{site.url}/book/time/{FAR_DAY}?venue={venue}")
    page.click("button.row >> nth=0")
    page.click(walk.PRIMARY)
    expect(page.locator("h1")).to_have_text("予約ができました")


def _until_offered(page: Page, site: Site) -> None:
    for _ in range(100):
        page.goto(f"{site.url}/wait")
        if "空きが出ました" in page.inner_text("h1"):
            return
        time.sleep(0.1)
    raise AssertionError("no offer came")
