"""The board in a real browser: live, stale when silent, without axe violations, on a phone too."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import PHONE, aside, assert_no_sideways_scroll
from tests.browser.office.conftest import sign_in
from tests.browser.office.house import House
from tests.browser.office.test_hall_pages import _call

Check = Callable[[Page], None]
SMALL = ViewportSize(width=PHONE["width"], height=PHONE["height"])


def test_a_call_is_on_the_board_without_asking_and_silence_is_said(
    house: House, screen: Page, check_axe: Check, shots: Path
) -> None:
    sign_in(screen, house.url)
    screen.goto(f"{house.url}/board")
    expect(screen.locator("#age")).to_have_attribute("data-state", "live")
    screen.locator("#details-throughput summary").click()
    check_axe(screen)
    counter = screen.locator(".counter", has_text="19")
    expect(counter).to_have_count(0)
    aside(lambda: asyncio.run(_call(house.settings, house, station="19", minutes=15)))
    expect(counter).to_have_count(1, timeout=20_000)
    # What was unfolded stays so, though the part it stands in came anew.
    expect(screen.locator("#details-throughput")).to_have_attribute("open", "")
    screen.screenshot(path=shots / "board.png", full_page=True)
    screen.clock.install()
    screen.route("**/board/events*", lambda route: route.abort())
    screen.reload()
    screen.clock.run_for(17_000)
    expect(screen.locator("#stale")).to_be_visible()
    expect(screen.locator("#age")).to_have_attribute("data-state", "stale")
    check_axe(screen)


def test_history_and_slots_read_well_also_on_a_phone_without_script(
    house: House, browser: Browser, screen: Page, check_axe: Check
) -> None:
    sign_in(screen, house.url)
    for path in ("/board/figures?span=week", "/board/slots", "/board?wall=1"):
        screen.goto(f"{house.url}{path}")
        check_axe(screen)
    cookies = screen.context.cookies()
    context = browser.new_context(viewport=SMALL, java_script_enabled=False)
    context.add_cookies([{**each} for each in cookies])  # type: ignore[typeddict-item]
    phone = context.new_page()
    phone.goto(f"{house.url}/board")
    expect(phone.get_by_role("link", name="表示を更新")).to_be_visible()
    expect(phone.locator(".counter").first).to_be_visible()
    context.close()
    screen.set_viewport_size(SMALL)
    for path in ("/board", "/board/figures", "/board/slots"):
        screen.goto(f"{house.url}{path}")
        assert_no_sideways_scroll(screen)
