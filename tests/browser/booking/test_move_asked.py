"""My booking, on a phone, when its time is no longer offered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import msgspec
from playwright.sync_api import Page, expect

from issuance.calendar.opening_rules import Days, Hours, OpeningRule, OpeningRules, Terms
from tests.booking_web.pages.office import HALL
from tests.browser.booking import walk
from tests.browser.booking.site import Site
from tests.browser.conftest import assert_no_sideways_scroll

JANUARY = OpeningRule(
    days=Days(weekdays=(0, 1, 2, 3, 4), first_on=date(2027, 1, 4)),
    hours=Hours(opens=time(9), closes=time(10)),
    terms=Terms(minutes=30, counters=2),
)


def test_the_nearest_times_are_one_tap_away(
    page: Page, site: Site, check_axe: Callable[[Page], None], shots: Path
):
    _opens_by(site, JANUARY)
    page.goto(f"{site.url}/book/who")
    walk.identify(page, site.holder())
    page.goto(f"{site.url}/book/help")
    page.click(walk.PRIMARY)
    page.wait_for_timeout(1_000)
    page.goto(f"{site.url}/book/time/2027-01-13")
    page.screenshot(path=shots / "rules-times.png", full_page=True)
    page.click("button[name=slot] >> nth=0")
    page.click(walk.PRIMARY)
    _opens_by(site, replace(JANUARY, hours=Hours(opens=time(13), closes=time(16))))
    page.wait_for_timeout(1_000)  # what is free is shown at most a second late
    page.goto(f"{site.url}/mine")
    expect(page.get_by_text("お願い: 予約の日時を変えてください")).to_be_visible()
    assert_no_sideways_scroll(page)
    check_axe(page)
    page.screenshot(path=shots / "move-asked.png", full_page=True)
    page.click("form[action='/mine/now'] button[name=slot] >> nth=0")
    expect(page.get_by_text("予約の日時を変更しました")).to_be_visible()
    assert not page.get_by_text("お願い: 予約の日時を変えてください").count()
    page.screenshot(path=shots / "moved-by-tap.png")
    _opens_by(site)


def _opens_by(site: Site, *rules: OpeningRule) -> None:
    by = msgspec.to_builtins(OpeningRules(rules=rules))
    site.office.says("rules.set", HALL, rules=by)
    site.tell()
