"""The day of the visit on a phone: late, here, waiting, called; then the card to the door."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page

from booking_web.texts import TAGS
from booking_web.timetable.notices import appointment_id_of
from issuance.calendar import office_time
from tests.booking_web.pages.office import Holder
from tests.browser.booking import walk
from tests.browser.booking.languages import languages
from tests.browser.booking.site import FIRST_DAY, Site
from tests.browser.conftest import PHONE, assert_no_sideways_scroll

DAY = FIRST_DAY + timedelta(days=2)
START = office_time(DAY, 9).astimezone(UTC)
HEAVIEST_BYTES = 30_000
TODAY = "section[aria-labelledby=today]"


@pytest.fixture
def day(site: Site) -> Iterator[Site]:
    """The site's clock is put back afterwards, for those who book."""
    before = site.now
    yield site
    site.now = before


def book(page: Page, site: Site, language: str) -> Holder:
    holder = site.holder()
    page.goto(f"{site.url}/book/who?lang={language}")
    walk.identify(page, holder)
    page.goto(f"{site.url}/book/help")
    page.click(walk.PRIMARY)
    page.goto(f"{site.url}/book/time/{DAY}")
    page.click("button.row >> nth=0")
    page.click(walk.PRIMARY)
    return holder


def tell_queue(site: Site, party_id: UUID, ahead: int, counter: str = "") -> None:
    place = {"ahead": ahead, "called": bool(counter), "counter": counter, "as_of": site.now}
    site.office.says("visit.queued", party_id, **place)
    site.tell()


def tell_card(site: Site, holder: Holder, status: str, at: datetime, number: str = "") -> None:
    told = {"status": status, "since": at, "tracking_number": number}
    site.office.says("card.status", holder.notice_id, **told)
    site.tell()


def the_day(page: Page, site: Site, language: str) -> Iterator[str]:
    """Yields the name of each page once it is shown."""
    holder = book(page, site, language)
    party_id = appointment_id_of(holder.notice_id, 0)
    site.now = START - timedelta(minutes=50)
    page.goto(f"{site.url}/mine/in")
    walk.identify(page, holder)
    yield "early"
    page.click(f"{TODAY} summary")
    page.click("main form[action='/mine/late'] .button")
    yield "late with an error"
    page.select_option("#minutes", "10")
    page.click("main form[action='/mine/late'] .button")
    yield "late"
    site.now = START + timedelta(minutes=5)
    page.goto(f"{site.url}/mine")
    yield "open"
    page.click("main form[action='/mine/arrive'] .button")
    yield "here"
    tell_queue(site, party_id, 2)
    page.click(f"{TODAY} .actions .button")
    yield "queue"
    page.click("main .actions .button--plain")
    yield "queue, renewed by itself"
    tell_queue(site, party_id, 0, "A3")
    page.click("main .actions .button")
    yield "called"
    site.now += timedelta(minutes=10)
    page.goto(f"{site.url}/mine")
    yield "called, long ago"
    site.office.says("visit.left", party_id)
    closed = {"appointment_id": party_id, "outcome": "attended"}
    site.office.says("appointment.closed", holder.notice_id, **closed)
    tell_card(site, holder, "identity-done", site.now)
    page.goto(f"{site.url}/mine")
    yield "card"
    tell_card(site, holder, "posted", site.now, "12345678903")
    page.goto(f"{site.url}/mine")
    yield "card, posted"


@languages("ne")
def test_the_day_is_light_and_accessible(
    page: Page,
    day: Site,
    language: str,
    check_axe: Callable[[Page], None],
    shots: Path,
):
    for number, name in enumerate(the_day(page, day, language)):
        page.wait_for_load_state("load")
        check_axe(page)
        for width in (320, PHONE["width"]):
            page.set_viewport_size({"width": width, "height": PHONE["height"]})
            assert_no_sideways_scroll(page)
        assert page.locator("h1").count() == 1, name
        assert page.locator("html").get_attribute("lang") == TAGS[language]
        assert len(page.content().encode()) <= HEAVIEST_BYTES, name
        page.screenshot(path=shots / f"day-{language}-{number:02}-{name}.png", full_page=True)
        if name == "called":
            assert "A3" in page.inner_text("main")
    assert "12345678903" in page.inner_text("main")
    assert "12345678903" not in page.url
