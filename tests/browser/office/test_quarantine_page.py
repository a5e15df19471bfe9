"""The page of an uncertain card: looked at before and after a reading, on a desk and on a phone."""

from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Page

from issuance.pins.references import PIN_FILES
from tests.browser.office.conftest import sign_in
from tests.browser.office.house import House
from tests.browser.office.test_office_pages import fits
from tests.issuance.office.house import PASSWORD, PIN_DESK_TOKEN

SEEN = ("set", "set", "unknown", "untouched", "untouched")


def tell_reading(url: str, serial: str) -> None:
    """As the PIN desk does with the card on its reader."""
    headers = {
        "authorization": f"Bearer {PIN_DESK_TOKEN}",
        "idempotency-key": "00000000-0000-0000-0000-000000000081",
    }
    with httpx.Client(base_url=url, headers=headers) as desk:
        opened = desk.get(f"/api/pin-desk/next?serial={serial}").json()
        files = [file for file in PIN_FILES if file.kind.value in opened["pin_kinds"]]
        read = [
            {"reference": file.reference.value, "stands": seen, "tries": file.full_tries}
            for file, seen in zip(files, SEEN, strict=False)
        ]
        about = {name: opened[name] for name in ("case_id", "envelope_id")}
        assert desk.post("/api/pin-desk/checks", json=about | {"read": read}).is_success


def test_an_uncertain_card_before_and_after_it_was_read(
    house: House, screen: Page, check_axe: Callable[[Page], None], shots: Path
) -> None:
    sign_in(screen, house.url)
    screen.goto(f"{house.url}/pin-setting")
    card = screen.locator("main .box a.serial").first
    serial = card.inner_text()
    card.click()
    check_axe(screen)
    screen.screenshot(path=shots / "quarantine-before.png", full_page=True)
    screen.fill("#second_id", "K02")
    screen.fill("#second_password", PASSWORD)
    screen.get_by_role("button", name="2人で読み取りを始める").click()
    assert "読み取り待ち" in screen.inner_text("main")
    tell_reading(house.url, serial)
    screen.reload()
    assert "分からない" in screen.inner_text("main table")
    for language in ("ja", "en"):
        screen.goto(f"{screen.url.split('?')[0]}?lang={language}")
        screen.screenshot(path=shots / f"quarantine-read-{language}.png", full_page=True)
        check_axe(screen)
        fits(screen)
    screen.set_viewport_size({"width": 360, "height": 740})
    screen.screenshot(path=shots / "quarantine-phone.png", full_page=True)
    fits(screen)
