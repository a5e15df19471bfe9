"""Pages group by group, as who works with them sees them: wide in Japanese, narrow in English."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.office.conftest import sign_in
from tests.browser.office.house import House
from tests.browser.office.test_office_pages import fits, name_of

GROUPS = {
    "stockroom": (
        "K02",
        [
            "/custody",
            "/custody/moves",
            "/custody/picking",
            "/custody/places/post-tray",
            "/stocktakes",
        ],
    ),
    "what went wrong": (
        "K05",
        ["/exceptions", "/missing", "/resident-changes", "/cases/{case}/past"],
    ),
    "people told": (
        "K05",
        [
            *("/notices/calls", "/notices/home-visits", "/notices/reminders", "/notices/returned"),
            *("/invitations", "/reception", "/hall"),
        ],
    ),
    "planning": (
        "K06",
        [
            *("/board", "/board/figures", "/board/slots", "/planning/what-if"),
        ],
    ),
    "accounts": ("K13", ["/staff", "/staff/K02", "/account", "/machines"]),
    "record": ("K12", ["/record", "/cases"]),
}
WIDE = ViewportSize(width=1280, height=800)
NARROW = ViewportSize(width=360, height=740)


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_of_pages(
    house: House, screen: Page, check_axe: Callable[[Page], None], shots: Path, group: str
) -> None:
    who, pages = GROUPS[group]
    sign_in(screen, house.url, who)
    for language, size in (("ja", WIDE), ("en", NARROW)):
        screen.set_viewport_size(size)
        screen.goto(f"{house.url}/?lang={language}")
        for path in pages:
            answer = screen.goto(house.url + path.format(case=house.cases[0].case_id))
            assert answer is not None
            assert answer.ok, (path, answer.status)
            name = f"{who}-{name_of(path)}-{language}-{size['width']}.png"
            screen.screenshot(path=shots / name, full_page=True)
            check_axe(screen)
            fits(screen)
