"""電話予約窓口 in a real browser: 1280 × 800, a headset, and no mouse."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.booking_web.pages.office import Holder
from tests.browser.booking.conftest import STAFF, STAFF_PASSWORD
from tests.browser.booking.site import Site
from tests.browser.conftest import assert_no_sideways_scroll

MOST_KEYS = 30
"""Besides number and birthday, for a single booking."""


class Keys:
    """Counts what is pressed; a character typed is a key pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)
            self.count += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.count += len(text)


@pytest.fixture
def desktop(browser: Browser, site: Site) -> Iterator[Page]:
    """Somebody signed in, by keys alone."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP")
    page = context.new_page()
    page.goto(f"{site.url}/phone-desk")
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type(STAFF.lower())
    page.keyboard.press("Tab")
    page.keyboard.type(STAFF_PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/phone-desk")
    yield page
    context.close()


def name_caller(page: Page, holder: Holder) -> None:
    """As the caller reads them out; the hand stays on the keys."""
    expect(page.locator("#number")).to_be_focused()
    page.keyboard.type(holder.number.lower())
    page.keyboard.press("Tab")
    page.keyboard.type("S250408")
    page.keyboard.press("Enter")
    page.wait_for_url("**/phone-desk/call/*")


def test_a_booking_takes_few_keys(
    desktop: Page, site: Site, check_axe: Callable[[Page], None], shots: Path
):
    page, keys = desktop, Keys(desktop)
    look_at(page, "call", check_axe, shots)
    name_caller(page, site.holder())
    expect(page.locator("#time")).to_be_focused()
    look_at(page, "open", check_axe, shots)
    keys.type("2 1010")
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("予約ができました")
    expect(page.locator(".aloud")).to_have_text(
        "じゅうにがつ ふつか すいようび、ごぜん じゅうじ じゅっぷん"
    )
    look_at(page, "booked", check_axe, shots)
    keys.press("Tab", "Enter")
    expect(page.locator("#number")).to_be_focused()
    assert keys.count <= MOST_KEYS


def test_moving_and_cancelling_by_keys(
    desktop: Page, site: Site, check_axe: Callable[[Page], None], shots: Path
):
    page, holder = desktop, site.holder()
    book(page, holder, "3 1300")
    name_caller(page, holder)
    expect(page.locator("#time")).to_be_focused()
    press(page, "4 1430", "Enter")
    expect(page.locator(".side-by-side .aloud")).to_have_count(2)
    look_at(page, "move", check_axe, shots)
    press(page, "", "Enter")  # pressed twice, nothing has happened yet
    press(page, "", "Tab", "Enter")
    expect(page.locator("h1")).to_have_text("予約の日時を変更しました。")
    press(page, "", "Tab", "Tab", "Enter")
    expect(page.locator("h1")).to_have_text("予約を取り消しますか")
    look_at(page, "cancel", check_axe, shots)
    press(page, "", "Tab", "Enter")
    expect(page.locator(".banner")).to_contain_text("予約を取り消しました")
    expect(page.locator("#time")).to_be_focused()


def test_a_child_joins_by_keys(
    desktop: Page, site: Site, check_axe: Callable[[Page], None], shots: Path
):
    page, child = desktop, site.holder()
    name_caller(page, site.holder())
    press(page, "3 1310", "Enter")
    expect(page.locator("h1")).to_have_text("予約ができました。")
    press(page, "", "Tab", "Tab", "Tab", "Enter")
    expect(page.locator("#number")).to_be_focused()
    look_at(page, "along", check_axe, shots)
    press(page, child.number.lower(), "Tab")
    press(page, "S250408", "Enter")
    expect(page.locator("h1")).to_have_text("いっしょに来る方を加えました。")
    expect(page.locator(".panel")).to_contain_text("2人")


def test_a_lost_race_on_the_telephone(
    desktop: Page, site: Site, check_axe: Callable[[Page], None], shots: Path
):
    """Two telephones, one place; the arrow keys choose among the nearest."""
    page, rival = desktop, desktop.context.new_page()
    name_caller(page, site.holder())
    rival.goto(f"{site.url}/phone-desk")
    book(rival, site.holder(), "1 1500")
    page.bring_to_front()
    page.check("input[value=wheelchair]")
    page.focus("#time")
    press(page, "1 1500", "Enter")
    expect(page.locator(".banner")).to_contain_text("たった今いっぱいになりました")
    expect(page.locator("input[value=wheelchair]")).to_be_checked()
    look_at(page, "lost-race", check_axe, shots)
    page.focus(".near input >> nth=0")
    press(page, "", "ArrowDown")
    expect(page.locator(".near input >> nth=1")).to_be_checked()
    page.screenshot(path=shots / "phone-desk-arrows.png")
    press(page, "", "Enter")
    expect(page.locator("h1")).to_have_text("予約ができました。")
    expect(page.locator(".panel")).to_contain_text("車いすで行きます")


def test_mistakes_and_other_states(
    desktop: Page, site: Site, check_axe: Callable[[Page], None], shots: Path
):
    page, holder = desktop, site.holder()
    press(page, "wrong", "Enter")
    expect(page.locator(".errors")).to_contain_text("番号のはじめの4文字に、使わない文字があります")
    look_at(page, "errors", check_axe, shots)
    page.fill("#number", "")
    page.focus("#number")
    name_caller(page, holder)
    press(page, "9 9", "Enter")
    expect(page.locator("#time-error")).to_be_visible()
    look_at(page, "time-error", check_axe, shots)
    page.click("summary >> nth=-1")
    page.screenshot(path=shots / "phone-desk-family.png", full_page=True)
    site.office.withdraw(holder, "completed")
    site.tell()
    page.reload()
    page.goto(f"{site.url}/phone-desk?lang=en")
    look_at(page, "english", check_axe, shots)
    name_caller(page, holder)
    expect(page.locator("h1")).to_have_text("The card has been collected")
    look_at(page, "closed", check_axe, shots)
    press(page, "", "Enter")
    expect(page.locator("#number")).to_be_focused()


def test_a_narrow_screen_and_forced_colours(desktop: Page, site: Site, shots: Path):
    page = desktop
    name_caller(page, site.holder())
    page.set_viewport_size({"width": 640, "height": 400})  # 200 %
    assert_no_sideways_scroll(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(forced_colors="active")
    page.focus(".grid input >> nth=3")
    press(page, "", "ArrowDown")
    page.screenshot(path=shots / "phone-desk-forced-colours.png")


def book(page: Page, holder: Holder, time: str) -> None:
    name_caller(page, holder)
    press(page, time, "Enter")
    expect(page.locator("h1")).to_have_text("予約ができました。")
    press(page, "", "Tab", "Enter")


def press(page: Page, text: str, *names: str) -> None:
    page.keyboard.type(text)
    for name in names:
        page.keyboard.press(name)


def look_at(page: Page, name: str, check_axe: Callable[[Page], None], shots: Path) -> None:
    check_axe(page)
    assert_no_sideways_scroll(page)
    page.screenshot(path=shots / f"phone-desk-{name}.png")
    page.screenshot(path=shots / f"phone-desk-{name}-whole.png", full_page=True)
