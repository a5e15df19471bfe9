"""電話予約窓口 in a real browser: 1280 × 800, a headset, and no mouse."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

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


def name_caller(page: Page, holder) -> None:
    """As the caller reads them out; the hand stays on the keys."""
    expect(page.locator("#number")).to_be_focused()
    page.keyboard.type(holder.number.lower())
    page.keyboard.press("Tab")
    page.keyboard.type("S250408")
    page.keyboard.press("Enter")


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


def look_at(page: Page, name: str, check_axe: Callable[[Page], None], shots: Path) -> None:
    check_axe(page)
    assert_no_sideways_scroll(page)
    page.screenshot(path=shots / f"phone-desk-{name}.png")
    page.screenshot(path=shots / f"phone-desk-{name}-whole.png", full_page=True)
