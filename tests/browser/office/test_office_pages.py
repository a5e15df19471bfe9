"""The office's pages in a real browser: pictures to look at, no axe violation, keyboard enough."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from issuance.application.work import box_id_of
from tests.browser.office.conftest import sign_in
from tests.browser.office.house import House
from tests.issuance.office.house import PASSWORD

PAGES = [
    "/", "/boxes", "/setup", "/notices", "/venues", "/appointments", "/pin-setting",
    "/pin-sheets", "/sealing", "/posting", "/posting/lists", "/post-status", "/destruction",
    "/returns", "/cases", "/cases?list=returned", "/notices/print", "/planning",
    "/planning/alerts", "/reports", "/papers",
]  # fmt: skip

Check = Callable[[Page], None]


def name_of(path: str) -> str:
    return re.sub(r"[^a-z]+", "-", path).strip("-") or "today"


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_with_much_in_it(
    house: House, screen: Page, check_axe: Check, shots: Path, language: str
) -> None:
    sign_in(screen, house.url)
    screen.goto(f"{house.url}/?lang={language}")
    first = house.cases[0]
    box = f"/boxes/{box_id_of(house.second_box)}"
    for path in [*PAGES, box, f"/cases/{first.case_id}"]:
        screen.goto(house.url + path)
        screen.screenshot(path=shots / f"full-{name_of(path)}-{language}.png", full_page=True)
        check_axe(screen)
        fits(screen)


def test_every_page_on_the_first_day(
    empty_house: str, screen: Page, check_axe: Check, shots: Path
) -> None:
    sign_in(screen, empty_house)
    for path in PAGES:
        screen.goto(empty_house + path)
        screen.screenshot(path=shots / f"empty-{name_of(path)}.png")
        check_axe(screen)
        fits(screen)


def test_opening_rules_are_seen_with_their_consequences(
    house: House, screen: Page, check_axe: Check, shots: Path
) -> None:
    sign_in(screen, house.url)
    screen.goto(f"{house.url}/venues")
    screen.get_by_role("link", name="デモ区役所").click()
    new = screen.get_by_role("group", name="新しい決まり")
    new.get_by_label("土曜").check()
    for label, value in {"開始": "09:00", "終了": "12:00", "1枠の分": "15"}.items():
        new.get_by_label(label, exact=True).fill(value)
    screen.get_by_role("button", name="変えるとどうなるかを見る").click()
    assert screen.get_by_text("形の違う欄").count()
    screen.screenshot(path=shots / "opening-refused.png", full_page=True)
    check_axe(screen)
    second = screen.get_by_role("group", name="決まり 2")
    second.get_by_label("窓口の数").fill("2")
    second.get_by_label("カードの受け取り").check()
    screen.get_by_role("button", name="変えるとどうなるかを見る").click()
    screen.get_by_role("button", name="この決まりにする").wait_for()
    screen.screenshot(path=shots / "opening-look.png")
    screen.screenshot(path=shots / "opening-look-full.png", full_page=True)
    check_axe(screen)
    fits(screen)
    screen.get_by_role("button", name="この決まりにする").click()
    assert "受付時間の決まりを変えました" in screen.inner_text("main")
    screen.screenshot(path=shots / "opening-set.png")


def test_refusals_are_seen_beside_their_forms(
    house: House, screen: Page, check_axe: Check, shots: Path
) -> None:
    screen.goto(f"{house.url}/sign-in")
    screen.fill("#staff_id", "K05")
    screen.fill("#password", "not the password")
    screen.click("main button")
    screen.wait_for_selector(".errors")
    screen.screenshot(path=shots / "refused-sign-in.png")
    check_axe(screen)
    sign_in(screen, house.url)
    screen.goto(f"{house.url}/boxes/{box_id_of(house.second_box)}")
    screen.fill("#second_id", "K05")
    screen.fill("#second_password", PASSWORD)
    screen.click("text=箱を開ける")
    screen.wait_for_selector(".errors")
    screen.screenshot(path=shots / "refused-box.png")
    check_axe(screen)
    screen.goto(f"{house.url}/pin-setting")
    screen.locator("main .tick").last.check()
    screen.fill("#second_id", "K05")
    screen.fill("#second_password", PASSWORD)
    screen.click("text=選んだカードの封印を開ける")
    screen.wait_for_selector(".errors")
    screen.screenshot(path=shots / "refused-pin-setting.png")
    check_axe(screen)
    screen.goto(f"{house.url}/sealing")
    screen.click("main a.serial >> nth=0")
    screen.fill("#card_serial_read", "000000000000000")
    screen.fill("#tracking_number", "12345678903")
    screen.fill("#second_id", "K02")
    screen.fill("#second_password", PASSWORD)
    screen.keyboard.press("Enter")
    screen.wait_for_selector(".errors")
    screen.screenshot(path=shots / "refused-sealing.png")
    check_axe(screen)
    screen.goto(f"{house.url}/nowhere")
    screen.screenshot(path=shots / "refused-nowhere.png")
    check_axe(screen)


def test_a_box_is_worked_through_by_keyboard_and_scanner(
    house: House, screen: Page, shots: Path
) -> None:
    """A scanner types the serial and presses Enter; nothing else is touched."""
    sign_in(screen, house.url, "K02")
    page = f"{house.url}/boxes/{box_id_of(house.second_box)}"
    screen.goto(page)
    screen.fill("#second_id", "K05")
    screen.keyboard.press("Tab")
    screen.keyboard.type(PASSWORD)
    screen.keyboard.press("Enter")
    screen.wait_for_selector("#card_serial:focus")
    cards = [case for case in house.cases if case.box == house.second_box]
    for number, card in enumerate(cards[:3], start=1):
        screen.keyboard.type(card.card_serial)
        screen.keyboard.press("Enter")
        screen.wait_for_selector(f"strong >> text='{number}'")
        screen.wait_for_selector("#card_serial:focus")
    screen.screenshot(path=shots / "box-scanning.png")
    result = screen.locator("[role=status]").inner_text()
    assert "読み取りました。" in result
    assert cards[2].card_serial in result


def test_without_javascript_all_is_there(house: House, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ja-JP")
    page = context.new_page()
    sign_in(page, house.url)
    page.goto(f"{house.url}/cases")
    page.fill("#number", house.cases[0].card_serial)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.url}/cases/*-*")
    assert page.locator("h1").inner_text().startswith("案件")
    context.close()


def test_a_notice_prints_on_one_page(house: House, screen: Page, shots: Path) -> None:
    sign_in(screen, house.url)
    screen.goto(f"{house.url}/cases/{house.cases[0].case_id}/notice")
    screen.pdf(path=shots / "notice.pdf", format="A4")
    pages = re.findall(rb"/Type\s*/Page[^s]", (shots / "notice.pdf").read_bytes())
    assert len(pages) == 1
    screen.emulate_media(media="print")
    screen.screenshot(path=shots / "notice-print.png", full_page=True)
